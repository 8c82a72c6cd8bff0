import { rowAmounts, weeeAmounts, withBase } from './amounts.ts';
import { type MagentoBooks, next } from './books.ts';
import type { Cart, CartItem } from './description.ts';
import type { OrderRow } from './entities.ts';
import type { RowSums, Sums } from './sums.ts';

interface Bought {
  own: RowSums;
  base: RowSums;
}

/**
 * The rows of an order: one for each item. A configurable product is followed by a row of its simple product, a bundle by
 * its parts. A bundle's parts are charged where its price is the sum of theirs, and cost nothing where it is fixed.
 */
export function buildRows(
  books: MagentoBooks,
  cart: Cart,
  orderId: number,
  own: Sums,
  base: Sums,
  date: string,
): OrderRow[] {
  const row = (item: { sku: string; name: string; qty: number; virtual?: boolean; weight?: number }) =>
    emptyRow(next(books, 'item'), item, cart, orderId, date);
  return cart.items.flatMap((item, i) => {
    const [inOwn, inBase] = [own.rows[i], base.rows[i]];
    if (!inOwn || !inBase) throw new Error(`row ${i} was not summed`);
    const bought = { own: inOwn, base: inBase };
    const parent: OrderRow = {
      ...row(item),
      ...chargedAmounts(bought),
      ...(item.variant ? repeatedWeee(bought) : weeeAmounts(inOwn, inBase)),
      ...((books.quirks.version === '2.2' || cart.discount > 0 || cart.coupon) && { applied_rule_ids: '1' }),
      product_type: typeOf(item),
      row_weight: (item.weight ?? 0) * item.qty,
      ...optionsOf(item),
    };
    if (item.variant) {
      const child = row({ ...item, name: `${item.name}-${item.variant}` });
      // Old releases copy the parent's price here: adding up all rows counts it twice.
      const price = books.quirks.version === '2.2' ? Number(inOwn.price) : 0;
      const weee = weeeAmounts(inOwn, inBase);
      return [
        parent,
        { ...child, ...weee, price, product_id: productId(child.name), parent_item_id: parent.item_id },
      ];
    }
    const parts = (item.parts ?? []).map((part, j): OrderRow => {
      const [own, base] = [inOwn.parts[j], inBase.parts[j]];
      return {
        ...row({ ...part, qty: part.qty * item.qty }),
        ...(own && base ? chargedAmounts({ own, base }) : {}),
        parent_item_id: parent.item_id,
      };
    });
    return [parent, ...parts];
  });
}

function emptyRow(
  id: number,
  item: { sku: string; name: string; qty: number; virtual?: boolean; weight?: number },
  cart: Cart,
  orderId: number,
  date: string,
): OrderRow {
  return {
    amount_refunded: 0,
    base_amount_refunded: 0,
    base_discount_amount: 0,
    base_discount_invoiced: 0,
    base_price: 0,
    base_row_invoiced: 0,
    base_row_total: 0,
    base_row_total_incl_tax: 0,
    base_tax_amount: 0,
    base_tax_invoiced: 0,
    created_at: date,
    discount_amount: 0,
    discount_invoiced: 0,
    discount_percent: cart.coupon?.percent ?? 0,
    free_shipping: 0,
    is_qty_decimal: Number.isInteger(item.qty) ? 0 : 1,
    is_virtual: item.virtual ? 1 : 0,
    item_id: id,
    name: item.name,
    no_discount: 0,
    order_id: orderId,
    original_price: 0,
    price: 0,
    product_id: productId(item.sku),
    product_type: 'simple',
    qty_canceled: 0,
    qty_invoiced: 0,
    qty_ordered: item.qty,
    qty_refunded: 0,
    qty_shipped: 0,
    quote_item_id: id + 100,
    row_invoiced: 0,
    row_total: 0,
    row_total_incl_tax: 0,
    row_weight: 0,
    sku: item.sku,
    store_id: cart.store,
    tax_amount: 0,
    tax_invoiced: 0,
    tax_percent: 0,
    updated_at: date,
    ...(item.weight !== undefined && { weight: item.weight }),
  };
}

const chargedAmounts = ({ own, base }: Bought) => ({
  ...(withBase(rowAmounts(own), rowAmounts(base)) as Pick<
    OrderRow,
    'row_total' | 'tax_amount' | 'discount_amount'
  >),
  tax_percent: own.taxPercent,
});

/** A parent row repeats its child's fixed product tax, with zero for the row (Weee::recalculateParent). */
function repeatedWeee({ own, base }: Bought): Record<string, unknown> {
  const weee = weeeAmounts(own, base);
  return 'weee_tax_applied' in weee
    ? { ...weee, weee_tax_applied_row_amount: 0, base_weee_tax_applied_row_amnt: 0 }
    : {};
}

const typeOf = ({ parts, variant, virtual }: CartItem): string =>
  parts ? 'bundle' : variant ? 'configurable' : virtual ? 'virtual' : 'simple';

/** An article's product id: the same whatever was ordered before. */
const productId = (sku: string): number =>
  [...sku].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 5000, 7);

function optionsOf({ parts, variant }: CartItem): Record<string, unknown> {
  const bundle_options = parts?.map(({ qty }, i) => ({
    option_id: i + 1,
    option_qty: qty,
    option_selections: [i + 1],
  }));
  if (bundle_options) return { product_option: { extension_attributes: { bundle_options } } };
  if (!variant) return {};
  const configurable_item_options = variant.split('-').map((option, i) => ({
    option_id: String(93 + i * 59),
    option_value: 5000 + productId(option),
  }));
  return { product_option: { extension_attributes: { configurable_item_options } } };
}
