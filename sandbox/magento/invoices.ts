import { sendMail } from './actions.ts';
import { baseName, cents, major } from './amounts.ts';
import type { InvoiceBody } from './bodies.ts';
import { type MagentoBooks, magentoDate, next } from './books.ts';
import { isOffline } from './catalogue.ts';
import type { Invoice, OrderEntity } from './entities.ts';
import { MagentoError } from './errors.ts';
import { advance, canInvoice } from './progress.ts';

const NOT_INVOICEABLE = ['payment_review', 'holded', 'canceled', 'complete', 'closed'];
const PAID = 2;
const AMOUNTS = [
  'discount_amount',
  'discount_tax_compensation_amount',
  'grand_total',
  'shipping_amount',
  'shipping_incl_tax',
  'shipping_tax_amount',
  'subtotal',
  'subtotal_incl_tax',
  'tax_amount',
];

/** Invoices a whole order and answers the invoice's id, or refuses as Magento does. `capture` takes real money with an online method. */
export function invoiceOrder(books: MagentoBooks, order: OrderEntity, body: InvoiceBody, now: Date): number {
  const open = canInvoice(order);
  const errors = [
    ...(open ? [] : ["The invoice can't be created without products. Add products and try again."]),
    ...(NOT_INVOICEABLE.includes(order.state)
      ? [`An invoice cannot be created when an order has a status of ${order.status ?? ''}`]
      : open
        ? []
        : ['The order does not allow an invoice to be created.']),
  ];
  if (errors.length > 0)
    throw new MagentoError(400, ['Invoice Document Validation Error(s):', ...errors].join('\n'));
  const bought = order.items.filter((row) => row.parent_item_id === undefined);
  const partial =
    body.items.length > 0 &&
    bought.some((row) => body.items.find((i) => i.orderItemId === row.item_id)?.qty !== row.qty_ordered);
  if (partial) throw new MagentoError(400, 'Sandbox: an invoice of part of an order is not played here.');

  const online = body.capture && !isOffline(order.payment.method);
  if (online)
    books.captures.push({
      orderId: order.entity_id,
      method: order.payment.method,
      amount: order.grand_total,
      at: now.toISOString(),
    });
  book(order, body.capture ? (online ? 'online' : 'offline') : undefined);
  const { state } = order;
  advance(order);
  // The state's default status replaces a custom one, also where the state doesn't change.
  if (state === order.state) order.status = order.state;
  order.updated_at = magentoDate(now);
  const invoice = makeInvoice(books, order, body, order.updated_at);
  books.invoices.push(invoice);
  if (body.notify)
    sendMail(books, order, {
      kind: 'invoice',
      subject: `Fattura per l'ordine n. ${order.increment_id}`,
      text: (body.appendComment && body.comment?.comment) || '',
      at: now.toISOString(),
    });
  return invoice.entity_id;
}

/**
 * What Magento changes on order, payment and rows once everything is invoiced and paid. `side`: where the money was
 * captured, undefined without a capture. Fixed product taxes are left out of the invoiced sums (M2#41266).
 */
function book(order: OrderEntity, side: 'online' | 'offline' | undefined): void {
  for (const name of [(field: string) => field, baseName]) {
    const copy = (from: string, to: string) => {
      order[name(to)] = order[name(from)];
    };
    copy('discount_amount', 'discount_invoiced');
    copy('discount_tax_compensation_amount', 'discount_tax_compensation_invoiced');
    copy('shipping_amount', 'shipping_invoiced');
    copy('subtotal', 'subtotal_invoiced');
    copy('tax_amount', 'tax_invoiced');
    const total = withoutFpt(order, name);
    order[name('total_invoiced')] = total;
    order[name('total_paid')] = total;
    if (side) order[name(`total_${side}_paid`)] = total;
    order[name('total_due')] = major(cents(Number(order[name('grand_total')])) - cents(total));
    order.payment[name('amount_paid')] = total;
    order.payment[name('shipping_captured')] = order[name('shipping_amount')];
    if (order.shipping)
      order.shipping.total[name('shipping_invoiced')] = Number(order[name('shipping_amount')]);
    for (const row of order.items) {
      row[name('row_invoiced')] = row[name('row_total')];
      row[name('tax_invoiced')] = row[name('tax_amount')];
      row[name('discount_invoiced')] = row[name('discount_amount')];
      row[name('discount_tax_compensation_invoiced')] = row[name('discount_tax_compensation_amount')] ?? 0;
    }
  }
  order.base_total_invoiced_cost = 0;
  if (side === 'online') order.payment.base_amount_paid_online = order.base_grand_total;
  for (const row of order.items) {
    row.qty_invoiced = row.qty_ordered;
    row.weee_tax_applied ??= '[]';
  }
}

/** The order's total without fixed product taxes and their VAT. */
function withoutFpt(order: OrderEntity, name: (field: string) => string): number {
  const field = name('row_amount_incl_tax');
  const taxes = order.items
    .filter((row) => Number(row.weee_tax_applied_row_amount ?? 0) > 0)
    .flatMap((row) => JSON.parse(String(row.weee_tax_applied)) as Record<string, number>[]);
  const all = taxes.reduce((sum, tax) => sum + cents(tax[field] ?? 0), 0);
  return major(cents(Number(order[name('grand_total')])) - all);
}

function makeInvoice(books: MagentoBooks, order: OrderEntity, body: InvoiceBody, date: string): Invoice {
  const id = next(books, 'invoice');
  const amounts = AMOUNTS.flatMap((field) => [field, baseName(field)]).map((field) => [field, order[field]]);
  return {
    ...Object.fromEntries(amounts.filter(([, value]) => value !== undefined)),
    grand_total: order.total_invoiced,
    base_grand_total: order.base_total_invoiced,
    base_currency_code: order.base_currency_code,
    billing_address_id: order.billing_address_id,
    created_at: date,
    entity_id: id,
    global_currency_code: order.global_currency_code,
    increment_id: String(id).padStart(9, '0'),
    order_currency_code: order.order_currency_code,
    order_id: order.entity_id,
    ...(order.shipping && { shipping_address_id: order.shipping.address.entity_id }),
    state: PAID,
    store_id: order.store_id,
    total_qty: order.total_qty_ordered,
    updated_at: date,
    items: order.items.map((row) => ({
      entity_id: row.item_id,
      name: row.name,
      order_item_id: row.item_id,
      parent_id: id,
      price: row.price,
      product_id: row.product_id,
      qty: row.qty_ordered,
      row_total: row.row_total,
      sku: row.sku,
      tax_amount: row.tax_amount,
    })),
    comments: body.comment
      ? [
          {
            comment: body.comment.comment,
            created_at: date,
            entity_id: next(books, 'comment'),
            is_customer_notified: body.notify && body.appendComment ? 1 : 0,
            is_visible_on_front: body.comment.isVisibleOnFront,
            parent_id: id,
          },
        ]
      : [],
  };
}
