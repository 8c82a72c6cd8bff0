import { z } from 'zod';
import { own } from '../kit/records.ts';
import {
  type Charge,
  type FraudWarning,
  newId,
  type Review,
  type Stripe,
  seconds,
  type Wire,
} from './books.ts';
import { invalidRequest, noSuch } from './errors.ts';
import { emit } from './events.ts';
import { inRange, page } from './lists.ts';
import { created, paging, text } from './params.ts';

/** The parameters of GET /v1/reviews. */
export const reviewListParams = z.strictObject({ ...paging, created });
/** The parameters of GET /v1/radar/early_fraud_warnings. */
export const warningListParams = z.strictObject({
  ...paging,
  created,
  payment_intent: text().optional(),
  charge: text().optional(),
});

/** A rule of Radar puts a successful charge into review; a charge can be in one review at a time. */
export function openReview(stripe: Stripe, payment_intent: string): Wire {
  const charge = takenCharge(stripe, payment_intent);
  if (charge.review) throw invalidRequest(`${charge.id} is in review already.`);
  const review: Review = {
    id: newId('prv_1'),
    object: 'review',
    billing_zip: null,
    charge: charge.id,
    closed_reason: null,
    created: seconds(stripe),
    ip_address: null,
    ip_address_location: null,
    livemode: stripe.livemode,
    open: true,
    opened_reason: 'rule',
    payment_intent,
    reason: 'rule',
    session: null,
  };
  stripe.books.reviews[review.id] = review;
  inReview(stripe, charge, review.id);
  void emit(stripe, 'review.opened', review);
  return { ...review };
}

/** Closes a review. `reason`: people approved it, or what happened to the charge meanwhile. */
export function closeReview(stripe: Stripe, id: string, reason: 'approved' | 'refunded' | 'disputed'): Wire {
  const review = findReview(stripe, id);
  if (!review.open) throw invalidRequest(`${id} is closed already: ${review.reason}.`);
  Object.assign(review, { open: false, closed_reason: reason, reason });
  const charge = own(stripe.books.chargeObjects, review.charge);
  if (charge) inReview(stripe, charge, null);
  void emit(stripe, 'review.closed', review);
  return { ...review };
}

/** The card's bank reports a charge as fraud. */
export function warnOfFraud(stripe: Stripe, payment_intent: string): Wire {
  const charge = takenCharge(stripe, payment_intent);
  const warning: FraudWarning = {
    id: newId('issfr_1'),
    object: 'radar.early_fraud_warning',
    charge: charge.id,
    payment_intent,
    actionable: !charge.disputed && charge.amount_refunded < charge.amount,
    created: seconds(stripe),
    fraud_type: 'unauthorized_use_of_card',
    livemode: stripe.livemode,
  };
  stripe.books.warnings[warning.id] = warning;
  void emit(stripe, 'radar.early_fraud_warning.created', warning);
  return { ...warning };
}

/** A full refund or a dispute ends a charge's review and warnings. */
export function endSuspicion(stripe: Stripe, charge: Charge, why: 'refunded' | 'disputed'): void {
  if (typeof charge.review === 'string') closeReview(stripe, charge.review, why);
  for (const warning of Object.values(stripe.books.warnings)) {
    if (warning.charge !== charge.id || !warning.actionable) continue;
    warning.actionable = false;
    void emit(stripe, 'radar.early_fraud_warning.updated', warning);
  }
}

/** The review; throws 404 where there is none. */
export function findReview(stripe: Stripe, id: string): Review {
  const review = own(stripe.books.reviews, id);
  if (!review) throw noSuch('review', id);
  return review;
}

/** The warning; throws 404 where there is none. */
export function findWarning(stripe: Stripe, id: string): FraudWarning {
  const warning = own(stripe.books.warnings, id);
  if (!warning) throw noSuch('early_fraud_warning', id);
  return warning;
}

/** GET /v1/reviews: only open ones. */
export const listReviews = (stripe: Stripe, params: z.output<typeof reviewListParams>): Wire =>
  page(
    Object.values(stripe.books.reviews).filter(
      (review) => review.open && inRange(review.created, params.created),
    ),
    params,
    '/v1/reviews',
  );

/** GET /v1/radar/early_fraud_warnings. */
export const listWarnings = (stripe: Stripe, params: z.output<typeof warningListParams>): Wire =>
  page(
    Object.values(stripe.books.warnings).filter(
      (warning) =>
        (params.payment_intent === undefined || warning.payment_intent === params.payment_intent) &&
        (params.charge === undefined || warning.charge === params.charge) &&
        inRange(warning.created, params.created),
    ),
    params,
    '/v1/radar/early_fraud_warnings',
  );

function inReview(stripe: Stripe, charge: Charge, review: string | null): void {
  charge.review = review;
  const intent = own(stripe.books.paymentIntents, charge.payment_intent);
  if (intent) intent.review = review;
}

function takenCharge(stripe: Stripe, payment_intent: string): Charge {
  const intent = own(stripe.books.paymentIntents, payment_intent);
  if (!intent) throw noSuch('payment_intent', payment_intent, 'payment_intent');
  const charge = own(stripe.books.chargeObjects, intent.latest_charge ?? '');
  if (charge?.status !== 'succeeded') throw invalidRequest(`${payment_intent} has no successful charge.`);
  return charge;
}
