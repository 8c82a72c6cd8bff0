import { own } from '../kit/records.ts';
import {
  type CaptureRecord,
  clock,
  type Delayed,
  newId,
  type OrderRecord,
  type PayPal,
  type PendingReason,
} from './books.ts';
import { feeOf, money, units } from './currencies.ts';
import { noSuch } from './errors.ts';
import { emit } from './events.ts';
import { presentCapture } from './present-payments.ts';
import { report } from './reporting.ts';

/** What a capture takes: a unit of an order, or a part of an authorization. */
export type Taken = Pick<
  CaptureRecord,
  'order' | 'reference_id' | 'authorization' | 'amount' | 'final' | 'custom_id' | 'invoice_id'
>;

/** Captures money. eChecks, and captures that `captures/next` ordered so, stay pending until the bank has answered. */
export function newCapture(paypal: PayPal, taken: Taken, order: OrderRecord): CaptureRecord {
  const now = clock(paypal);
  const { status, reason, delayed } = beginning(paypal, order);
  const capture: CaptureRecord = {
    ...taken,
    id: newId(),
    status,
    reason,
    createdAt: now,
    updatedAt: now,
    delayed,
  };
  paypal.books.captures[capture.id] = capture;
  report(paypal, {
    id: capture.id,
    code: 'T0006',
    reference: capture.authorization,
    amount: capture.amount,
    fee: status === 'COMPLETED' ? negative(feeOf(capture.amount)) : null,
    status: status === 'COMPLETED' ? 'S' : status === 'PENDING' ? 'P' : 'D',
    custom_field: capture.custom_id,
    invoice_id: capture.invoice_id,
  });
  if (status === 'COMPLETED') complete(paypal, capture);
  else tell(paypal, capture, status === 'PENDING' ? 'PAYMENT.CAPTURE.PENDING' : 'PAYMENT.CAPTURE.DECLINED');
  return capture;
}

/** The bank's answer to a pending capture; false where none is awaited. */
export function settleCapture(paypal: PayPal, capture: CaptureRecord, result: 'succeed' | 'fail'): boolean {
  if (capture.status !== 'PENDING') return false;
  Object.assign(capture, { delayed: null, reason: null, updatedAt: clock(paypal) });
  const row = paypal.books.transactions.find(({ id }) => id === capture.id);
  if (row)
    Object.assign(row, {
      status: result === 'succeed' ? 'S' : 'D',
      fee: result === 'succeed' ? negative(feeOf(capture.amount)) : null,
      updatedAt: clock(paypal),
    });
  if (result === 'succeed') complete(paypal, capture);
  else {
    capture.status = 'DECLINED';
    tell(paypal, capture, denialEvent());
  }
  return true;
}

/** Inferred: of the two names for a failed capture, DENIED is for one that was pending, DECLINED for one that failed at once. */
const denialEvent = () => 'PAYMENT.CAPTURE.DENIED';

/** Gives the banks' answers that are due. */
export function settleDueCaptures(paypal: PayPal): void {
  const now = clock(paypal);
  for (const capture of Object.values(paypal.books.captures)) {
    const { delayed } = capture;
    if (delayed?.result && delayed.dueAt !== null && delayed.dueAt <= now)
      settleCapture(paypal, capture, delayed.result);
  }
}

/** Sends an event that a completed capture was denied, which is not so; false where it is not completed. */
export function contradict(paypal: PayPal, capture: CaptureRecord): boolean {
  if (capture.status !== 'COMPLETED') return false;
  const told = { ...presentCapture(paypal, capture), status: 'DECLINED' };
  void emit(paypal, 'PAYMENT.CAPTURE.DENIED', told);
  return true;
}

/** The capture; throws 404 where there is none. */
export function findCapture(paypal: PayPal, id: string): CaptureRecord {
  const capture = own(paypal.books.captures, id);
  if (!capture) throw noSuch('capture_id', id);
  return capture;
}

/** The captures of an order. */
export const capturesOf = ({ books }: PayPal, order: OrderRecord): CaptureRecord[] =>
  Object.values(books.captures).filter((capture) => capture.order === order.id);

function tell(paypal: PayPal, capture: CaptureRecord, type: string): void {
  void emit(paypal, type, presentCapture(paypal, capture));
}

/** The amount with the other sign. */
export const negative = (amount: CaptureRecord['amount']) => money(-units(amount), amount.currency_code);

function complete(paypal: PayPal, capture: CaptureRecord): void {
  capture.status = 'COMPLETED';
  const { id, amount, order, custom_id } = capture;
  paypal.books.charges.push({
    id,
    amount: amount.value,
    currency: amount.currency_code,
    order,
    custom_id: custom_id ?? null,
    at: paypal.sandbox.now().toISOString(),
  });
  tell(paypal, capture, 'PAYMENT.CAPTURE.COMPLETED');
}

/** The first status of a capture. */
function beginning(
  paypal: PayPal,
  { funding }: OrderRecord,
): { status: 'COMPLETED' | 'PENDING' | 'DECLINED'; reason: PendingReason | null; delayed: Delayed | null } {
  const { nextCaptures: next, settings } = paypal;
  const dueAt = settings.delayedMs === null ? null : clock(paypal) + settings.delayedMs;
  if (next.times > 0) {
    next.times -= 1;
    if ('declined' in next) return { status: 'DECLINED', reason: null, delayed: null };
    return { status: 'PENDING', reason: next.reason, delayed: { result: next.result, dueAt } };
  }
  if (funding !== 'delayed-succeed' && funding !== 'delayed-fail')
    return { status: 'COMPLETED', reason: null, delayed: null };
  const result = funding === 'delayed-succeed' ? 'succeed' : 'fail';
  return { status: 'PENDING', reason: 'ECHECK', delayed: { result, dueAt } };
}
