import { z } from 'zod';
import { own } from '../kit/records.ts';
import { type Charge, newId, type Refund, type Stripe, seconds, type Wire } from './books.ts';
import { refusedFraction } from './currencies.ts';
import { withdrawn } from './disputes.ts';
import { invalidRequest, noSuch } from './errors.ts';
import { emit } from './events.ts';
import { inRange, page } from './lists.ts';
import { created, expand, integer, metadata, paging, text } from './params.ts';
import { endSuspicion } from './radar.ts';

/** The body of POST /v1/refunds. */
export const refundParams = z
  .strictObject({
    payment_intent: text().optional(),
    charge: text().optional(),
    amount: integer(1).optional(),
    reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
    metadata: metadata.optional(),
    expand,
  })
  .superRefine(({ payment_intent, charge }, ctx) => {
    if (!payment_intent && !charge)
      ctx.addIssue({
        code: 'custom',
        message: 'One of the following params should be provided for this request: payment_intent or charge.',
        params: { code: 'parameter_missing' },
      });
  });
/** The same, as it was read. */
export type RefundParams = z.output<typeof refundParams>;

/** The parameters of GET /v1/refunds. */
export const refundListParams = z.strictObject({
  ...paging,
  created,
  payment_intent: text().optional(),
  charge: text().optional(),
});

/** POST /v1/refunds: gives money back, at most what is left; `amount` in minor units, by default all that is left. */
export function createRefund(stripe: Stripe, params: RefundParams): Wire {
  const charge = chargeToRefund(stripe, params);
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = params.amount ?? left;
  if (withdrawn(stripe, charge.id).length > 0)
    throw invalidRequest(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      'charge_disputed',
    );
  if (left === 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded');
  if (amount > left)
    throw invalidRequest(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
      undefined,
      'amount',
    );
  const fraction = refusedFraction(amount, charge.currency);
  if (fraction) throw invalidRequest(fraction.message, fraction.code, 'amount');
  const pending = stripe.nextRefunds.times > 0;
  if (pending) stripe.nextRefunds.times -= 1;
  const refund: Refund = {
    id: newId('re_3'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: seconds(stripe),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    metadata: params.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  stripe.books.refunds[refund.id] = refund;
  addRefunded(charge, amount);
  void emit(stripe, 'refund.created', refund);
  void emit(stripe, 'charge.refunded', charge);
  if (charge.refunded) endSuspicion(stripe, charge, 'refunded');
  return { ...refund };
}

/** The bank's answer to a pending refund; where it fails, the amount can be refunded again. */
export function settleRefund(stripe: Stripe, id: string, status: 'succeeded' | 'failed'): Wire {
  const refund = findRefund(stripe, id);
  if (refund.status === status) return { ...refund };
  if (refund.status === 'failed') throw invalidRequest(`Refund ${id} has already failed.`);
  refund.status = status;
  if (status === 'failed') {
    refund.failure_reason = 'lost_or_stolen_card';
    const charge = own(stripe.books.chargeObjects, refund.charge);
    if (charge) addRefunded(charge, -refund.amount);
  }
  void emit(stripe, 'refund.updated', refund);
  if (status === 'failed') void emit(stripe, 'refund.failed', refund);
  return { ...refund };
}

/** The refund; throws 404 where there is none. */
export function findRefund(stripe: Stripe, id: string): Refund {
  const refund = own(stripe.books.refunds, id);
  if (!refund) throw noSuch('refund', id);
  return refund;
}

/** GET /v1/refunds. */
export function listRefunds(stripe: Stripe, params: z.output<typeof refundListParams>): Wire {
  const wanted = Object.values(stripe.books.refunds).filter(
    (refund) =>
      (params.payment_intent === undefined || refund.payment_intent === params.payment_intent) &&
      (params.charge === undefined || refund.charge === params.charge) &&
      inRange(refund.created, params.created),
  );
  return page(wanted, params, '/v1/refunds');
}

function chargeToRefund(stripe: Stripe, params: RefundParams): Charge {
  let id = params.charge;
  if (params.payment_intent !== undefined) {
    const intent = own(stripe.books.paymentIntents, params.payment_intent);
    if (!intent) throw noSuch('payment_intent', params.payment_intent, 'payment_intent');
    id = intent.latest_charge ?? undefined;
    if (intent.status !== 'succeeded')
      throw invalidRequest(
        `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
        'payment_intent_unexpected_state',
        'payment_intent',
      );
  }
  const charge = own(stripe.books.chargeObjects, id ?? '');
  if (!charge) throw noSuch('charge', id ?? '', 'charge');
  if (params.charge !== undefined && params.charge !== charge.id)
    throw invalidRequest('The charge is not of that PaymentIntent.', 'charge_invalid_parameter', 'charge');
  if (charge.status !== 'succeeded')
    throw invalidRequest(`Charge ${charge.id} has not succeeded.`, 'charge_invalid_parameter', 'charge');
  return charge;
}

function addRefunded(charge: Charge, amount: number): void {
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
}
