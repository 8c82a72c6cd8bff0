import { own } from '../kit/records.ts';
import type { Charge, DelayedResult, PaymentIntent, SessionRecord, Stripe, Wire } from './books.ts';
import { bookCharge, intentOf, newCharge } from './charges.ts';
import { emit } from './events.ts';
import { holdByCard } from './holds.ts';
import { customer } from './session-objects.ts';
import { presentSession } from './sessions.ts';

/** Takes the money by card, or holds it. Resolves after the first attempt to deliver the event. */
export async function payByCard(stripe: Stripe, record: SessionRecord): Promise<void> {
  const { object } = record;
  if (object.amount_total === 0) object.payment_status = 'no_payment_required';
  else if (holds(record)) holdByCard(stripe, record);
  else {
    const intent = intentOf(stripe, record);
    const charge = newCharge(stripe, intent, 'card', 'succeeded');
    object.payment_status = 'paid';
    settleIntent(stripe, record, intent, charge);
  }
  await complete(stripe, record);
}

/** Whether the money of a session is held, and taken later. */
export const holds = ({ intent }: SessionRecord): boolean => intent.captureMethod === 'manual';

/** A payment that was under way when the page expired, and still succeeds. False where the page is not expired. */
export async function payLate(stripe: Stripe, record: SessionRecord): Promise<boolean> {
  if (record.object.status !== 'expired') return false;
  await payByCard(stripe, record);
  return true;
}

/** Sends an event that a paid session's payment failed, which is not so; false where it is not paid. */
export async function contradict(stripe: Stripe, record: SessionRecord): Promise<boolean> {
  if (record.object.payment_status !== 'paid') return false;
  const reported = { ...presentSession(stripe, record), payment_status: 'unpaid' };
  await emit(stripe, 'checkout.session.async_payment_failed', reported);
  return true;
}

/** The bank says no: the page stays open and the buyer can try again. */
export function refuseCard(stripe: Stripe, record: SessionRecord): void {
  const intent = intentOf(stripe, record);
  const charge = newCharge(stripe, intent, 'card', 'failed');
  failIntent(stripe, intent, charge, {
    advice_code: 'try_again_later',
    charge: charge.id,
    code: 'card_declined',
    decline_code: 'generic_decline',
    doc_url: 'https://stripe.com/docs/error-codes/card-declined',
    message: 'Your card was declined.',
    type: 'card_error',
  });
}

/** Orders a bank debit: the session is complete, but unpaid until the debit settles. */
export async function orderDebit(
  stripe: Stripe,
  record: SessionRecord,
  result: DelayedResult,
): Promise<void> {
  const intent = intentOf(stripe, record);
  const charge = newCharge(stripe, intent, 'sepa_debit', 'pending');
  Object.assign(intent, { status: 'processing', latest_charge: charge.id, last_payment_error: null });
  const { delayedMs } = stripe.settings;
  const dueAt = delayedMs === null ? null : stripe.sandbox.now().getTime() + delayedMs;
  record.delayed = { result, dueAt };
  void emit(stripe, 'charge.pending', charge);
  void emit(stripe, 'payment_intent.processing', intent);
  await complete(stripe, record);
}

/** The bank's answer to a debit; false where none is under way. */
export function settleDebit(stripe: Stripe, record: SessionRecord, result: DelayedResult): boolean {
  if (!record.delayed) return false;
  record.delayed = null;
  const intent = intentOf(stripe, record);
  const charge = own(stripe.books.chargeObjects, intent.latest_charge ?? '');
  if (!charge) throw new Error(`no charge of ${intent.id}`);
  if (result === 'succeed') {
    Object.assign(charge, {
      status: 'succeeded',
      paid: true,
      captured: true,
      amount_captured: charge.amount,
    });
    record.object.payment_status = 'paid';
    settleIntent(stripe, record, intent, charge);
    void emit(stripe, 'checkout.session.async_payment_succeeded', presentSession(stripe, record));
    return true;
  }
  const message = 'The bank account has insufficient funds to complete the purchase.';
  const failure = { failure_code: 'insufficient_funds', failure_message: message };
  Object.assign(charge, { status: 'failed', ...failure });
  const code = 'payment_intent_payment_attempt_failed';
  failIntent(stripe, intent, charge, { charge: charge.id, code, message, type: 'invalid_request_error' });
  void emit(stripe, 'checkout.session.async_payment_failed', presentSession(stripe, record));
  return true;
}

/** Gives the banks' answers that are due. */
export function settleDueDebits(stripe: Stripe): void {
  const now = stripe.sandbox.now().getTime();
  for (const record of Object.values(stripe.books.sessions)) {
    const { delayed } = record;
    if (delayed && delayed.dueAt !== null && delayed.dueAt <= now)
      settleDebit(stripe, record, delayed.result);
  }
}

async function complete(stripe: Stripe, record: SessionRecord): Promise<void> {
  const { object } = record;
  object.status = 'complete';
  object.customer_details = customer(object.customer_email ?? 'buyer@example.com');
  await emit(stripe, 'checkout.session.completed', presentSession(stripe, record));
}

function settleIntent(stripe: Stripe, record: SessionRecord, intent: PaymentIntent, charge: Charge): void {
  const settled = { status: 'succeeded', amount_received: intent.amount, latest_charge: charge.id };
  Object.assign(intent, settled, { last_payment_error: null, payment_method: charge.payment_method });
  bookCharge(stripe, record, charge, charge.amount);
  void emit(stripe, 'charge.succeeded', charge);
  void emit(stripe, 'payment_intent.succeeded', intent);
}

function failIntent(stripe: Stripe, intent: PaymentIntent, charge: Charge, error: Wire): void {
  const failed = { status: 'requires_payment_method', payment_method: null, latest_charge: charge.id };
  Object.assign(intent, failed, { last_payment_error: error });
  void emit(stripe, 'charge.failed', charge);
  void emit(stripe, 'payment_intent.payment_failed', intent);
}
