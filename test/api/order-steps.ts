import { paymentWorkflowId } from '../../domain/ids.ts';
import { type Customer, until } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { http, pageIn, taken } from './bench.ts';

/** The shop's own announcements go nowhere from now on: each test makes its own. */
export async function silenceShop(world: World, customer: Customer): Promise<void> {
  await customer.tells(world.urls.magento, 'announce', { url: 'http://127.0.0.1:9/{id}', secret: 'none' });
}

export interface Placed {
  id: string;
  number: string;
  /** Its checkout link. */
  link: string;
  workflowId: string;
}

/** An order that is placed and announced; `description` as the shop's sandbox takes it. */
export async function placed(world: World, customer: Customer, description: object = {}): Promise<Placed> {
  const { id, number } = await customer.places(description);
  const { data } = await taken(world.urls.api, world.shop, id);
  return { id, number, link: data.checkoutUrl, workflowId: data.workflowId };
}

export interface Opened extends Placed {
  pageUrl: string;
  /** The page's id at Stripe. */
  session: string;
  /** The payment's workflow. */
  payment: string;
}

/** An order that is placed and announced, once the gateway's page is open. */
export async function opened(world: World, customer: Customer): Promise<Opened> {
  const order = await placed(world, customer);
  return { ...order, ...(await pageBehind(world, customer, order.link)) };
}

export async function pageBehind(world: World, customer: Customer, link: string) {
  const pageUrl = await customer.goesToPay(link);
  const session = pageUrl.split('/').at(-1) ?? '';
  const { sessions } = await customer.books(world.urls.stripe);
  return { pageUrl, session, payment: paymentWorkflowId(sessions[session].object.client_reference_id) };
}

/** What a click on a link gives: status and the page, or where it leads. */
export async function click(url: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const { status, headers: given, data } = await http.get(url, { headers });
  return [status, status === 303 ? String(given.location) : pageIn(data)];
}

/** The same once nothing happens to them by itself any more. */
export const restingHistoriesOf = (world: World, ids: string[]): Promise<number[]> =>
  until('the workflows to rest', async () => {
    const before = await historiesOf(world, ids);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const after = await historiesOf(world, ids);
    return after.join() === before.join() ? after : undefined;
  });

/** The lengths of these workflows' histories, by which a test sees that nothing happened to them. */
export const historiesOf = ({ client }: World, ids: string[]): Promise<number[]> =>
  Promise.all(ids.map(async (id) => (await client.workflow.getHandle(id).describe()).historyLength));
