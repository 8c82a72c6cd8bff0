import type { World } from './books.ts';
import { WsError } from './errors.ts';
import type { Row } from './fields.ts';
import { amount, decimal, round2 } from './invoices.ts';
import { shelve } from './states.ts';
import { related } from './tables.ts';

/**
 * What an employee does on the order's page: another quantity of an article. The order stays the same one, with new sums.
 * Throws where it has no such article, or an invoice: its sums would have to follow.
 */
export function changeQuantity(world: World, order: Row, reference: string, quantity: number): void {
  const row = related(world.books, 'order_details', 'id_order', order.id).find(
    ({ product_reference }) => product_reference === reference,
  );
  if (!row) throw new WsError(404, [0, `Order ${order.id} has no ${reference}.`]);
  if (order.invoice_number) throw new WsError(409, [0, `Order ${order.id} has an invoice.`]);
  shelve(world, row, Number(row.product_quantity) - quantity);
  const more = (side: 'incl' | 'excl'): number => {
    const total = round2(amount(row, `unit_price_tax_${side}`) * quantity);
    const before = amount(row, `total_price_tax_${side}`);
    row[`total_price_tax_${side}`] = decimal(total);
    return total - before;
  };
  const [gross, net] = [more('incl'), more('excl')];
  row.product_quantity = quantity;
  for (const field of ['total_paid', 'total_paid_tax_incl', 'total_products_wt'])
    order[field] = decimal(amount(order, field) + gross);
  for (const field of ['total_paid_tax_excl', 'total_products'])
    order[field] = decimal(amount(order, field) + net);
  order.date_upd = world.now();
}
