import type { Notification } from '../../domain/schemas/message.ts';
import type { NotificationBatch } from '../gateway.ts';
import type { SkrillClient } from './client.ts';
import { factOfRefund, type Movement, movements } from './history.ts';
import { byIdOrReference, byReference, PAYMENT, REFUND } from './notifications.ts';
import { movementMessage } from './refund-messages.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Not confirmed: for how long a refund can be pending. Until then each look sees again what became of it: it keeps its old day. */
const pendingMs = (): number => 14 * DAY_MS;

/**
 * What became of payments since then, by the account's history: each is asked for. A pending payment keeps its old day there as its money comes; it
 * is asked for by itself once a day. Nobody asks for a refund, so those of the last two weeks are told at each look.
 */
export async function listMovements(
  client: SkrillClient,
  name: string,
  since: string,
): Promise<NotificationBatch> {
  const from = Math.floor(Date.parse(since) / MINUTE_MS) * MINUTE_MS;
  const now = Date.now();
  const more = Date.parse(since) + DAY_MS < now;
  const until = more ? Date.parse(since) + DAY_MS : now;
  const what = `${name}, reading the history since ${since}`;
  // A day more on both sides: the account's days need not be ours.
  const first = new Date(more ? from - DAY_MS : from - pendingMs());
  const all = await movements(client, what, first, more ? new Date(until + DAY_MS) : undefined);
  const isIn = ({ earliest, latest }: Movement) => latest >= from && (!more || earliest < until);
  const isSettledRefund = (one: Movement) =>
    !more &&
    one.kind === 'refund' &&
    factOfRefund(one) !== 'REFUND_PENDING' &&
    one.latest >= from - pendingMs();
  const notifications = all.filter((one) => isIn(one) || isSettledRefund(one)).map(notificationOf);
  return { notifications, until: new Date(until).toISOString(), more };
}

/** A refund is told as it stands there. A payment is asked for, each try by itself; what was charged back has no id of its own. */
function notificationOf(one: Movement): Notification {
  const reference = byReference(one.reference);
  const lookup = { kind: 'lookup' as const, id: `history:${one.id}`, charge: reference };
  switch (one.kind) {
    case 'refund':
      return { ...lookup, type: REFUND, message: movementMessage(one) };
    case 'payment':
      return { ...lookup, type: PAYMENT, charge: byIdOrReference(one.id, one.reference) };
    case 'chargeback':
      return { ...lookup, type: PAYMENT };
    default:
      return one.kind satisfies never;
  }
}
