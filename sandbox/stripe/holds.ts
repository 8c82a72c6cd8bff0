import { z } from 'zod';
import { own } from '../kit/records.ts';
import {
  type Charge,
  type PaymentIntent,
  type SessionRecord,
  type Stripe,
  seconds,
  type Wire,
} from './books.ts';
import { bookCharge, intentOf, newCharge } from './charges.ts';
import { refusedFraction } from './currencies.ts';
import { invalidRequest, noSuch } from './errors.ts';
import { emit } from './events.ts';
import { boolean, expand, integer, metadata, text } from './params.ts';

/** For how long the bank of a card holds what its owner agreed to: docs.stripe.com/payments/place-a-hold-on-a-payment-method. */
const HELD_SECONDS = 7 * 86_400;

/** The body of POST /v1/payment_intents/:id/capture. */
export const captureParams = z.strictObject({
  amount_to_capture: integer(1).optional(),
  final_capture: boolean.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text(22).optional(),
  expand,
});
/** The body of POST .../cancel. */
export const cancelParams = z.strictObject({
  cancellation_reason: z.enum(['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  expand,
});

/** Holds the money of a card: nothing is taken, and the session counts as unpaid until it is. */
export function holdByCard(stripe: Stripe, record: SessionRecord): void {
  const intent = intentOf(stripe, record);
  const charge = newCharge(stripe, intent, 'card', 'succeeded');
  const { card } = charge.payment_method_details as { card: Wire };
  Object.assign(charge, { captured: false, amount_captured: 0 });
  Object.assign(card, { capture_before: seconds(stripe) + HELD_SECONDS });
  Object.assign(intent, {
    status: 'requires_capture',
    amount_capturable: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    payment_method: charge.payment_method,
  });
  void emit(stripe, 'charge.succeeded', charge);
  void emit(stripe, 'payment_intent.amount_capturable_updated', intent);
}

/** POST .../capture: takes all or a part, once; what is left is let go, and makes no refund since 2025-03-31. */
export function captureIntent(
  stripe: Stripe,
  id: string,
  { amount_to_capture, final_capture }: z.output<typeof captureParams>,
): Wire {
  const { intent, charge, record } = held(stripe, id, 'captured');
  const amount = amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable)
    throw invalidRequest(
      'The amount could not be captured because the requested capture amount is greater than the authorized amount.',
      'amount_too_large',
      'amount_to_capture',
    );
  if (final_capture === false)
    throw invalidRequest(
      'You cannot set `final_capture` to false: multicapture is not available for this PaymentIntent.',
      undefined,
      'final_capture',
    );
  const fraction = refusedFraction(amount, intent.currency);
  if (fraction) throw invalidRequest(fraction.message, fraction.code, 'amount_to_capture');
  Object.assign(charge, { captured: true, amount_captured: amount });
  Object.assign(intent, { status: 'succeeded', amount_capturable: 0, amount_received: amount });
  record.object.payment_status = 'paid';
  bookCharge(stripe, record, charge, amount);
  void emit(stripe, 'charge.captured', charge);
  void emit(stripe, 'payment_intent.succeeded', intent);
  return { ...intent };
}

/** POST .../cancel: lets go of what is held. The intent of a session can be cancelled then only. */
export function cancelIntent(
  stripe: Stripe,
  id: string,
  { cancellation_reason }: z.output<typeof cancelParams>,
): Wire {
  return release(stripe, id, cancellation_reason ?? null);
}

/** The bank lets go of what nobody took in time. */
export function lapseHold(stripe: Stripe, id: string): Wire {
  const { charge } = held(stripe, id, 'let go of');
  void emit(stripe, 'charge.expired', charge);
  return release(stripe, id, 'expired');
}

/** Lets go of all that is held for too long. */
export function lapseDueHolds(stripe: Stripe): void {
  const now = seconds(stripe);
  for (const { id, status, latest_charge } of Object.values(stripe.books.paymentIntents)) {
    if (status !== 'requires_capture') continue;
    const { card } = (own(stripe.books.chargeObjects, latest_charge ?? '')?.payment_method_details ?? {}) as {
      card?: { capture_before?: number };
    };
    if ((card?.capture_before ?? Number.POSITIVE_INFINITY) <= now) lapseHold(stripe, id);
  }
}

function release(stripe: Stripe, id: string, reason: string | null): Wire {
  const { intent } = held(stripe, id, 'canceled');
  Object.assign(intent, {
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: seconds(stripe),
    cancellation_reason: reason,
  });
  void emit(stripe, 'payment_intent.canceled', intent);
  return { ...intent };
}

/** What is held under an intent's id; throws where there is nothing, or nothing any more. */
function held(
  stripe: Stripe,
  id: string,
  what: string,
): { intent: PaymentIntent; charge: Charge; record: SessionRecord } {
  const intent = own(stripe.books.paymentIntents, id);
  if (!intent) throw noSuch('payment_intent', id, 'intent');
  if (intent.status !== 'requires_capture')
    throw invalidRequest(
      `This PaymentIntent could not be ${what} because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be ${what}: requires_capture.`,
      'payment_intent_unexpected_state',
    );
  const charge = own(stripe.books.chargeObjects, intent.latest_charge ?? '');
  const record = Object.values(stripe.books.sessions).find(({ object }) => object.payment_intent === id);
  if (!charge || !record) throw new Error(`no charge or session of ${id}`);
  return { intent, charge, record };
}
