import { minorUnits } from '../../domain/money.ts';
import { cutOf } from './bookings.ts';
import type { OrderHead } from './parts.ts';
import type { WirePayment } from './wire.ts';

/** The part of an order that shows what was paid for it. */
export type Booked = Pick<OrderHead, 'order' | 'payments' | 'brothers' | 'namesakes' | 'currency'>;

/**
 * What the shop booked as paid for this order, in minor units: the payments under its reference, in its currency. Where
 * several orders have the reference, this one gets what the others' totals leave. What exceeds its own total can belong to
 * orders that were paid once. `total_paid_real` is no use: with some modules it stays 0, with others it is double
 * (mollie/PrestaShop#1439, PS#20025).
 */
export function paidOf(head: Booked): number {
  const own = minorUnits(head.order.total_paid, head.currency);
  return Math.min(leftBy(surely(head)), Math.max(own, leftBy(head)));
}

/** What the totals of all other orders leave, in minor units. */
function leftBy(head: Booked): number {
  const { own, left } = sorted(head);
  const ofBrothers = sum(head.brothers.map(({ total_paid }) => minorUnits(total_paid, head.currency)));
  return Math.max(0, sum(own.map(({ cents }) => cents)) + left - ofBrothers);
}

/** The same without the other orders that may not have been paid. */
const surely = (head: Booked): Booked => ({
  ...head,
  brothers: head.brothers.filter(({ isSure }) => isSure),
  namesakes: head.namesakes.filter(({ isSure }) => isSure),
});

/** The transaction that paid this order; undefined where nothing was paid, or where it may be another order's. */
export function transactionOf(head: Booked): string | undefined {
  const paid = paidOf(head);
  if (paid === 0) return undefined;
  const { possible, left } = sorted(surely(head));
  const { claims } = sorted(head);
  if (head.brothers.length === 0 && (claims === 0 || left === 0))
    return possible.findLast(({ transaction_id }) => transaction_id)?.transaction_id;
  const exact = possible.filter(({ cents }) => cents === paid);
  const names = new Set((exact.length > 0 ? exact : possible).map(({ transaction_id }) => transaction_id));
  return names.size === 1 ? [...names][0] : undefined;
}

/**
 * The payment that a state made for this order: one of these amounts, in minor units, without a transaction. It is the
 * newest, since older ones can belong to another order of the cart. Where orders with other references share them, it is the
 * first that is not older than the invoice.
 */
export function unnamedOf(head: Booked, amounts: number[]): WirePayment | undefined {
  const { order, namesakes } = head;
  const unnamed = sorted(surely(head)).possible.filter(
    ({ transaction_id, cents }) => !transaction_id && amounts.includes(cents),
  );
  if (namesakes.length === 0) return unnamed.at(-1);
  return unnamed.find(({ date_add = '' }) => date_add >= (order.invoice_date ?? ''));
}

/**
 * The payments in the order's currency: `own` under its whole reference, `possible` also those under its first letters; in
 * minor units `claims`, what other references' orders need of these, and `left`, what remains.
 */
function sorted({ order, payments, namesakes, currency }: Booked) {
  const counted = (booked: Booked['payments']) =>
    booked
      .filter(({ id_currency }) => id_currency === order.id_currency)
      .map((payment) => ({ ...payment, cents: minorUnits(payment.amount, currency) }));
  const short = cutOf(order.reference ?? '');
  const shared = counted(payments.filter(({ order_reference }) => order_reference === short));
  const own = counted(payments.filter(({ order_reference }) => order_reference !== short));
  // What another order has under its own whole reference, it doesn't need of these.
  const claims = sum(
    namesakes.map(({ total_paid, payments: ofNamesake }) =>
      Math.max(0, minorUnits(total_paid, currency) - sum(counted(ofNamesake).map(({ cents }) => cents))),
    ),
  );
  const left = Math.max(0, sum(shared.map(({ cents }) => cents)) - claims);
  // By id, in the order in which they were booked.
  const possible = left > 0 ? [...shared, ...own].sort((a, b) => Number(a.id) - Number(b.id)) : own;
  return { own, left, claims, possible };
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
