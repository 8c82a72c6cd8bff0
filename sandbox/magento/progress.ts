import type { OrderEntity, OrderRow } from './entities.ts';

const bought = (order: OrderEntity): OrderRow[] =>
  order.items.filter((row) => row.parent_item_id === undefined);

/** What is left to do of a row; a configurable's or bundle's parts go with it. */
export const toInvoice = (row: OrderRow): number =>
  Math.max(0, row.qty_ordered - row.qty_invoiced - row.qty_canceled);
export const toShip = (row: OrderRow): number =>
  Number(row.is_virtual) === 1
    ? 0
    : Math.max(0, row.qty_ordered - Number(row.qty_shipped) - Number(row.qty_refunded) - row.qty_canceled);
export const toRefund = (row: OrderRow): number => Math.max(0, row.qty_invoiced - Number(row.qty_refunded));

export const canInvoice = (order: OrderEntity): boolean => bought(order).some((row) => toInvoice(row) > 0);
export const canShip = (order: OrderEntity): boolean => bought(order).some((row) => toShip(row) > 0);
const canRefund = (order: OrderEntity): boolean =>
  Math.round(((order.total_paid ?? 0) - Number(order.total_refunded ?? 0)) * 100) > 0;

/** The state that an order comes to by what was done with it, as each save sets it (ResourceModel\Order\Handler\State). */
export function advance(order: OrderEntity): void {
  const before = order.state;
  if (order.state === 'new') order.state = 'processing';
  if (['processing', 'complete'].includes(order.state) && !canInvoice(order) && !canShip(order))
    // One that came to nothing is closed once it is shipped: there is nothing that could be given back.
    order.state = canRefund(order) || (order.is_virtual && !order.total_refunded) ? 'complete' : 'closed';
  // The state's default status replaces a custom one.
  if (order.state !== before) order.status = order.state;
}
