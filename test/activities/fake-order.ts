import { condition, setHandler } from '@temporalio/workflow';
import { type OrderView, orderQuery } from '../../workflows/messages.ts';

/** Plays an order whose document was written before the search attribute held it as data: it only answers queries. */
export async function order(view: OrderView): Promise<void> {
  setHandler(orderQuery, () => view);
  await condition(() => false);
}
