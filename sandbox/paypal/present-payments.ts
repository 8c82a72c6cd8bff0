import { own } from '../kit/records.ts';
import {
  type AuthorizationRecord,
  type CaptureRecord,
  type DisputeRecord,
  type Link,
  type PayPal,
  type RefundRecord,
  timeOf,
  type Wire,
} from './books.ts';
import { feeOf, money, units } from './currencies.ts';

const links = (paypal: PayPal, all: [rel: string, path: string, method?: string][]): Link[] =>
  all.map(([rel, path, method = 'GET']) => ({ rel, method, href: `${paypal.sandbox.url}/v2${path}` }));

const protection = {
  status: 'ELIGIBLE',
  dispute_categories: ['ITEM_NOT_RECEIVED', 'UNAUTHORIZED_TRANSACTION'],
};

/** A capture as the API answers it. `related` false: inside its order, which it then doesn't name. */
export function presentCapture(paypal: PayPal, capture: CaptureRecord, related = true): Wire {
  const { id, amount, custom_id, invoice_id, order, authorization } = capture;
  const fee = feeOf(amount);
  const ids = { order_id: order, ...(authorization && { authorization_id: authorization }) };
  const up: [string, string] = authorization
    ? ['up', `/payments/authorizations/${authorization}`]
    : ['up', `/checkout/orders/${order}`];
  return {
    id,
    status: capture.status,
    ...(capture.reason && { status_details: { reason: capture.reason } }),
    amount,
    final_capture: capture.final,
    ...(custom_id !== undefined && { custom_id }),
    ...(invoice_id !== undefined && { invoice_id }),
    seller_protection: protection,
    ...(moved(capture) && {
      seller_receivable_breakdown: {
        gross_amount: amount,
        paypal_fee: fee,
        net_amount: money(units(amount) - units(fee), amount.currency_code),
      },
    }),
    ...(related && { supplementary_data: { related_ids: ids } }),
    links: links(paypal, [
      ['self', `/payments/captures/${id}`],
      ['refund', `/payments/captures/${id}/refund`, 'POST'],
      up,
    ]),
    create_time: timeOf(capture.createdAt),
    update_time: timeOf(capture.updatedAt),
  };
}

/** Whether it took money, even if that went back since. */
export const moved = ({ status }: CaptureRecord): boolean =>
  status === 'COMPLETED' || status === 'PARTIALLY_REFUNDED' || status === 'REFUNDED';

/** An authorization as the API answers it; `related` as for captures. */
export function presentAuthorization(
  paypal: PayPal,
  authorization: AuthorizationRecord,
  related = true,
): Wire {
  const { id, amount, custom_id, invoice_id, order } = authorization;
  const path = `/payments/authorizations/${id}`;
  return {
    id,
    status: authorization.status,
    ...(authorization.reason && { status_details: { reason: authorization.reason } }),
    amount,
    ...(custom_id !== undefined && { custom_id }),
    ...(invoice_id !== undefined && { invoice_id }),
    seller_protection: protection,
    expiration_time: timeOf(authorization.expiresAt),
    ...(related && { supplementary_data: { related_ids: { order_id: order } } }),
    links: links(paypal, [
      ['self', path],
      ['capture', `${path}/capture`, 'POST'],
      ['void', `${path}/void`, 'POST'],
      ['reauthorize', `${path}/reauthorize`, 'POST'],
      ['up', `/checkout/orders/${order}`],
    ]),
    create_time: timeOf(authorization.createdAt),
    update_time: timeOf(authorization.updatedAt),
  };
}

/** A refund as the API answers it. */
export function presentRefund(paypal: PayPal, refund: RefundRecord): Wire {
  const { id, amount, custom_id, invoice_id, note_to_payer, capture } = refund;
  const fee = money(0n, amount.currency_code);
  return {
    id,
    status: refund.status,
    ...(refund.status === 'PENDING' && { status_details: { reason: 'ECHECK' } }),
    amount,
    ...(custom_id !== undefined && { custom_id }),
    ...(invoice_id !== undefined && { invoice_id }),
    ...(note_to_payer !== undefined && { note_to_payer }),
    seller_payable_breakdown: {
      gross_amount: amount,
      paypal_fee: fee,
      net_amount: amount,
      total_refunded_amount: refund.total,
    },
    links: links(paypal, [
      ['self', `/payments/refunds/${id}`],
      ['up', `/payments/captures/${capture}`],
    ]),
    create_time: pacificTimeOf(refund.createdAt),
    update_time: pacificTimeOf(refund.updatedAt),
  };
}

/** Only refunds have California's time, as in what PayPal's simulator sends: "2018-08-15T12:13:29-07:00". */
const pacificTimeOf = (ms: number): string =>
  `${new Date(ms - 7 * 3600_000).toISOString().slice(0, 19)}-07:00`;

/** A dispute as the API answers it. */
export function presentDispute(paypal: PayPal, dispute: DisputeRecord): Wire {
  const capture = own(paypal.books.captures, dispute.capture);
  return {
    dispute_id: dispute.id,
    create_time: timeOf(dispute.createdAt),
    update_time: timeOf(dispute.updatedAt),
    disputed_transactions: [
      {
        seller_transaction_id: dispute.capture,
        ...(capture?.custom_id !== undefined && { custom: capture.custom_id }),
        ...(capture?.invoice_id !== undefined && { invoice_number: capture.invoice_id }),
        gross_amount: capture?.amount,
        transaction_status: 'COMPLETED',
      },
    ],
    reason: dispute.reason,
    status: dispute.status,
    dispute_amount: dispute.amount,
    ...(dispute.outcome && {
      dispute_outcome: { outcome_code: dispute.outcome, ...refundedBy(dispute) },
    }),
    dispute_life_cycle_stage: dispute.stage,
    dispute_channel: 'INTERNAL',
    links: [{ rel: 'self', method: 'GET', href: `${paypal.sandbox.url}/v1/customer/disputes/${dispute.id}` }],
  };
}

/** What the buyer gets by the outcome; with RESOLVED_WITH_PAYOUT it is PayPal's own money. */
const refundedBy = ({ outcome, amount }: DisputeRecord): Wire =>
  outcome === 'RESOLVED_BUYER_FAVOUR' || outcome === 'ACCEPTED' || outcome === 'RESOLVED_WITH_PAYOUT'
    ? { amount_refunded: amount }
    : {};
