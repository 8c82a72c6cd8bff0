import { hasMarker, type Marks } from '../marks.ts';
import { isPayText } from '../texts.ts';
import type { WireMessage } from './messages.ts';
import type { OrderHead } from './parts.ts';

/** A message of an order, with our markers in it. */
export type Marked = WireMessage & { marks: string[] };

/** The order's messages with their markers, oldest first. Customers write into the same threads, but never as an employee. */
export const messagesOf = (
  { order, messages }: Pick<OrderHead, 'order' | 'messages'>,
  marks: Marks,
): Marked[] =>
  messages.map((message) => ({
    ...message,
    marks: marks.in(order.id, [{ text: message.message, byStaff: message.id_employee !== undefined }]),
  }));

/**
 * What the customer wrote: messages without an employee, except ours. Ours are also private messages with what looks like a
 * marker, since older releases wrote markers without an HMAC, or the secret was another.
 */
export function notesOf(head: Pick<OrderHead, 'order' | 'messages'>, marks: Marks): string[] {
  const number = head.order.reference ?? head.order.id;
  return messagesOf(head, marks)
    .filter((message) => message.id_employee === undefined && message.marks.length === 0)
    .filter(
      (message) => !(message.private && hasMarker(message.message)) && !isPayText(number, message.message),
    )
    .map(({ message }) => message)
    .filter((message) => message !== undefined);
}
