import { baseName, cents, major } from './amounts.ts';
import type { RefundBody } from './bodies.ts';
import {
  type CreditMemo,
  type MagentoBooks,
  magentoDate,
  next,
  type OrderEntity,
  type OrderRow,
} from './books.ts';
import { MagentoError } from './errors.ts';
import { advance, toRefund } from './progress.ts';

const REFUNDED = 2;
type Name = (field: string) => string;
const own: Name = (field) => field;

/** What a row gives back of one of its amounts, in cents; all of it for all of its pieces. */
const part = (row: OrderRow, field: string, qty: number): number =>
  Math.round((cents(Number(row[field] ?? 0)) * qty) / row.qty_ordered);

/** Makes a credit memo, as paid back outside the shop, and answers its id; or refuses as Magento does. */
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
  for (const [name, of] of [
    [own, sums.own],
    [baseName, sums.base],
  ] as const)
    bookBack(order, back, of, name, body);
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

type Back = { row: OrderRow; qty: number }[];
type Sums = Record<
  | 'subtotal'
  | 'subtotal_incl_tax'
  | 'discount'
  | 'compensation'
  | 'goodsTax'
  | 'shipping'
  | 'shippingTax'
  | 'grand_total',
  number
>;

/** In cents. */
function sumsOf(
  order: OrderEntity,
  back: Back,
  body: RefundBody,
  name: Name,
  { quirks }: MagentoBooks,
): Sums {
  const of = (field: string) => back.reduce((all, { row, qty }) => all + part(row, name(field), qty), 0);
  const at = (field: string) => cents(Number(order[name(field)] ?? 0));
  const [whole, wholeTax] = [at('shipping_amount'), at('shipping_tax_amount')];
  const openShipping = whole - at('shipping_refunded');
  const openTax = wholeTax - at('shipping_tax_refunded');
  const asked = body.shippingAmount === undefined ? undefined : cents(body.shippingAmount);
  // 2.4.8 takes what is asked for with VAT, as sales prices are shown there; 2.4.7 without.
  const shipping =
    asked === undefined
      ? openShipping
      : quirks.version === '2.4.8'
        ? Math.round((asked * whole) / (whole + wholeTax))
        : asked;
  const shippingTax =
    asked === undefined
      ? openTax
      : quirks.version === '2.4.8'
        ? asked - shipping
        : Math.round((shipping * wholeTax) / (whole || 1));
  const [subtotal, discount, goodsTax, compensation] = [
    of('row_total'),
    of('discount_amount'),
    of('tax_amount'),
    of('discount_tax_compensation_amount'),
  ];
  const adjustment = cents(body.adjustmentPositive - body.adjustmentNegative);
  return {
    subtotal,
    subtotal_incl_tax: of('row_total_incl_tax'),
    discount,
    compensation,
    goodsTax,
    shipping,
    shippingTax,
    grand_total: subtotal - discount + goodsTax + compensation + shipping + shippingTax + adjustment,
  };
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

function memoOf(
  books: MagentoBooks,
  order: OrderEntity,
  back: Back,
  sums: { own: Sums; base: Sums },
  body: RefundBody,
  date: string,
): CreditMemo {
  const id = next(books, 'creditmemo');
  const amounts = (of: Sums, name: Name) => ({
    [name('adjustment')]: body.adjustmentPositive - body.adjustmentNegative,
    ...(body.shippingAmount !== undefined && {
      [name('adjustment_negative')]: body.adjustmentNegative,
      [name('adjustment_positive')]: body.adjustmentPositive,
    }),
    [name('discount_amount')]: major(-of.discount) || 0,
    [name('discount_tax_compensation_amount')]: major(of.compensation),
    [name('grand_total')]: major(of.grand_total),
    [name('shipping_amount')]: major(of.shipping),
    [name('shipping_incl_tax')]: major(of.shipping + of.shippingTax),
    [name('shipping_tax_amount')]: major(of.shippingTax),
    [name('subtotal')]: major(of.subtotal),
    [name('subtotal_incl_tax')]: major(of.subtotal_incl_tax),
    [name('tax_amount')]: major(of.goodsTax + of.shippingTax),
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
