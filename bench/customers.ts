import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import { orderWorkflowId } from '../domain/ids.ts';
import { gateways } from '../sandbox/systems.ts';
import { searchAttributes } from '../workflows/kit/search-attributes.ts';
import { type Installation, SHOP } from './installation.ts';

const http = axios.create({ maxRedirects: 0, timeout: 60_000, validateStatus: (status) => status < 400 });
const PAUSE_MS = 5;
const AGAIN_MS = 1_000;

/** How long one order took; milliseconds. */
export interface Took {
  /** From its announcement until its document was written. */
  order: number;
  /** From the gateway's notification until its document was written. */
  webhook: number;
}

/** An order that waits for its payment. */
export interface Waiting {
  orderId: string;
  announcedAt: number;
  /** The gateway's page. */
  page: string;
}

/** Places and announces a new order, and opens its checkout link. */
export async function opens(
  installation: Installation,
  method = gateways.stripe.methods.magento,
): Promise<Waiting> {
  const orderId = await places(installation, method);
  const announcedAt = Date.now();
  const page = await pageOf(await announces(installation, orderId));
  return { orderId, announcedAt, page };
}

/** Pays the order and closes the browser; resolves at Stage DONE. */
export async function pays(
  installation: Installation,
  { orderId, announcedAt, page }: Waiting,
): Promise<Took & { orderId: string }> {
  const { seen } = installation;
  const [notifiedAt, writtenAt] = await Promise.all([
    seen('webhook', page.slice(page.lastIndexOf('/') + 1)),
    seen('document', orderId),
    seen('told', orderId),
    http.post(`${page}/pay-and-close`),
  ]);
  await isDone(installation, orderId);
  return { orderId, order: writtenAt - announcedAt, webhook: writtenAt - notifiedAt };
}

/** Places an order in the shop, to be paid by that method; answers its id. */
export async function places(
  { urls }: Installation,
  method = gateways.stripe.methods.magento,
): Promise<string> {
  const { data } = await http.post(`${urls.magento}/_sandbox/orders`, { method });
  return String(data.entity_id);
}

/** Announces an order as its shop does, again until there is a checkout link; answers the link. */
async function announces({ urls, announceSecret }: Installation, orderId: string): Promise<string> {
  const headers = { authorization: `Bearer ${announceSecret}` };
  for (;;) {
    const { data } = await http.post(`${urls.api}/shops/${SHOP}/orders/${orderId}`, undefined, { headers });
    if (data.checkoutUrl) return data.checkoutUrl;
    await delay(PAUSE_MS);
  }
}

/** The gateway's page that a checkout link leads to. Tries again after HTTP 503, our answer when the page is late. */
export async function pageOf(checkoutUrl: string): Promise<string> {
  for (;;) {
    const { status, headers } = await http.get(checkoutUrl, { validateStatus: () => true });
    if (status === 303) return String(headers.location);
    if (status !== 503) throw new Error(`${checkoutUrl}: HTTP ${status} instead of the gateway's page`);
    await delay(AGAIN_MS);
  }
}

/** Waits for Stage DONE. It is read from the search attribute, since a query would cost the worker time that is measured. */
export async function isDone({ client }: Pick<Installation, 'client'>, orderId: string): Promise<void> {
  const handle = client.workflow.getHandle(orderWorkflowId(SHOP, orderId));
  for (let pause = PAUSE_MS; ; pause *= 2) {
    const { typedSearchAttributes } = await handle.describe();
    if (typedSearchAttributes.get(searchAttributes.Stage) === 'DONE') return;
    await delay(pause);
  }
}
