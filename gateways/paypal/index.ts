import type { Gateway } from '../gateway.ts';
import type { GatewayKind, PageWindow } from '../kind.ts';
import { amounts } from './amounts.ts';
import { captures } from './captures.ts';
import { certificates } from './certificates.ts';
import { check } from './check.ts';
import { paypalClient } from './client.ts';
import { endpoints, hears } from './endpoints.ts';
import { LISTED_MS, listEvents } from './events.ts';
import { holds } from './holds.ts';
import { inquiries } from './inquiries.ts';
import { lookUps } from './lookups.ts';
import { pageOfReturn } from './marks.ts';
import { notificationOf } from './notifications.ts';
import { orders } from './orders.ts';
import { refunds } from './refunds.ts';
import { type PayPalSettings, settings } from './settings.ts';
import { verifiedEvent } from './signature.ts';

/** PayPal's Orders v2 with explicit capture: the customer agrees on PayPal's page, and we take the money. */
function create(name: string, given: PayPalSettings, installation: string): Gateway {
  const client = paypalClient(given);
  const live = given.environment === 'production';
  const ours = { installation, live };
  const all = orders(client, name, given, installation);
  const webhooks = endpoints(client, name);
  const hearsAgreements = async () =>
    (await webhooks.list()).some((webhook) => hears(webhook, 'CHECKOUT.ORDER.APPROVED'));
  const asking = inquiries(client, name, all, live, hearsAgreements);
  const agreed = captures(client, name, all, asking, given.timeout);
  const held = holds(client, name, asking);
  const webhookIds = [given.webhookId].flat();
  const certificateAt = certificates(given);
  return {
    name,
    live,
    amounts,
    openPage: all.openPage,
    inquire: asking.inquire,
    closePage: asking.closePage,
    capture: ({ hold, ...taking }) =>
      hold === undefined ? agreed(taking) : held.capture({ ...taking, hold }),
    void: held.void,
    readNotification: async (request) =>
      notificationOf(await verifiedEvent(request, webhookIds, certificateAt), ours),
    lookUp: lookUps(client, name, all, ours),
    refund: refunds(client, name, live),
    listNotifications: (since) => listEvents(client, name, ours, since),
    check: check(client, name, given, installation, webhooks),
    createWebhook: webhooks.create,
    pageOfReturn,
    links: (charge) => linkOf(given, charge),
  };
}

/** Not confirmed: the address of one payment among PayPal's activities, seen in people's browsers only. */
function linkOf({ environment, apiUrl, backOfficeUrl: other }: PayPalSettings, charge: string): string {
  const payment = `activity/payment/${encodeURIComponent(charge)}`;
  if (other !== undefined) return `${other.replace(/\/+$/, '')}/${payment}`;
  if (apiUrl !== undefined) return `${new URL(apiUrl).origin}/${payment}`;
  return `https://www.${environment === 'production' ? '' : 'sandbox.'}paypal.com/${payment}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * An order lapses so many hours after it was made (or visited): a quarter of an hour before that the page is over, so that it can
 * still be asked for then.
 */
const pageWindow = ({ orderHours }: Pick<PayPalSettings, 'orderHours'>): PageWindow => ({
  minMs: 10 * MINUTE_MS,
  usualMs: 2 * HOUR_MS,
  maxMs: orderHours * HOUR_MS - 15 * MINUTE_MS,
});

export const paypal = {
  settings,
  create,
  account: ['clientId', 'apiUrl'],
  capabilities: ['capture', 'void', 'closePage', 'refund', 'listNotifications', 'createWebhook', 'links'],
  pageWindow,
  // developer.paypal.com/api/rest/reference/idempotency: keys of orders are kept for six hours.
  keyHeldMs: 6 * HOUR_MS,
  listedMs: LISTED_MS,
} satisfies GatewayKind;
