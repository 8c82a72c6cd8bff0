import type { Client } from '@temporalio/client';
import { Failure } from '../domain/failure.ts';
import type { Shop, ShopPayment } from '../shops/shop.ts';
import { orderQuery } from '../workflows/messages.ts';
import { askedOfTemporal } from './temporal.ts';

const MOST_ORDERS = 60;
const ORDERS_MS = 20_000;

/** A payment method of a shop, and where it was seen. */
export interface Method extends ShopPayment {
  seen: ('shop' | 'orders')[];
}

export interface Methods {
  methods: Method[];
  /** Where it was not possible to look, in words. */
  unseen: string[];
}

/** The payment methods of a shop: those it lists, and those of orders that are under way. */
export async function methodsOf(shop: Shop, client: Client | undefined): Promise<Methods> {
  const unseen: string[] = [];
  const from = async (where: Method['seen'][number], ask: () => Promise<ShopPayment[]>) => {
    try {
      return (await ask()).map(({ code, title }): Method => ({ code, title, seen: [where] }));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unseen.push(error.message);
      return [];
    }
  };
  const found = await Promise.all([
    from('shop', () => shop.listPayments()),
    from('orders', async () => (client ? ofOrders(client, shop.name) : [])),
  ]);
  return { methods: together(found.flat()), unseen };
}

/** Of the newest orders under way, those without a mapping first. */
async function ofOrders(client: Client, shop: string): Promise<ShopPayment[]> {
  const running = `WorkflowType = "order" AND Shop = "${shop}" AND ExecutionStatus = "Running"`;
  const newest = async (query: string) => {
    const ids: string[] = [];
    for await (const { workflowId } of client.workflow.list({ query, pageSize: MOST_ORDERS }))
      if (ids.push(workflowId) === MOST_ORDERS) break;
    return ids;
  };
  const found = await askedOfTemporal(client, () =>
    Promise.all([newest(`${running} AND Gateway = "unmapped"`), newest(running)]),
  );
  const views = await askedOfTemporal(
    client,
    () =>
      Promise.all([...new Set(found.flat())].map((id) => client.workflow.getHandle(id).query(orderQuery))),
    ORDERS_MS,
  );
  return views.flatMap(({ method }) => (method ? [method] : []));
}

/** Each once, whichever way it was seen. */
function together(methods: Method[]): Method[] {
  const known = new Map<string, Method>();
  for (const method of methods) {
    const key = JSON.stringify([method.code, method.title]);
    const before = known.get(key)?.seen ?? [];
    known.set(key, { ...method, seen: [...new Set([...before, ...method.seen])] });
  }
  return [...known.values()].sort((a, b) => a.code.localeCompare(b.code));
}
