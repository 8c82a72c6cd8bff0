import { baseName, major } from './amounts.ts';
import type { RefundBody } from './bodies.ts';
import { type MagentoBooks, next } from './books.ts';
import type { CreditMemo, OrderEntity, OrderRow } from './entities.ts';
import { type Back, type Name, own, part, type Sums } from './refund-sums.ts';

const REFUNDED = 2;

/** A credit memo as `/V1/creditmemos` lists it. */
export function memoOf(
  books: MagentoBooks,
  order: OrderEntity,
  back: Back,
  sums: { own: Sums; base: Sums },
  body: RefundBody,
  date: string,
): CreditMemo {
  const id = next(books, 'creditmemo');
  const amounts = (refunded: Sums, name: Name) => ({
    [name('adjustment')]: body.adjustmentPositive - body.adjustmentNegative,
    ...(body.shippingAmount !== undefined && {
      [name('adjustment_negative')]: body.adjustmentNegative,
      [name('adjustment_positive')]: body.adjustmentPositive,
    }),
    [name('discount_amount')]: major(-refunded.discount) || 0,
    [name('discount_tax_compensation_amount')]: major(refunded.compensation),
    [name('grand_total')]: major(refunded.grand_total),
    [name('shipping_amount')]: major(refunded.shipping),
    [name('shipping_incl_tax')]: major(refunded.shipping + refunded.shippingTax),
    [name('shipping_tax_amount')]: major(refunded.shippingTax),
    [name('subtotal')]: major(refunded.subtotal),
    [name('subtotal_incl_tax')]: major(refunded.subtotal_incl_tax),
    [name('tax_amount')]: major(refunded.goodsTax + refunded.shippingTax),
  });
  return {
    ...amounts(sums.base, baseName),
    ...amounts(sums.own, own),
    grand_total: major(sums.own.grand_total),
    base_currency_code: order.base_currency_code,
    base_to_global_rate: order.base_to_global_rate,
    base_to_order_rate: order.base_to_order_rate,
    billing_address_id: order.billing_address_id,
    created_at: date,
    entity_id: id,
    global_currency_code: order.global_currency_code,
    increment_id: String(id).padStart(9, '0'),
    order_currency_code: order.order_currency_code,
    order_id: order.entity_id,
    ...(order.shipping && { shipping_address_id: order.shipping.address.entity_id }),
    state: REFUNDED,
    store_currency_code: order.store_currency_code,
    store_id: order.store_id,
    store_to_base_rate: order.store_to_base_rate,
    store_to_order_rate: order.store_to_order_rate,
    updated_at: date,
    items: back.flatMap(({ row, qty }) => (qty > 0 ? [memoRow(books, row, qty, id)] : [])),
    comments: [],
  };
}

function memoRow(books: MagentoBooks, row: OrderRow, qty: number, memo: number): Record<string, unknown> {
  const amounts = [own, baseName].flatMap((name) => [
    [
      name('discount_tax_compensation_amount'),
      major(part(row, name('discount_tax_compensation_amount'), qty)),
    ],
    [name('price'), row[name('price')]],
    [name('price_incl_tax'), row[name('price_incl_tax')]],
    [name('row_total'), major(part(row, name('row_total'), qty))],
    [name('row_total_incl_tax'), major(part(row, name('row_total_incl_tax'), qty))],
    [name('tax_amount'), major(part(row, name('tax_amount'), qty))],
    [name('weee_tax_row_disposition'), 0],
  ]);
  return {
    ...Object.fromEntries(amounts),
    base_cost: null,
    entity_id: next(books, 'creditmemoItem'),
    name: row.name,
    order_item_id: row.item_id,
    parent_id: memo,
    product_id: row.product_id,
    qty,
    sku: row.sku,
    weee_tax_applied: '[]',
    weee_tax_applied_row_amount: 0,
  };
}
