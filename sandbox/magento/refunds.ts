import { baseName, cents, major } from './amounts.ts';
import type { RefundBody } from './bodies.ts';
import { type MagentoBooks, magentoDate, next } from './books.ts';
import { memoOf } from './creditmemos.ts';
import type { OrderEntity, OrderRow } from './entities.ts';
import { MagentoError } from './errors.ts';
import { advance, toRefund } from './progress.ts';
import { type Back, type Name, own, part, type Sums, sumsOf } from './refund-sums.ts';

/** Makes a credit memo for money paid back outside the shop and answers its id, or refuses as Magento does. */
export function refundOrder(books: MagentoBooks, order: OrderEntity, body: RefundBody, now: Date): number {
  const back = order.items
    .filter((row) => row.parent_item_id === undefined)
    .map((row) => ({ row, qty: quantity(row, body) }));
  const sums = {
    own: sumsOf(order, back, body, own, books),
    base: sumsOf(order, back, body, baseName, books),
  };
  const left = cents(order.total_paid ?? 0) - cents(Number(order.total_refunded ?? 0));
  if (sums.own.grand_total <= 0 || sums.own.grand_total > left)
    throw new MagentoError(
      400,
      `Creditmemo Document Validation Error(s):\nThe most money available to refund is ${major(Math.max(0, left))}.`,
    );
  const date = magentoDate(now);
  const memo = memoOf(books, order, back, sums, body, date);
  books.creditmemos.push(memo);
  for (const [name, refunded] of [
    [own, sums.own],
    [baseName, sums.base],
  ] as const)
    bookBack(order, back, refunded, name, body);
  for (const { row, qty } of back) {
    if (qty === 0) continue;
    row.qty_refunded = Number(row.qty_refunded) + qty;
    row.updated_at = date;
  }
  order.customer_note_notify = 0;
  advance(order);
  order.updated_at = date;
  const amount = new Intl.NumberFormat('it', { style: 'currency', currency: order.order_currency_code });
  order.status_histories.push({
    comment: `We refunded ${amount.format(memo.grand_total).replace(/\s/g, ' ')} offline.`,
    created_at: date,
    entity_id: next(books, 'history'),
    entity_name: 'creditmemo',
    is_customer_notified: 0,
    is_visible_on_front: 0,
    parent_id: order.entity_id,
    status: order.status,
  });
  return memo.entity_id;
}

function quantity(row: OrderRow, { items }: RefundBody): number {
  if (items.length === 0) return toRefund(row);
  const asked = items.find(({ orderItemId }) => orderItemId === row.item_id)?.qty ?? 0;
  if (asked <= toRefund(row)) return asked;
  throw new MagentoError(
    400,
    `Creditmemo Document Validation Error(s):\nThe quantity to creditmemo must not be greater than the unrefunded quantity for product SKU "${row.sku}".`,
  );
}

function bookBack(order: OrderEntity, back: Back, sums: Sums, name: Name, body: RefundBody): void {
  const add = (on: Record<string, unknown>, field: string, amount: number) => {
    on[name(field)] = major(cents(Number(on[name(field)] ?? 0)) + amount);
  };
  add(order, 'discount_refunded', sums.discount);
  add(order, 'discount_tax_compensation_refunded', sums.compensation);
  add(order, 'shipping_refunded', sums.shipping);
  add(order, 'shipping_tax_refunded', sums.shippingTax);
  add(order, 'subtotal_refunded', sums.subtotal);
  add(order, 'tax_refunded', sums.goodsTax + sums.shippingTax);
  add(order, 'total_offline_refunded', sums.grand_total);
  add(order, 'total_refunded', sums.grand_total);
  if (body.shippingAmount !== undefined) {
    add(order, 'adjustment_positive', cents(body.adjustmentPositive));
    add(order, 'adjustment_negative', cents(body.adjustmentNegative));
  }
  const { shipping } = order;
  if (shipping)
    for (const field of ['shipping_refunded', 'shipping_tax_refunded'])
      shipping.total[name(field)] = Number(order[name(field)]);
  add(order.payment, 'amount_refunded', sums.grand_total);
  add(order.payment, 'shipping_refunded', sums.shipping);
  for (const { row, qty } of back) {
    if (qty === 0) continue;
    add(row, 'amount_refunded', part(row, name('row_total'), qty));
    add(row, 'tax_refunded', part(row, name('tax_amount'), qty));
    add(row, 'discount_refunded', part(row, name('discount_amount'), qty));
    add(row, 'discount_tax_compensation_refunded', part(row, name('discount_tax_compensation_amount'), qty));
  }
}
