import { Failure } from '../domain/failure.ts';
import type { Message, Notification } from '../domain/schemas/message.ts';
import { AnswerUnreadable } from './answers.ts';
import type { Gateway } from './gateway.ts';
import { linked } from './optional.ts';
import { firstShown, type PaidBy } from './shown.ts';

/**
 * What became of a notification: its payment holds it, a late message holds it, or it was known already. The others are
 * not about payments of ours.
 */
export type Received = 'held' | 'late' | 'known' | Exclude<Notification['kind'], 'message' | 'lookup'>;

/** The way to payments. It needs a client of Temporal, so it is made where everything is put together. */
export interface Payments {
  /** Gives the message to its payment; to a late message where the payment is gone, `known` where there is one already. */
  give(gateway: string, paymentId: string, message: Message): Promise<'held' | 'late' | 'known'>;
  /** The ids of the messages that a payment has, also one that has ended; none where it is gone. */
  known(paymentId: string): Promise<Set<string>>;
}

/**
 * Brings a notification to its payment, asking the gateway whose it is where it doesn't say. Throws what gateway and Temporal throw;
 * MESSAGE_UNREADABLE where what the gateway says of it is in no shape that we know, which must not keep the rest of a list from being heard.
 */
export async function deliver(
  gateway: Gateway,
  notification: Notification,
  give: Payments['give'],
  paidBy?: PaidBy,
): Promise<Received> {
  switch (notification.kind) {
    case 'message':
      return give(gateway.name, notification.paymentId, linked(gateway, notification.message));
    case 'lookup': {
      const found = await gateway.lookUp(notification).catch(unreadable);
      if (!found) return 'foreign';
      let received: Received = found.messages.length > 0 ? 'known' : 'ignored';
      for (const one of found.messages) {
        const { name } = gateway;
        const message = one.proof === undefined ? one : await firstShown(name, found.paymentId, one, paidBy);
        const became = await give(gateway.name, found.paymentId, linked(gateway, message));
        if (became !== 'known') received = became;
      }
      return received;
    }
    case 'foreign':
    case 'ignored':
    case 'unreadable':
      return notification.kind;
    default:
      return notification satisfies never;
  }
}

function unreadable(error: unknown): never {
  if (error instanceof AnswerUnreadable) throw new Failure('MESSAGE_UNREADABLE', 'refused', error.message);
  throw error;
}
