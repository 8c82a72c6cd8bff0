import { isSince } from './messages.ts';
import type { Fact, Message } from './schemas/message.ts';

/** Answers that say how a payment stands: each ends the doubts before it. */
export const CLEAR: readonly Fact[] = ['PAGE_OPEN', 'PAGE_EXPIRED', 'PROCESSING', 'PAID', 'FAILED'];

/** Messages that nobody can go by, and the gateway's `answers` to our questions, oldest first. */
interface Doubtful {
  foreign: Message[];
  unknown: Message[];
  unanswered: Message[];
  answers: Message[];
}

/** The doubt that no answer with one of these facts came after. */
export function doubtOf({ foreign, unknown, unanswered, answers }: Doubtful, clear: readonly Fact[]) {
  const last = answers.findLast(({ fact }) => clear.includes(fact));
  const isOpen = (m: Message) => last === undefined || !isSince(last, m);
  if (foreign.some(isOpen)) return 'WRONG_ENVIRONMENT';
  if (unknown.some(isOpen)) return 'UNKNOWN_STATUS';
  return unanswered.some(isOpen) ? 'NO_ANSWER' : undefined;
}
