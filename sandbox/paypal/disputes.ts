import { own } from '../kit/records.ts';
import { clock, type DisputeRecord, newId, type PayPal, type RefundRecord, type Wire } from './books.ts';
import { findCapture, negative } from './captures.ts';
import { money, refusedMoney, units, written } from './currencies.ts';
import { noSuch, refusal } from './errors.ts';
import { emit } from './events.ts';
import type { Money, Outcome } from './objects.ts';
import { moved, presentDispute, presentRefund } from './present-payments.ts';
import { leftOf } from './refunds.ts';
import { report } from './reporting.ts';

/** The buyer opens a case at PayPal, by default about all that is left. A capture can have one open case at a time. */
export function openDispute(
  paypal: PayPal,
  wanted: {
    capture: string;
    amount?: Money | undefined;
    reason?: string | undefined;
    stage?: string | undefined;
  },
): Wire {
  const capture = findCapture(paypal, wanted.capture);
  if (!moved(capture)) throw refusal('REFUND_NOT_ALLOWED');
  const left = leftOf(paypal, capture);
  const issue = wanted.amount && refusedMoney(wanted.amount, 1);
  if (issue) throw refusal(issue);
  const amount = wanted.amount ? written(wanted.amount) : money(left, capture.amount.currency_code);
  const open = Object.values(paypal.books.disputes).some(
    (dispute) => dispute.capture === capture.id && !dispute.outcome,
  );
  if (open || left <= 0n || units(amount) > left) throw refusal('TRANSACTION_DISPUTED');
  const now = clock(paypal);
  const dispute: DisputeRecord = {
    id: `PP-D-${4012 + Object.keys(paypal.books.disputes).length}`,
    capture: capture.id,
    amount,
    reason: wanted.reason ?? 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
    status: 'OPEN',
    stage: wanted.stage ?? 'INQUIRY',
    outcome: null,
    createdAt: now,
    updatedAt: now,
  };
  paypal.books.disputes[dispute.id] = dispute;
  return told(paypal, dispute, 'CUSTOMER.DISPUTE.CREATED');
}

/** An outcome; "won" and "lost" are the seller's. */
export const outcomeOf = (outcome: Outcome | 'won' | 'lost'): Outcome =>
  outcome === 'won' ? 'RESOLVED_SELLER_FAVOUR' : outcome === 'lost' ? 'RESOLVED_BUYER_FAVOUR' : outcome;

/** A case ends; after an appeal it can end again, the other way. Inferred: the capture's status stays, only less of it is left. */
export function closeDispute(paypal: PayPal, id: string, outcome: Outcome): Wire {
  const dispute = findDispute(paypal, id);
  if (dispute.outcome === outcome) throw refusal('NOT_SUPPORTED', { field: '/outcome', value: outcome });
  Object.assign(dispute, { outcome, status: 'RESOLVED', updatedAt: clock(paypal) });
  return told(paypal, dispute, 'CUSTOMER.DISPUTE.RESOLVED');
}

/** Somebody wrote a message, or the case goes on to the next stage. */
export function updateDispute(
  paypal: PayPal,
  id: string,
  changes: { status?: string; stage?: string },
): Wire {
  const dispute = findDispute(paypal, id);
  Object.assign(dispute, changes, { updatedAt: clock(paypal) });
  return told(paypal, dispute, 'CUSTOMER.DISPUTE.UPDATED');
}

/**
 * The bank of the buyer's card takes back all that is left of the money from PayPal, and PayPal from the merchant. The event
 * is about a refund that nobody asked for, as in PayPal's simulator.
 * Inferred: the capture then reads REFUNDED for the reason CHARGEBACK, and the order lists that refund.
 */
export function reverse(paypal: PayPal, id: string): RefundRecord {
  const capture = findCapture(paypal, id);
  const left = leftOf(paypal, capture);
  if (!moved(capture) || left <= 0n) throw refusal('REFUND_NOT_ALLOWED');
  const now = clock(paypal);
  const refund: RefundRecord = {
    id: newId(),
    capture: id,
    status: 'COMPLETED',
    amount: money(left, capture.amount.currency_code),
    note_to_payer: 'Payment reversed',
    total: capture.amount,
    createdAt: now,
    updatedAt: now,
  };
  paypal.books.refunds[refund.id] = refund;
  Object.assign(capture, { status: 'REFUNDED', reason: 'CHARGEBACK', updatedAt: now });
  report(paypal, {
    id: refund.id,
    code: 'T1201',
    reference: id,
    amount: negative(refund.amount),
    fee: null,
    status: 'S',
    custom_field: capture.custom_id,
    invoice_id: capture.invoice_id,
  });
  void emit(paypal, 'PAYMENT.CAPTURE.REVERSED', presentRefund(paypal, refund));
  return refund;
}

/** The dispute; throws 404 where there is none. */
export function findDispute(paypal: PayPal, id: string): DisputeRecord {
  const dispute = own(paypal.books.disputes, id);
  if (!dispute) throw noSuch('id', id);
  return dispute;
}

/** GET /v1/customer/disputes: all disputes, or those about one capture, the newest first. */
export function listDisputes(paypal: PayPal, query: Record<string, string>): Wire {
  const about = query.disputed_transaction_id;
  const items = Object.values(paypal.books.disputes)
    .filter(({ capture }) => about === undefined || capture === about)
    .toReversed()
    .map((dispute) => presentDispute(paypal, dispute));
  return {
    items,
    links: [{ href: `${paypal.sandbox.url}/v1/customer/disputes`, rel: 'self', method: 'GET' }],
  };
}

function told(paypal: PayPal, dispute: DisputeRecord, type: string): Wire {
  const resource = presentDispute(paypal, dispute);
  void emit(paypal, type, resource);
  return resource;
}
