import type { World } from './books.ts';
import type { Row } from './fields.ts';
import { insert } from './resources.ts';
import { settingOf } from './settings.ts';
import { find, related, table } from './tables.ts';

/** A decimal of the database as a number. */
export const amount = (row: Row, field: string): number => Number(row[field] ?? 0);
/** A number as a decimal of the database: six decimals. */
export const decimal = (value: number): string => (Math.round(value * 1e6) / 1e6 || 0).toFixed(6);
/** Rounded to the cent, halves away from zero. */
export const round2 = (value: number): number => Math.round(value * 100 + Math.sign(value) * 1e-6) / 100;

/**
 * Makes the order's first invoice (Order::setInvoice). `useExisting`: the payments with the order's reference count for it.
 * Without it, as through order_histories, they don't, and the state pays everything once more (PS#20025).
 */
export function setInvoice(world: World, order: Row, useExisting: boolean, at: string): void {
  const { books } = world;
  const numbered = settingOf(books, 'PS_INVOICE') !== '0';
  if (invoicesOf(world, order).some((invoice) => !numbered || Number(invoice.number) > 0)) return;
  const number = numbered ? Math.max(0, ...lastOf(world, 'number')) + 1 : 0;
  const invoice = insertInvoice(world, order, number, at);
  for (const name of ['order_carriers', 'order_details', 'order_cart_rules'])
    for (const row of related(books, name, 'id_order', order.id)) row.id_order_invoice = invoice.id;
  if (useExisting) for (const payment of paymentsOf(world, order)) link(world, invoice, payment);
  order.invoice_date = at;
  order.invoice_number = number;
}

/** Makes a delivery slip where there is no invoice yet: an invoice without a number (Order::setDeliverySlip). */
export function setDeliverySlip(world: World, order: Row, at: string): void {
  if (invoicesOf(world, order).length === 0) insertInvoice(world, order, 0, at);
}

/** Sets delivery number and date on every invoice that has none (Order::setDelivery). */
export function setDelivery(world: World, order: Row, at: string): void {
  for (const invoice of invoicesOf(world, order)) {
    if (Number(invoice.delivery_number) > 0) continue;
    invoice.delivery_number = Math.max(0, ...lastOf(world, 'delivery_number')) + 1;
    invoice.delivery_date = at;
    order.delivery_number = invoice.delivery_number;
  }
  order.delivery_date = at;
}

// Numbers only grow, so the last rows have the highest.
const lastOf = (world: World, field: string): number[] =>
  table(world.books, 'order_invoices')
    .slice(-50)
    .map((row) => Number(row[field]));

function insertInvoice(world: World, order: Row, number: number, at: string): Row {
  const copied = [
    'total_paid_tax_excl',
    'total_paid_tax_incl',
    'total_products',
    'total_products_wt',
    'total_shipping_tax_excl',
    'total_shipping_tax_incl',
    'total_wrapping_tax_excl',
    'total_wrapping_tax_incl',
  ].map((field) => [field, order[field] ?? '']);
  return insert(world.books, 'order_invoices', {
    ...Object.fromEntries(copied),
    id_order: order.id,
    number,
    total_discount_tax_excl: order.total_discounts_tax_excl ?? '',
    total_discount_tax_incl: order.total_discounts_tax_incl ?? '',
    shop_address: 'Emporio Adriatico - Via del Porto 12 - 60121 Ancona - Italia',
    date_add: at,
  });
}

/** The order's invoices. */
export const invoicesOf = (world: World, order: Row): Row[] =>
  related(world.books, 'order_invoices', 'id_order', order.id);

/**
 * The payments with the order's reference: orders of one cart see each other's payments. Payments with the first nine
 * letters of a longer reference are not among them.
 */
export const paymentsOf = (world: World, order: Row): Row[] =>
  related(world.books, 'order_payments', 'order_reference', String(order.reference));

/** The order's payments: those with its reference, and those that states booked for its invoices under another reference. */
export function allPaymentsOf(world: World, order: Row): Row[] {
  const linked = invoicesOf(world, order).flatMap(({ id }) => world.books.links[id] ?? []);
  const byState = linked
    .map((id) => find(world.books, 'order_payments', id))
    .filter((row) => row !== undefined);
  return [...new Set([...paymentsOf(world, order), ...byState])].sort((a, b) => a.id - b.id);
}

/** Lets a payment count for an invoice. */
export function link({ books }: World, invoice: Row, payment: Row): void {
  books.links[invoice.id] = [...(books.links[invoice.id] ?? []), payment.id];
}

/** What is left to pay of an invoice, to the cent: its total less the payments that count for it (OrderInvoice::getRestPaid). */
export function restPaid({ books }: World, invoice: Row): number {
  const paid = (books.links[invoice.id] ?? []).map((id) =>
    Number(find(books, 'order_payments', id)?.amount ?? 0),
  );
  return round2(amount(invoice, 'total_paid_tax_incl') - paid.reduce((sum, part) => sum + part, 0));
}

/**
 * Books a payment and adds it to total_paid_real. Checkout and back office write the order's whole reference
 * (Order::addOrderPayment), a state the first nine letters in every version (OrderHistory::changeIdOrderState; recorded).
 * By default its method is the order's `payment`.
 */
export function addOrderPayment(
  world: World,
  order: Row,
  payment: { amount: number; method?: string; transactionId?: string; byState?: boolean },
  at: string,
): Row {
  const reference = String(order.reference);
  order.total_paid_real = decimal(amount(order, 'total_paid_real') + payment.amount);
  order.date_upd = at;
  return insert(world.books, 'order_payments', {
    order_reference: payment.byState ? reference.slice(0, 9) : reference,
    id_currency: order.id_currency ?? 0,
    amount: decimal(payment.amount),
    payment_method: payment.method ?? order.payment ?? '',
    // Checkouts book with rate 1, whatever the currency (recorded).
    conversion_rate: payment.byState ? (order.conversion_rate ?? '') : '1.000000',
    transaction_id: payment.transactionId ?? '',
    date_add: at,
    // NULL, since no employee booked it; a PUT makes it 0.
    id_employee: '',
  });
}
