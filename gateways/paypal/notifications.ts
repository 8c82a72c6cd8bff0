import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Fact, Message, Notification } from '../../domain/schemas/message.ts';
import { authorizationMessage, factOfAuthorization } from './authorizations.ts';
import { whereIn } from './client.ts';
import { disputed, disputeMessage } from './disputes.ts';
import { captureMessage, factOfCapture } from './mapping.ts';
import { type Mark, ownMark, pageId } from './marks.ts';
import { captureOf, refundMessage } from './refunds.ts';
import { Authorization, Capture, Dispute, type Event, NamedOrder, Refund, ReversedApproval } from './wire.ts';

/** Whose events are ours. The account is that of the webhook: PayPal sends no other's there. */
export interface Ours {
  installation: string;
  live: boolean;
}

/** A lookup of an order, and not of a charge: what PayPal calls a capture never begins so. */
const ORDER = 'order:';
const lookedUp = (order: string): string => ORDER + order;
/** The order that a lookup is about, if it is about one. */
export const orderToLookUp = (charge: string): string | undefined =>
  charge.startsWith(ORDER) ? charge.slice(ORDER.length) : undefined;

/** What an event says, once it is believed. Throws MESSAGE_UNREADABLE for an object in another shape than PayPal's. */
export function notificationOf(event: Event, { installation, live }: Ours): Notification {
  const named = { id: event.id, type: event.event_type };
  const at = new Date(event.create_time).toISOString();
  const how = { source: 'notification' as const, live };
  const told = { at, prefix: `${event.event_type} ` };
  /** Told to its payment, or asked for where it names the charge only. */
  const ofCharge = (charge: string | undefined, message: Message): Notification =>
    charge === undefined ? { ...named, kind: 'foreign' } : { ...named, kind: 'lookup', charge, message };
  switch (event.event_type) {
    // An agreement is no money yet: its payment takes it.
    case 'CHECKOUT.ORDER.APPROVED': {
      const { mark, page } = orderNamed(event, installation);
      if (!mark) return { ...named, kind: 'foreign' };
      const message = { ...how, id: event.id, at, fact: 'APPROVED' as const, page, status: named.type };
      return { kind: 'message', paymentId: mark.paymentId, message };
    }
    case 'CHECKOUT.ORDER.COMPLETED': {
      const { order, mark } = orderNamed(event, installation);
      return mark ? { ...named, kind: 'lookup', charge: lookedUp(order) } : { ...named, kind: 'foreign' };
    }
    case 'CHECKOUT.PAYMENT-APPROVAL.REVERSED': {
      const { order_id, purchase_units } = read(event, ReversedApproval);
      const custom = purchase_units?.[0]?.custom_id;
      const mark = ownMark(custom, installation);
      if (custom != null && !mark) return { ...named, kind: 'foreign' };
      // It may name the order only. And while the page has time left it is asked for: told as over, the customer would pay on another.
      if (!mark || !isOver(mark)) return { ...named, kind: 'lookup', charge: lookedUp(order_id) };
      const page = pageId(order_id, mark.until);
      const message = { ...how, id: event.id, at, fact: 'PAGE_EXPIRED' as const, page, status: named.type };
      return { kind: 'message', paymentId: mark.paymentId, message };
    }
    case 'PAYMENT.CAPTURE.COMPLETED':
    case 'PAYMENT.CAPTURE.PENDING':
    case 'PAYMENT.CAPTURE.DENIED':
    case 'PAYMENT.CAPTURE.DECLINED': {
      const capture = read(event, Capture);
      const mark = ownMark(capture.custom_id, installation);
      if (!mark) return { ...named, kind: 'foreign' };
      const said = factOfCapture(capture);
      const agrees = FACTS[event.event_type] === said.fact;
      const base = { ...how, at, ...(agrees ? said : { ...said, fact: 'UNKNOWN' as const }) };
      const message = captureMessage(capture, mark, base, told.prefix);
      // What can't be understood must not take the place of what is said later.
      const id = agrees ? message.id : event.id;
      return { kind: 'message', paymentId: mark.paymentId, message: { ...message, id } };
    }
    case 'PAYMENT.AUTHORIZATION.CREATED':
    case 'PAYMENT.AUTHORIZATION.VOIDED': {
      const authorization = read(event, Authorization);
      const mark = ownMark(authorization.custom_id, installation);
      if (!mark) return { ...named, kind: 'foreign' };
      const said = factOfAuthorization(authorization);
      const agrees = (event.event_type === 'PAYMENT.AUTHORIZATION.VOIDED') === (said.fact === 'PAGE_EXPIRED');
      const base = { ...how, at, ...(agrees ? said : { ...said, fact: 'UNKNOWN' as const }) };
      const message = authorizationMessage(authorization, mark, base, told.prefix);
      const id = agrees ? message.id : event.id;
      return { kind: 'message', paymentId: mark.paymentId, message: { ...message, id } };
    }
    case 'PAYMENT.CAPTURE.REFUNDED':
    case 'PAYMENT.CAPTURE.REVERSED':
    case 'PAYMENT.REFUND.PENDING':
    case 'PAYMENT.REFUND.FAILED': {
      const refund = read(event, Refund);
      return ofCharge(captureOf(refund), refundMessage(refund, undefined, how, told));
    }
    case 'CUSTOMER.DISPUTE.CREATED':
    case 'CUSTOMER.DISPUTE.RESOLVED': {
      const dispute = read(event, Dispute);
      const { charge, custom } = disputed(dispute, installation);
      const message = disputeMessage(dispute, how, { ...told, charge });
      if (custom == null) return ofCharge(charge, message);
      const mark = ownMark(custom, installation);
      return mark ? { kind: 'message', paymentId: mark.paymentId, message } : { ...named, kind: 'foreign' };
    }
    default:
      return { kind: 'ignored', ...named };
  }
}

/** The order that an event is about, with its page where it is ours. */
function orderNamed(event: Event, installation: string) {
  const { id, purchase_units } = read(event, NamedOrder);
  const mark = ownMark(purchase_units?.[0]?.custom_id, installation);
  return { order: id, mark, page: mark && pageId(id, mark.until) };
}

/** Not confirmed: that nobody can agree anew to an order whose agreement PayPal gave up. Until the page's time is over it counts as if they could. */
const isOver = ({ until }: Mark): boolean => Date.now() >= until * 1000;

/** The event's type says what happened, and the object in it has to agree; where they don't agree, it is unknown. */
const FACTS = {
  'PAYMENT.CAPTURE.COMPLETED': 'PAID',
  'PAYMENT.CAPTURE.PENDING': 'PROCESSING',
  'PAYMENT.CAPTURE.DENIED': 'FAILED',
  'PAYMENT.CAPTURE.DECLINED': 'FAILED',
} as const satisfies Record<string, Fact>;

function read<T>(event: Event, shape: z.ZodType<T>): T {
  const object = shape.safeParse(event.resource);
  if (object.success) return object.data;
  throw new Failure(
    'MESSAGE_UNREADABLE',
    'refused',
    `${event.id} ${event.event_type} can't be read (${whereIn(object.error)})`,
  );
}
