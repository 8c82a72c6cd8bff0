import type { Timing } from '../domain/timing.ts';
import { keyHeldMsOf, linkMsOf, pageMsOf, pageWindowOf, refundSeenMsOf } from './gateways.ts';
import type { Config } from './schema.ts';

const DAY_MS = 24 * 3_600_000;
// One activity makes several calls (read, look, write, read back), each with the connector's own time-out.
const CALLS_IN_ONE = 6;
// A shop is told by up to so many: an order with payments, brothers, states, threads and messages, twice; a state, a
// transaction, a thread, a message. The time-out must not end a call that is under way: the next would be a second one.
const CALLS_OF_A_NOTICE = 30;
// A document: two years searched, what was made of it, payments, articles, the customer looked for in four ways and
// created, the document created and read back: 14; and three articles that are created.
const CALLS_OF_A_DOCUMENT = 17;

/** Windows and time-outs of what is started now; of a shop, an ERP and a gateway as far as there are any. */
export function timingOf(
  { windows, shops, gateways, erp }: Config,
  about: { shop?: string; erp?: string; gateway?: string },
): Timing {
  const gatewayMs = Math.max(0, ...Object.values(gateways).map(({ timeout }) => timeout));
  const ofShop = about.shop === undefined ? undefined : shops[about.shop];
  const ofErp = about.erp === undefined ? undefined : erp[about.erp];
  const ofGateway = about.gateway === undefined ? undefined : gateways[about.gateway];
  return {
    pageMs: ofGateway ? pageMsOf(ofGateway, windows.page) : 0,
    leastPageMs: ofGateway && pageWindowOf(ofGateway).minMs,
    keyMs: ofGateway && keyHeldMsOf(ofGateway),
    linkMs: ofGateway && linkMsOf(ofGateway),
    refundSeenMs: ofGateway && refundSeenMsOf(ofGateway),
    orderMs: windows.order,
    verifyMs: windows.verify,
    delayedMs: windows.delayedDays * DAY_MS,
    keepOpenMs: windows.keepOpenDays * DAY_MS,
    shopLimitMs: ofShop?.serverLimit ?? 0,
    erpLimitMs: ofErp?.serverLimit ?? 0,
    erpPatienceMs: ofErp?.attentionAfter ?? 0,
    shopCallMs: CALLS_OF_A_NOTICE * (ofShop?.timeout ?? 0),
    gatewayCallMs: CALLS_IN_ONE * gatewayMs,
    erpCallMs: CALLS_OF_A_DOCUMENT * (ofErp?.timeout ?? 0),
  };
}
