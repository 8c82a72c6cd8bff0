import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Message, Notification } from '../../domain/schemas/message.ts';
import { declineNote, factOfEvent, sessionMessage } from './mapping.ts';
import { isHolding, ownPaymentOf } from './marks.ts';
import { disputeMessage, refundMessage } from './refunds-and-disputes.ts';
import { Charge, Dispute, type Event, FraudWarning, Intent, idOf, Refund, Review, Session } from './wire.ts';

/** Whose events are ours, where an account of Stripe's is not ours alone. */
export interface Ours {
  installation: string;
  /** The connected account that is ours; events of any other, and all of them without it, are not. */
  account?: string;
}

/** What an event says, once its signature was checked. Throws MESSAGE_UNREADABLE for an object of ours in another shape than Stripe's. */
export function notificationOf(event: Event, ours: Ours): Notification {
  if (event.account != null && event.account !== ours.account) return { ...named(event), kind: 'foreign' };
  const { installation } = ours;
  switch (event.type) {
    case 'checkout.session.completed': {
      const session = read(event, Session);
      return isHolding(session)
        ? ofHeld(event, installation, session, idOf(session.payment_intent))
        : ofSession(event, installation);
    }
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return ofSession(event, installation);
    case 'payment_intent.amount_capturable_updated':
    case 'payment_intent.canceled': {
      const intent = read(event, Intent);
      return ofHeld(event, installation, intent, intent.id);
    }
    case 'charge.captured': {
      const charge = read(event, Charge);
      return ofHeld(event, installation, charge, idOf(charge.payment_intent));
    }
    case 'payment_intent.payment_failed':
      return about(event, installation, Intent, (intent, base) => ({
        ...base,
        fact: 'TRY_REFUSED',
        charge: intent.id,
        status: `${event.type} ${intent.status}`,
        note: declineNote(intent),
      }));
    case 'charge.refunded': {
      // It has the sum of all refunds only: the gateway is asked for each of them.
      const intent = idOf(read(event, Charge).payment_intent);
      return intent
        ? { ...named(event), kind: 'lookup', charge: intent }
        : { ...named(event), kind: 'foreign' };
    }
    case 'refund.created':
    case 'refund.updated':
    case 'charge.refund.updated':
    case 'refund.failed': {
      const refund = read(event, Refund);
      return ofCharge(
        event,
        installation,
        refund,
        refundMessage(refund, how(event), at(event), `${event.type} `),
      );
    }
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated': {
      const dispute = read(event, Dispute);
      return ofCharge(
        event,
        installation,
        dispute,
        disputeMessage(dispute, how(event), at(event), `${event.type} `),
      );
    }
    case 'radar.early_fraud_warning.created': {
      const warning = read(event, FraudWarning);
      return ofCharge(event, installation, warning, {
        ...suspected(event, warning),
        id: `warning:${warning.id}`,
        fact: 'FRAUD_WARNING',
        status: `${event.type} ${warning.fraud_type}`,
      });
    }
    case 'review.opened':
    case 'review.closed': {
      const review = read(event, Review);
      return ofCharge(event, installation, review, {
        ...suspected(event, review),
        id: `review:${review.id}:${review.open ? 'opened' : 'closed'}`,
        case: review.id,
        fact: review.open ? 'IN_REVIEW' : 'REVIEW_CLOSED',
        status: `${event.type} ${review.reason}`,
      });
    }
    default:
      return { kind: 'ignored', id: event.id, type: event.type };
  }
}

const named = ({ id, type }: Event) => ({ id, type });
const at = (event: Event) => new Date(event.created * 1000).toISOString();
const how = (event: Event) => ({ source: 'notification' as const, live: event.livemode });

function read<T>(event: Event, shape: z.ZodType<T>): T {
  const object = shape.safeParse(event.data.object);
  if (object.success) return object.data;
  const where = object.error.issues.map(({ path }) => path.join('.') || 'all of it').join(', ');
  throw new Failure('MESSAGE_UNREADABLE', 'refused', `${event.id} ${event.type} can't be read (${where})`);
}

const ofSession = (event: Event, installation: string): Notification =>
  about(event, installation, Session, (session, base) =>
    sessionMessage(session, { ...base, fact: factOfEvent(event.type, session) }, `${event.type} `),
  );

/** Money that is held, or was: until when, and on which page, no event says, so Stripe is asked. */
function ofHeld(
  event: Event,
  installation: string,
  object: Session | Intent | Charge,
  intent: string | undefined,
): Notification {
  if (!isHolding(object)) return { ...named(event), kind: 'ignored' };
  if (ownPaymentOf(object, installation) === undefined || intent === undefined)
    return { ...named(event), kind: 'foreign' };
  return { ...named(event), kind: 'lookup', charge: intent };
}

/** An object that carries our payment's id, or isn't ours. */
function about<T extends { metadata?: Record<string, string> | null }>(
  event: Event,
  installation: string,
  shape: z.ZodType<T>,
  message: (object: T, base: Pick<Message, 'id' | 'source' | 'at' | 'live'>) => Message,
): Notification {
  const object = read(event, shape);
  const paymentId = ownPaymentOf(object, installation);
  if (paymentId === undefined) return { ...named(event), kind: 'foreign' };
  return {
    kind: 'message',
    paymentId,
    message: message(object, { id: event.id, at: at(event), ...how(event) }),
  };
}

/** What the card's bank or the gateway's own people suspect of a charge. */
const suspected = (event: Event, { payment_intent, charge }: FraudWarning | Review) => ({
  at: at(event),
  ...how(event),
  charge: idOf(payment_intent) ?? idOf(charge),
});

/** What happens to a charge. Its object may name only the intent that was paid: all our payments have one. */
function ofCharge(
  event: Event,
  installation: string,
  object: Refund | Dispute | FraudWarning | Review,
  message: Message,
): Notification {
  const paymentId = ownPaymentOf(object, installation);
  if (paymentId !== undefined) return { kind: 'message', paymentId, message };
  const intent = idOf(object.payment_intent);
  if (intent === undefined) return { ...named(event), kind: 'foreign' };
  return { ...named(event), kind: 'lookup', charge: intent, message };
}
