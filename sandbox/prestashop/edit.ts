import type { World } from './books.ts';
import { WsError } from './errors.ts';
import type { Row } from './fields.ts';
import { amount, decimal, invoicesOf, paymentsOf, round2 } from './invoices.ts';
import { has, rowOf } from './refunds.ts';
import { remove } from './resources.ts';
import { changeState, configured, recordState, shelve } from './states.ts';
import { related } from './tables.ts';

const EMPLOYEE = 1;

/**
 * An employee changes the quantity of an article on the order's page; 0 deletes its row. The order stays the same one and
 * gets new sums, as does its invoice; payments stay as they were (recorded). Throws where it has no such article.
 */
export function changeQuantity(world: World, order: Row, reference: string, quantity: number): void {
  const row = rowOf(world, order, reference);
  shelve(world, row, Number(row.product_quantity) - quantity);
  const more = (side: 'incl' | 'excl'): number => {
    const total = round2(amount(row, `unit_price_tax_${side}`) * quantity);
    const before = amount(row, `total_price_tax_${side}`);
    row[`total_price_tax_${side}`] = decimal(total);
    return total - before;
  };
  const [gross, net] = [more('incl'), more('excl')];
  row.product_quantity = quantity;
  if (quantity === 0) remove(world.books, 'order_details', row);
  for (const sums of [order, ...invoicesOf(world, order)]) {
    for (const field of ['total_paid', 'total_paid_tax_incl', 'total_products_wt'])
      if (field in sums) sums[field] = decimal(amount(sums, field) + gross);
    for (const field of ['total_paid_tax_excl', 'total_products'])
      sums[field] = decimal(amount(sums, field) + net);
  }
  order.date_upd = world.now(Number(order.id_shop));
}

/**
 * Cancels pieces of an unpaid order (CancelOrderProduct): rows get smaller or disappear, and with the last piece the order
 * is cancelled and its total 0. Throws where the order is paid, or has fewer pieces.
 */
export function cancelPieces(world: World, order: Row, rows: { reference: string; qty: number }[]): void {
  if (has(world, order, 'paid') || paymentsOf(world, order).length > 0)
    throw new WsError(409, [0, `Order ${order.id} is paid.`]);
  for (const { reference, qty } of rows) {
    const left = Number(rowOf(world, order, reference).product_quantity) - qty;
    if (left < 0) throw new WsError(409, [0, `Order ${order.id} has fewer than ${qty} of ${reference}.`]);
    changeQuantity(world, order, reference, left);
  }
  if (related(world.books, 'order_details', 'id_order', order.id).length > 0) return;
  for (const field of Object.keys(order)) if (field.startsWith('total_')) order[field] = decimal(0);
  const at = world.now(Number(order.id_shop));
  const cancelled = configured(world, 'PS_OS_CANCELED');
  changeState(world, order, cancelled, false, at);
  recordState(world, order, cancelled, { mail: true, employee: EMPLOYEE, at });
}
