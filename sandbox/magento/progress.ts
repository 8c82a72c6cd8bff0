import type { OrderEntity, OrderRow } from './entities.ts';

const bought = (order: OrderEntity): OrderRow[] =>
  order.items.filter((row) => row.parent_item_id === undefined);

/** Pieces of a row still to be invoiced; the parts of a configurable product or bundle go with it. */
export const toInvoice = (row: OrderRow): number =>
  Math.max(0, row.qty_ordered - row.qty_invoiced - row.qty_canceled);
/** Pieces of a row still to be shipped. */
export const toShip = (row: OrderRow): number =>
  Number(row.is_virtual) === 1
    ? 0
    : Math.max(0, row.qty_ordered - Number(row.qty_shipped) - Number(row.qty_refunded) - row.qty_canceled);
/** Pieces of a row that can be refunded. */
export const toRefund = (row: OrderRow): number => Math.max(0, row.qty_invoiced - Number(row.qty_refunded));

/** Whether anything of the order is still to be invoiced. */
export const canInvoice = (order: OrderEntity): boolean => bought(order).some((row) => toInvoice(row) > 0);
/** Whether anything of the order is still to be shipped. */
export const canShip = (order: OrderEntity): boolean => bought(order).some((row) => toShip(row) > 0);
const canRefund = (order: OrderEntity): boolean =>
  Math.round(((order.total_paid ?? 0) - Number(order.total_refunded ?? 0)) * 100) > 0;

/** Sets the state that follows from what was done with an order, as each save does (ResourceModel\Order\Handler\State). */
export function advance(order: OrderEntity): void {
  const before = order.state;
  if (order.state === 'new') order.state = 'processing';
  if (['processing', 'complete'].includes(order.state) && !canInvoice(order) && !canShip(order))
    // An order with a total of zero is closed once it is shipped: nothing can be refunded.
    order.state = canRefund(order) || (order.is_virtual && !order.total_refunded) ? 'complete' : 'closed';
  // The state's default status replaces a custom one.
  if (order.state !== before) order.status = order.state;
}
