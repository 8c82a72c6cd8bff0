import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';
import { bad, type Finding } from '../domain/finding.ts';
import type { Notification } from '../domain/schemas/message.ts';

/** What `read` makes of one notification of a list. One in another shape, or that can't be read, must not stop the others. */
export function readListed<T>(
  listed: { id: string; type: string },
  shape: z.ZodType<T>,
  read: (notification: T) => Notification,
): Notification {
  const unreadable = { kind: 'unreadable' as const, id: listed.id, type: listed.type };
  const found = shape.safeParse(listed);
  if (!found.success) return unreadable;
  try {
    return read(found.data);
  } catch (error) {
    if (error instanceof Failure && error.code === 'MESSAGE_UNREADABLE') return unreadable;
    throw error;
  }
}

/** That the gateway notifies none of our addresses, and which it does; of other software's what could be a secret is left out. */
export function notNotified(
  subject: string,
  gateway: string,
  there: { url: string }[],
  urls: string[],
): Finding {
  const others = there.map(({ url }) => url.replace(/[?#].*/, '').replace(/\/\/[^/]*@/, '//')).join(', ');
  return bad(
    subject,
    `${gateway} has none for ${urls[0]}; it has ${others || 'none at all'}`,
    'Make it: incasso check --create-webhook.',
  );
}
