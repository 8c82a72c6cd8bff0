import type { Sums } from './amounts.ts';
import { major, rowAmounts, withBase } from './amounts.ts';
import { type MagentoBooks, next, type OrderRow } from './books.ts';
import type { Cart } from './description.ts';

/** The rows of an order: one for each thing bought, and below a configurable one its simple product as a second row. */
export function buildRows(
  books: MagentoBooks,
  cart: Cart,
  orderId: number,
  own: Sums,
  base: Sums,
  date: string,
): OrderRow[] {
  return cart.items.flatMap((item, i) => {
    const [row, baseRow] = [own.rows[i], base.rows[i]];
    if (!row || !baseRow) throw new Error(`row ${i} was not summed`);
    const id = next(books, 'item');
    const shared = {
      amount_refunded: 0,
      base_amount_refunded: 0,
      base_discount_invoiced: 0,
      base_row_invoiced: 0,
      base_tax_invoiced: 0,
      created_at: date,
      discount_invoiced: 0,
      discount_percent: 0,
      free_shipping: 0,
      is_qty_decimal: Number.isInteger(item.qty) ? 0 : 1,
      is_virtual: item.virtual ? 1 : 0,
      no_discount: 0,
      order_id: orderId,
      qty_canceled: 0,
      qty_invoiced: 0,
      qty_ordered: item.qty,
      qty_refunded: 0,
      qty_shipped: 0,
      row_invoiced: 0,
      sku: item.sku,
      store_id: cart.store,
      tax_invoiced: 0,
      updated_at: date,
      ...(item.weight !== undefined && { weight: item.weight }),
    };
    const parent: OrderRow = {
      ...shared,
      ...(withBase(rowAmounts(row), rowAmounts(baseRow)) as Pick<
        OrderRow,
        'row_total' | 'tax_amount' | 'discount_amount'
      >),
      applied_rule_ids: '1',
      item_id: id,
      name: item.name,
      product_id: productId(item.sku),
      product_type: item.variant ? 'configurable' : item.virtual ? 'virtual' : 'simple',
      quote_item_id: id + 100,
      row_weight: (item.weight ?? 0) * item.qty,
      tax_percent: row.taxPercent,
      ...(item.variant && { product_option: configured(item.variant) }),
    };
    if (!item.variant) return [parent];
    const childId = next(books, 'item');
    const child: OrderRow = {
      ...shared,
      base_discount_amount: 0,
      base_price: 0,
      base_row_total: 0,
      base_row_total_incl_tax: 0,
      base_tax_amount: 0,
      discount_amount: 0,
      item_id: childId,
      name: `${item.name}-${item.variant}`,
      original_price: 0,
      parent_item_id: id,
      // Magento copies the parent's price here: who adds up all rows charges it twice.
      price: major(row.unitNet),
      product_id: productId(`${item.sku}-${item.variant}`),
      product_type: 'simple',
      quote_item_id: childId + 100,
      row_total: 0,
      row_total_incl_tax: 0,
      row_weight: 0,
      tax_amount: 0,
      tax_percent: 0,
    };
    return [parent, child];
  });
}

/** Steady for an article, whatever was ordered before. */
const productId = (sku: string): number =>
  [...sku].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 5000, 7);

const configured = (variant: string) => ({
  extension_attributes: {
    configurable_item_options: variant
      .split('-')
      .map((option, i) => ({ option_id: String(93 + i * 59), option_value: 5000 + productId(option) })),
  },
});
