import type { Client } from '@temporalio/client';
import { Failure } from '../domain/failure.ts';
import type { Shop, ShopPayment } from '../shops/shop.ts';
import { orderQuery } from '../workflows/messages.ts';
import { askTemporal } from './temporal.ts';

const MOST_ORDERS = 60;
const ORDERS_MS = 20_000;

/** Where a method was seen: offered by the shop, in its recent orders, or in orders under way in Temporal. */
type Place = 'shop' | 'recent orders' | 'orders under way';

/** A payment method of a shop, and where it was seen. */
export interface Method extends ShopPayment {
  seen: Place[];
}

/** The payment methods of one shop. */
export interface Methods {
  methods: Method[];
  /** The places that could not be asked: the failure messages. */
  unseen: string[];
}

/** The payment methods of a shop, from all three places. Without a client, orders under way are left out. */
export async function methodsOf(shop: Shop, client: Client | undefined): Promise<Methods> {
  const unseen: string[] = [];
  const unlessUnseen = async (ask: () => Promise<Method[]>) => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unseen.push(error.message);
      return [];
    }
  };
  const found = await Promise.all([
    unlessUnseen(async () => {
      const { offered, ordered } = await shop.listPayments();
      return [...seenIn('shop', offered), ...seenIn('recent orders', ordered)];
    }),
    unlessUnseen(async () => (client ? seenIn('orders under way', await ofRunning(client, shop.name)) : [])),
  ]);
  return { methods: merged(found.flat()), unseen };
}

const seenIn = (place: Place, methods: ShopPayment[]): Method[] =>
  methods.map(({ code, title }) => ({ code, title, seen: [place] }));

/** The methods of the newest orders under way: up to MOST_ORDERS without a mapping, and as many of all. */
async function ofRunning(client: Client, shop: string): Promise<ShopPayment[]> {
  const running = `WorkflowType = "order" AND Shop = "${shop}" AND ExecutionStatus = "Running"`;
  const newest = async (query: string) => {
    const ids: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query, pageSize: MOST_ORDERS }))
      if (ids.push(workflowId) === MOST_ORDERS) break;
    return ids;
  };
  const found = await askTemporal(client, () =>
    Promise.all([newest(`${running} AND Gateway = "unmapped"`), newest(running)]),
  );
  const views = await askTemporal(
    client,
    () =>
      Promise.all([...new Set(found.flat())].map((id) => client.workflow.getHandle(id).query(orderQuery))),
    ORDERS_MS,
  );
  return views.flatMap(({ method }) => (method ? [method] : []));
}

/** Each method once, with all the places where it was seen. */
function merged(methods: Method[]): Method[] {
  const known = new Map<string, Method>();
  for (const method of methods) {
    const key = JSON.stringify([method.code, method.title]);
    const before = known.get(key)?.seen ?? [];
    known.set(key, { ...method, seen: [...new Set([...before, ...method.seen])] });
  }
  return [...known.values()].sort((a, b) => a.code.localeCompare(b.code));
}
