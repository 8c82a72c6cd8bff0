import { own } from '../kit/records.ts';
import {
  type AuthorizationRecord,
  type CaptureRecord,
  type Link,
  type OrderRecord,
  type PayPal,
  type Ref,
  type RefundRecord,
  timeOf,
  type Wire,
} from './books.ts';
import { presentAuthorization, presentCapture, presentRefund } from './present-payments.ts';

/**
 * An object as it is now: the whole of it, or the little that PayPal answers without `Prefer: return=representation`.
 * Inferred: after a capture too that has no payments.
 */
export function present(paypal: PayPal, { kind, id }: Ref, whole: boolean): Wire {
  const { orders, captures, authorizations, refunds } = paypal.books;
  const found = { order: orders, capture: captures, authorization: authorizations, refund: refunds }[kind];
  const record = own<unknown>(found, id);
  if (record === undefined) throw new Error(`no ${kind} ${id} in the books`);
  switch (kind) {
    case 'order':
      return presentOrder(paypal, record as OrderRecord, whole);
    case 'capture':
      return little(presentCapture(paypal, record as CaptureRecord), whole);
    case 'authorization':
      return little(presentAuthorization(paypal, record as AuthorizationRecord), whole);
    case 'refund':
      return little(presentRefund(paypal, record as RefundRecord), whole);
    default:
      throw new Error(`no such kind: ${kind satisfies never}`);
  }
}

const little = (whole: Wire, wanted: boolean): Wire =>
  wanted ? whole : { id: whole.id, status: whole.status, links: whole.links };

/** The address of the buyer's page. */
export const payerLink = (paypal: PayPal, order: OrderRecord): string =>
  `${paypal.sandbox.url}/checkoutnow?token=${order.id}`;

/** An order as the API answers it. */
export function presentOrder(paypal: PayPal, order: OrderRecord, whole: boolean): Wire {
  const { id, intent, status, payer } = order;
  const source = payer ? { email_address: payer.email_address, account_id: payer.payer_id } : {};
  const head = {
    id,
    status,
    ...(order.wallet && { payment_source: { paypal: source } }),
    links: orderLinks(paypal, order),
  };
  if (!whole) return head;
  return {
    ...head,
    intent,
    purchase_units: order.units.map((unit) => {
      const payments = paymentsOf(paypal, order, unit.reference_id);
      return { ...unit, ...(payments && { payments }) };
    }),
    ...(payer && { payer }),
    create_time: timeOf(order.createdAt),
    ...(order.updatedAt !== order.createdAt && { update_time: timeOf(order.updatedAt) }),
  };
}

/** A unit's payments; undefined as long as there are none. */
function paymentsOf(paypal: PayPal, order: OrderRecord, reference: string): Wire | undefined {
  if (!paypal.account.showsPayments) return undefined;
  const { authorizations, captures, refunds } = paypal.books;
  const ofUnit = <T extends { order: string; reference_id: string }>(records: Record<string, T>) =>
    Object.values(records).filter((record) => record.order === order.id && record.reference_id === reference);
  const taken = ofUnit(captures);
  const held = ofUnit(authorizations);
  const back = Object.values(refunds).filter(({ capture }) => taken.some(({ id }) => id === capture));
  if (taken.length + held.length === 0) return undefined;
  return {
    ...(held.length > 0 && {
      authorizations: held.map((authorization) => presentAuthorization(paypal, authorization, false)),
    }),
    ...(taken.length > 0 && { captures: taken.map((capture) => presentCapture(paypal, capture, false)) }),
    ...(back.length > 0 && { refunds: back.map((refund) => presentRefund(paypal, refund)) }),
  };
}

function orderLinks(paypal: PayPal, order: OrderRecord): Link[] {
  const api = `${paypal.sandbox.url}/v2/checkout/orders/${order.id}`;
  const self = { href: api, rel: 'self', method: 'GET' };
  const take = order.intent === 'CAPTURE' ? 'capture' : 'authorize';
  const next = { href: `${api}/${take}`, rel: take, method: 'POST' };
  const update = { href: api, rel: 'update', method: 'PATCH' };
  switch (order.status) {
    case 'CREATED':
      return [self, { href: payerLink(paypal, order), rel: 'approve', method: 'GET' }, update, next];
    case 'PAYER_ACTION_REQUIRED':
      return [self, { href: payerLink(paypal, order), rel: 'payer-action', method: 'GET' }];
    case 'APPROVED':
      return [self, update, next];
    case 'VOIDED':
    case 'COMPLETED':
      return [self];
    default:
      throw new Error(`no such status: ${order.status satisfies never}`);
  }
}
