import { z } from 'zod';
import { own } from '../kit/records.ts';
import { type CaptureRecord, clock, newId, type PayPal, type Ref, type RefundRecord } from './books.ts';
import { findCapture, negative } from './captures.ts';
import { money, refusedMoney, units, written } from './currencies.ts';
import { noSuch, refusal } from './errors.ts';
import { emit } from './events.ts';
import { moneyParams, text } from './params.ts';
import { presentRefund } from './present-payments.ts';
import { report } from './reporting.ts';

/** The most refunds of a capture, and for how long. Inferred, both. */
const MOST_REFUNDS = 20;
const REFUND_DAYS = 180;

/** The body of POST .../refund. */
export const refundParams = z.object({
  amount: moneyParams.optional(),
  custom_id: text(127).optional(),
  invoice_id: text(127).optional(),
  note_to_payer: text(255).optional(),
});

/** POST /v2/payments/captures/{id}/refund: gives back all that is left, or `amount`. */
export function createRefund(paypal: PayPal, id: string, params: z.output<typeof refundParams>): Ref {
  const capture = findCapture(paypal, id);
  const left = leftOf(paypal, capture);
  const amount = amountFor(capture, params.amount) ?? money(left, capture.amount.currency_code);
  refuseRefund(paypal, capture, left, units(amount));
  if (invoiceUsed(paypal, params.invoice_id)) throw refusal('DUPLICATE_INVOICE_ID');
  const now = clock(paypal);
  const { amount: _asked, ...texts } = params;
  const refund: RefundRecord = {
    ...texts,
    id: newId(),
    capture: id,
    status: statusOfNext(paypal),
    amount,
    total: money(
      units(capture.amount) - left + units(amount) - lostOf(paypal, capture),
      amount.currency_code,
    ),
    createdAt: now,
    updatedAt: now,
  };
  paypal.books.refunds[refund.id] = refund;
  report(paypal, {
    id: refund.id,
    code: 'T1107',
    reference: id,
    amount: negative(amount),
    fee: null,
    status: refund.status === 'COMPLETED' ? 'S' : 'P',
    custom_field: refund.custom_id ?? capture.custom_id,
    invoice_id: refund.invoice_id ?? capture.invoice_id,
  });
  became(paypal, refund, capture);
  return { kind: 'refund', id: refund.id };
}

/** Ends a pending refund. */
export function settleRefund(paypal: PayPal, id: string, status: 'succeeded' | 'failed' | 'cancelled') {
  const refund = findRefund(paypal, id);
  if (refund.status !== 'PENDING') throw refusal('REFUND_NOT_ALLOWED');
  const wire = { succeeded: 'COMPLETED', failed: 'FAILED', cancelled: 'CANCELLED' } as const;
  Object.assign(refund, { status: wire[status], updatedAt: clock(paypal) });
  const row = paypal.books.transactions.find((transaction) => transaction.id === id);
  if (row) Object.assign(row, { status: status === 'succeeded' ? 'S' : 'D', updatedAt: clock(paypal) });
  became(paypal, refund, findCapture(paypal, refund.capture));
  return presentRefund(paypal, refund);
}

/** The refund; throws 404 where there is none. */
export function findRefund(paypal: PayPal, id: string): RefundRecord {
  const refund = own(paypal.books.refunds, id);
  if (!refund) throw noSuch('refund_id', id);
  return refund;
}

/** What can still be refunded or disputed, in minor units: not given back, not on its way back, not won by the buyer. */
export function leftOf(paypal: PayPal, capture: CaptureRecord): bigint {
  const refunded = refundsOf(paypal, capture).reduce((sum, { amount }) => sum + units(amount), 0n);
  return units(capture.amount) - refunded - lostOf(paypal, capture);
}

const refundsOf = ({ books }: PayPal, { id }: CaptureRecord): RefundRecord[] =>
  Object.values(books.refunds).filter(
    ({ capture, status }) => capture === id && (status === 'COMPLETED' || status === 'PENDING'),
  );

/** What the buyer won in disputes, in minor units. */
const lostOf = ({ books }: PayPal, { id }: CaptureRecord): bigint =>
  Object.values(books.disputes)
    .filter(
      ({ capture, outcome }) =>
        capture === id && (outcome === 'RESOLVED_BUYER_FAVOUR' || outcome === 'ACCEPTED'),
    )
    .reduce((sum, { amount }) => sum + units(amount), 0n);

function amountFor({ amount: taken }: CaptureRecord, amount: z.output<typeof moneyParams> | undefined) {
  if (!amount) return undefined;
  const issue = refusedMoney(amount, 1);
  if (issue) throw refusal(issue, { field: '/amount/value', value: amount.value, location: 'body' });
  if (amount.currency_code !== taken.currency_code) throw refusal('REFUND_CAPTURE_CURRENCY_MISMATCH');
  return written(amount);
}

function refuseRefund(paypal: PayPal, capture: CaptureRecord, left: bigint, amount: bigint): void {
  if (capture.status === 'PENDING') throw refusal('PENDING_CAPTURE');
  if (capture.status === 'DECLINED' || capture.status === 'FAILED') throw refusal('REFUND_NOT_ALLOWED');
  if (capture.reason === 'CHARGEBACK') throw refusal('REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK');
  if (left <= 0n) throw refusal('CAPTURE_FULLY_REFUNDED');
  if (amount > left) throw refusal('REFUND_AMOUNT_EXCEEDED', { field: '/amount/value', location: 'body' });
  const age = clock(paypal) - capture.createdAt;
  if (age > REFUND_DAYS * 24 * 3600_000) throw refusal('REFUND_TIME_LIMIT_EXCEEDED');
  if (refundsOf(paypal, capture).length >= MOST_REFUNDS) throw refusal('MAX_NUMBER_OF_REFUNDS_EXCEEDED');
  const open = Object.values(paypal.books.disputes).some(
    (dispute) => dispute.capture === capture.id && !dispute.outcome,
  );
  if (open && amount < units(capture.amount)) throw refusal('TRANSACTION_DISPUTED');
}

/** Whether a refund has this invoice_id. Inferred: failed ones don't count. */
function invoiceUsed({ books, account }: PayPal, invoice: string | undefined): boolean {
  if (!account.uniqueInvoiceIds || invoice === undefined) return false;
  return Object.values(books.refunds).some(
    ({ invoice_id, status }) => invoice_id === invoice && (status === 'COMPLETED' || status === 'PENDING'),
  );
}

function statusOfNext({ nextRefunds }: PayPal): RefundRecord['status'] {
  if (nextRefunds.times <= 0) return 'COMPLETED';
  nextRefunds.times -= 1;
  return nextRefunds.status === 'pending' ? 'PENDING' : 'FAILED';
}

/** The names of the last two events are inferred: no page lists them. */
const EVENTS = {
  COMPLETED: 'PAYMENT.CAPTURE.REFUNDED',
  PENDING: 'PAYMENT.REFUND.PENDING',
  FAILED: 'PAYMENT.REFUND.FAILED',
  CANCELLED: 'PAYMENT.REFUND.FAILED',
} as const;

function became(paypal: PayPal, refund: RefundRecord, capture: CaptureRecord): void {
  const done = Object.values(paypal.books.refunds)
    .filter(({ capture: id, status }) => id === capture.id && status === 'COMPLETED')
    .reduce((sum, { amount }) => sum + units(amount), 0n);
  if (refund.status === 'COMPLETED')
    Object.assign(capture, {
      status: done >= units(capture.amount) ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
      updatedAt: clock(paypal),
    });
  void emit(paypal, EVENTS[refund.status], presentRefund(paypal, refund));
}
