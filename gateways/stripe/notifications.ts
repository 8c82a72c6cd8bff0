import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Fact, Message, Notification } from '../../domain/schemas/message.ts';
import { PageRequest } from '../../domain/schemas/payment.ts';
import { ourMoney } from './amounts.ts';
import { declineNote, METADATA_KEY, refundNote, sessionMessage } from './mapping.ts';
import { Charge, Dispute, type Event, Intent, idOf, Refund, Session } from './wire.ts';

/** Our payment that an object of Stripe's belongs to, if it is ours. */
function paymentOf(object: { metadata?: Record<string, string> | null }): string | undefined {
  const id = PageRequest.shape.paymentId.safeParse(object.metadata?.[METADATA_KEY]);
  return id.data;
}

/** What an event says, once its signature was checked. Throws MESSAGE_UNREADABLE for an object of ours in another shape than Stripe's. */
export function notificationOf(event: Event): Notification {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.async_payment_failed':
    case 'checkout.session.expired':
      return about(event, Session, (session, told) =>
        sessionMessage(session, { ...told, fact: factOfEvent(event.type, session) }, `${event.type} `),
      );
    case 'payment_intent.payment_failed':
      return about(event, Intent, (intent, told) => ({
        ...told,
        fact: 'TRY_REFUSED',
        charge: intent.id,
        status: `${event.type} ${intent.status}`,
        note: declineNote(intent),
      }));
    case 'charge.refunded':
      return about(event, Charge, (charge, told) => ({
        ...told,
        fact: 'REFUNDED',
        charge: idOf(charge.payment_intent) ?? charge.id,
        money: ourMoney(charge.amount_refunded, charge.currency),
        status: event.type,
        note: refundNote(charge),
      }));
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
      return about(event, Refund, (refund, told) => ({
        ...told,
        ...factOfRefund(refund),
        ...amountAndCharge(refund),
        status: `${event.type} ${refund.status}`,
      }));
    case 'charge.dispute.created':
    case 'charge.dispute.closed':
      return about(event, Dispute, (dispute, told) => ({
        ...told,
        fact: event.type === 'charge.dispute.created' ? 'DISPUTED' : 'DISPUTE_CLOSED',
        ...amountAndCharge(dispute),
        status: `${event.type} ${dispute.status}`,
        note: dispute.reason ?? undefined,
      }));
    default:
      return { kind: 'ignored', id: event.id, type: event.type };
  }
}

function about<T extends { metadata?: Record<string, string> | null }>(
  event: Event,
  shape: z.ZodType<T>,
  message: (object: T, told: Pick<Message, 'id' | 'source' | 'at' | 'live'>) => Message,
): Notification {
  const read = shape.safeParse(event.data.object);
  if (!read.success) {
    const where = read.error.issues.map(({ path }) => path.join('.') || 'all of it').join(', ');
    throw new Failure('MESSAGE_UNREADABLE', 'refused', `${event.id} ${event.type} can't be read (${where})`);
  }
  const paymentId = paymentOf(read.data);
  if (paymentId === undefined) return { kind: 'foreign', id: event.id, type: event.type };
  const at = new Date(event.created * 1000).toISOString();
  const told = { id: event.id, source: 'notification' as const, at, live: event.livemode };
  return { kind: 'message', paymentId, message: message(read.data, told) };
}

/** An event's name says what happened, its snapshot has to agree; where they don't, nobody knows. */
function factOfEvent(type: string, { status, payment_status }: Session): Fact {
  switch (`${type} ${status}/${payment_status}`) {
    case 'checkout.session.completed complete/paid':
    case 'checkout.session.completed complete/no_payment_required':
    case 'checkout.session.async_payment_succeeded complete/paid':
      return 'PAID';
    case 'checkout.session.completed complete/unpaid':
      return 'PROCESSING';
    case 'checkout.session.async_payment_failed complete/unpaid':
      return 'FAILED';
    case 'checkout.session.expired expired/unpaid':
      return 'PAGE_EXPIRED';
    default:
      return 'UNKNOWN';
  }
}

function factOfRefund({ status, failure_reason }: z.infer<typeof Refund>): { fact: Fact; note?: string } {
  switch (status) {
    case 'succeeded':
      return { fact: 'REFUNDED' };
    case 'pending':
    case 'requires_action':
      return { fact: 'REFUNDED', note: 'under way: it can still fail' };
    case 'failed':
    case 'canceled':
      return { fact: 'REFUND_FAILED', note: failure_reason ?? undefined };
    default:
      return { fact: 'UNKNOWN' };
  }
}

function amountAndCharge(
  object: z.infer<typeof Refund> | z.infer<typeof Dispute>,
): Pick<Message, 'money' | 'charge'> {
  return {
    money: ourMoney(object.amount, object.currency),
    charge: idOf(object.payment_intent) ?? idOf(object.charge),
  };
}
