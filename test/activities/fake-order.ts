import { condition, setHandler } from '@temporalio/workflow';
import { type OrderView, orderQuery } from '../../workflows/messages.ts';

/** Stands for an order that wrote its document before its column had it as data: it answers, and does nothing else. */
export async function order(view: OrderView): Promise<void> {
  setHandler(orderQuery, () => view);
  await condition(() => false);
}
