import { activityInfo, log } from '@temporalio/activity';
import { Failure } from '../domain/failure.ts';
import type { Notification } from '../domain/schemas/message.ts';
import { deliver, type Payments, type Received } from '../gateways/deliver.ts';
import type { Gateway, NotificationBatch } from '../gateways/gateway.ts';
import { named, sorted } from './failures.ts';
import type { Installation } from './installation.ts';

const ASKED_AGAIN = 2;

/** What one look at a gateway's notifications came to. */
export interface CaughtUp {
  /** Everything until then was heard. UTC, ISO 8601. */
  until: string;
  /** There is more after it. */
  more: boolean;
  received: Record<Received, number>;
  /** Ids of those in another shape than the gateway's. */
  unreadable: string[];
  /** When to look again, by the configuration of now; milliseconds. */
  everyMs: number;
  /** How far back the gateway's list goes; milliseconds. Absent where nobody knows. */
  listedMs?: number;
}

export interface CatchUpActivities {
  /** Brings every notification since then that its payment doesn't have; at most a day of them at once. */
  catchUp(gateway: string, since: string): Promise<CaughtUp>;
}

export function catchUpActivities(
  gateways: Record<string, Gateway>,
  payments: Payments,
  everyMs: number,
  ofGateway: Installation['ofGateway'],
): CatchUpActivities {
  return {
    catchUp: (name, since) =>
      // What was given before a failure is known at the next attempt.
      sorted('looks-first', async () => {
        const gateway = named(gateways, name, 'UNKNOWN_GATEWAY');
        const received = { held: 0, late: 0, known: 0, foreign: 0, ignored: 0, unreadable: 0 };
        const unreadable: string[] = [];
        const give = unlessKnown(payments);
        let refused: Failure | undefined;
        let until = since;
        let more: boolean;
        // What is refused is refused each time that it is tried: nobody goes on from here then, so all the days after it are heard now.
        do {
          const batch = (await gateway.listNotifications?.(until)) ?? nothing();
          ({ until, more } = batch);
          for (const notification of batch.notifications) {
            try {
              const became = await deliver(gateway, notification, give).catch(unreadableOnly);
              received[became] += 1;
              if (became === 'unreadable') unreadable.push(idOf(notification));
            } catch (error) {
              // It must not keep the others from being heard: they are, and then it is told.
              if (!(error instanceof Failure && error.kind === 'refused')) throw error;
              refused ??= error;
            }
          }
        } while (refused && more);
        if (refused) throw refused;
        return { until, more, received, unreadable, everyMs, listedMs: ofGateway(name).listedMs };
      }),
  };
}

/** A gateway without a list, which an earlier configuration may have had one under the same name. */
const nothing = (): NotificationBatch => ({
  notifications: [],
  until: new Date().toISOString(),
  more: false,
});

const idOf = (one: Notification) => (one.kind === 'message' ? one.message.id : one.id);

/** What one notification is about can be in a shape that nobody knows: the others must be heard all the same. */
function unreadableOnly(error: unknown): Received {
  if (error instanceof Failure && error.code === 'MESSAGE_UNREADABLE') return 'unreadable';
  throw error;
}

/** Gives no payment a message that it has already: that would change nothing, and fill its history. */
function unlessKnown(payments: Payments): Payments['give'] {
  const knownTo = new Map<string, Set<string>>();
  const ask = (paymentId: string) =>
    payments.known(paymentId).catch((error: unknown) => {
      // No answer in time: often this worker is about to end, and each further question would hold it up.
      if (error instanceof Failure && activityInfo().attempt <= ASKED_AGAIN) throw error;
      // One payment that can't answer must not keep the others from hearing; told twice, a message counts once.
      log.warn('what a payment knows could not be asked', { paymentId, error });
      return new Set<string>();
    });
  return async (gateway, paymentId, message) => {
    const known = knownTo.get(paymentId) ?? (await ask(paymentId));
    knownTo.set(paymentId, known);
    if (known.has(message.id)) return 'known';
    const became = await payments.give(gateway, paymentId, message);
    known.add(message.id);
    if (became !== 'known') log.info('missed notification', { id: message.id, paymentId, became });
    return became;
  };
}
