import type { Fact, Message } from './schemas/message.ts';

/** What is said of a dispute, and of a review; of one moment the later in the row is the last word. */
export const ABOUT_DISPUTES: readonly Fact[] = ['DISPUTED', 'DISPUTE_CLOSED', 'DISPUTE_LOST'];
export const ABOUT_REVIEWS: readonly Fact[] = ['IN_REVIEW', 'REVIEW_CLOSED'];

// Gateways date what they tell by whole seconds; our questions are dated more exactly.
const second = ({ at }: Message) => Math.floor(Date.parse(at) / 1000);

/** What is said of one dispute or review, oldest first by the gateway's clock: its last word counts. */
export type Case = [Message, ...Message[]];

/**
 * The disputes (or reviews) that messages tell of. What names no case is about its charge as a whole, and is over with any
 * that ends there.
 */
export function casesOf(
  messages: Message[],
  facts: readonly Fact[],
  chargeOf: (m: Message) => string = ({ charge = '' }) => charge,
): Case[] {
  const rank = (m: Message) => facts.indexOf(m.fact);
  const told = messages
    .filter((m) => facts.includes(m.fact))
    .sort((a, b) => second(a) - second(b) || rank(a) - rank(b));
  const nameOf = (m: Message) => m.case ?? `charge ${chargeOf(m)}`;
  const isOf = (name: string) => (m: Message) =>
    nameOf(m) === name || (rank(m) > 0 && `charge ${chargeOf(m)}` === name);
  const names = new Set(told.map(nameOf));
  return [...names].map((name) => told.filter(isOf(name)) as Case);
}

/** The last word of each dispute of a charge that the customer won. */
export function lostDisputes(messages: Message[], charge: string): Message[] {
  const ofCharge = messages.filter((m) => m.charge === charge);
  const last = new Set(casesOf(ofCharge, ABOUT_DISPUTES).map((told) => told.at(-1) ?? told[0]));
  return [...last].filter(({ fact }) => fact === 'DISPUTE_LOST');
}
