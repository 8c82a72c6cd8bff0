import { secondOf, timeOf } from './messages.ts';
import type { Fact, Message } from './schemas/message.ts';

/** What is said of a dispute, and of a review: first that it is open, last the end that is worse for us. */
export const ABOUT_DISPUTES: readonly Fact[] = ['DISPUTED', 'DISPUTE_CLOSED', 'DISPUTE_LOST'];
export const ABOUT_REVIEWS: readonly Fact[] = ['IN_REVIEW', 'REVIEW_CLOSED'];

/** What is said of one dispute or review, oldest first by the gateway's clock: its last word counts. */
export type Case = [Message, ...Message[]];

/** What was said of it last. */
export const lastWord = (words: Case): Message => words.at(-1) ?? words[0];

/**
 * The disputes (or reviews) that messages name, each with the messages about it. A message without the id of a case is
 * about its charge as a whole: it is left out once a case of that charge, which has an id, has ended since.
 */
export function casesOf(
  messages: Message[],
  facts: readonly Fact[],
  chargeOf: (m: Message) => string = ({ charge = '' }) => charge,
): Case[] {
  const relevant = messages.filter((m) => facts.includes(m.fact)).sort((a, b) => secondOf(a) - secondOf(b));
  const nameOf = (m: Message) => m.case ?? `charge ${chargeOf(m)}`;
  const ends = relevant.filter((m) => m.case !== undefined && m.fact !== facts[0]);
  const isSpokenFor = (last: Message) =>
    last.case === undefined &&
    ends.some((end) => chargeOf(end) === chargeOf(last) && secondOf(end) >= secondOf(last));
  return [...new Set(relevant.map(nameOf))]
    .map((name) => relevant.filter((m) => nameOf(m) === name))
    .map((words) => inOrder(words, facts) as Case)
    .filter((words) => !isSpokenFor(lastWord(words)));
}

/**
 * The messages of one case in order. Gateways date by the second, so within one second the order has to be concluded:
 * answers to our inquiries stand in the order in which we asked, and after notifications of the same second. An answer
 * that only repeats what was so before stands before them: one that says that the case is open, or the end that was known
 * already, unless a notification of that second says it anew. Of two notifications of one second the worse end counts as
 * the later.
 */
function inOrder(words: Message[], facts: readonly Fact[]): Message[] {
  const rank = (m: Message) => facts.indexOf(m.fact);
  const ordered: Message[] = [];
  for (const second of new Set(words.map(secondOf))) {
    const all = words.filter((m) => secondOf(m) === second).sort((a, b) => rank(a) - rank(b));
    const events = all.filter(({ source }) => source !== 'inquiry');
    const answers = all.filter(({ source }) => source === 'inquiry').sort((a, b) => timeOf(a) - timeOf(b));
    const before = ordered.at(-1)?.fact;
    const answer = answers.at(-1)?.fact;
    const isOld = answer === facts[0] || (answer === before && events.every(({ fact }) => fact !== answer));
    ordered.push(...(isOld ? [...answers, ...events] : [...events, ...answers]));
  }
  return ordered;
}

/** The last word of each dispute of a charge that the customer won. */
export function lostDisputes(messages: Message[], charge: string): Message[] {
  const ofCharge = messages.filter((m) => m.charge === charge);
  const last = new Set(casesOf(ofCharge, ABOUT_DISPUTES).map(lastWord));
  return [...last].filter(({ fact }) => fact === 'DISPUTE_LOST');
}
