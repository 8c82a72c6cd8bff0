import { z } from 'zod';
import { own } from '../kit/records.ts';
import { type Charge, type Dispute, newId, type Stripe, seconds, type Wire } from './books.ts';
import { invalidRequest, noSuch } from './errors.ts';
import { emit } from './events.ts';
import { inRange, page } from './lists.ts';
import { created, paging, text } from './params.ts';
import { endSuspicion } from './radar.ts';

/** The parameters of GET /v1/disputes. */
export const disputeListParams = z.strictObject({
  ...paging,
  created,
  payment_intent: text().optional(),
  charge: text().optional(),
});

/**
 * The buyer's bank takes money back until the dispute is won; `amount` in minor units, by default all that is left. A charge
 * can have several disputes, together for its amount at most.
 */
export function openDispute(
  stripe: Stripe,
  wanted: { payment_intent: string; amount?: number | undefined; reason?: string | undefined },
): Wire {
  const intent = own(stripe.books.paymentIntents, wanted.payment_intent);
  if (!intent) throw noSuch('payment_intent', wanted.payment_intent, 'payment_intent');
  const charge = own(stripe.books.chargeObjects, intent.latest_charge ?? '');
  if (charge?.status !== 'succeeded')
    throw invalidRequest(`${intent.id} has no successful charge to dispute.`);
  const left = charge.amount - withdrawn(stripe, charge.id).reduce((sum, { amount }) => sum + amount, 0);
  const amount = wanted.amount ?? left;
  if (left <= 0 || amount > left) throw invalidRequest(`${charge.id} is disputed already: ${left} are left.`);
  const dispute = newDispute(stripe, charge, amount, wanted.reason ?? 'fraudulent');
  stripe.books.disputes[dispute.id] = dispute;
  charge.disputed = true;
  void emit(stripe, 'charge.dispute.created', dispute);
  void emit(stripe, 'charge.dispute.funds_withdrawn', dispute);
  endSuspicion(stripe, charge, 'disputed');
  return { ...dispute };
}

/** The bank decides; after arbitration it can decide the other way. */
export function closeDispute(stripe: Stripe, id: string, outcome: 'won' | 'lost'): Wire {
  const dispute = findDispute(stripe, id);
  const before = dispute.status;
  if (before === outcome) throw invalidRequest(`${id} is closed: ${before}.`);
  dispute.status = outcome;
  void emit(stripe, 'charge.dispute.closed', dispute);
  if (outcome === 'won') void emit(stripe, 'charge.dispute.funds_reinstated', dispute);
  else if (before === 'won') void emit(stripe, 'charge.dispute.funds_withdrawn', dispute);
  return { ...dispute };
}

/** Evidence was sent, or the bank asks for more, also after the dispute was closed. */
export function updateDispute(stripe: Stripe, id: string, status: 'needs_response' | 'under_review'): Wire {
  const dispute = findDispute(stripe, id);
  dispute.status = status;
  void emit(stripe, 'charge.dispute.updated', dispute);
  return { ...dispute };
}

/** The disputes by which money of a charge is taken back at present. */
export const withdrawn = ({ books }: Stripe, charge: string): Dispute[] =>
  Object.values(books.disputes).filter((dispute) => dispute.charge === charge && dispute.status !== 'won');

/** The dispute; throws 404 where there is none. */
export function findDispute(stripe: Stripe, id: string): Dispute {
  const dispute = own(stripe.books.disputes, id);
  if (!dispute) throw noSuch('dispute', id);
  return dispute;
}

/** GET /v1/disputes. */
export function listDisputes(stripe: Stripe, params: z.output<typeof disputeListParams>): Wire {
  const wanted = Object.values(stripe.books.disputes).filter(
    (dispute) =>
      (params.payment_intent === undefined || dispute.payment_intent === params.payment_intent) &&
      (params.charge === undefined || dispute.charge === params.charge) &&
      inRange(dispute.created, params.created),
  );
  return page(wanted, params, '/v1/disputes');
}

function newDispute(stripe: Stripe, charge: Charge, amount: number, reason: string): Dispute {
  const now = seconds(stripe);
  return {
    id: newId('du_1'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: now + 7 * 24 * 3600,
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    intended_submission_method: null,
    is_charge_refundable: false,
    livemode: stripe.livemode,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  };
}
