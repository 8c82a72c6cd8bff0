import { lostDisputes } from './cases.ts';
import type { Message } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';
import type { Order } from './schemas/order.ts';

/** What the shop says was given back in all, in minor units. */
export const refundedInShop = ({ refunds = [] }: Pick<Order, 'refunds'>): number =>
  refunds.reduce((sum, { amount }) => sum + amount, 0);

/** The name that a payment's n-th refund is ordered under: at the gateway there is one refund for one name, for ever. */
export const refundKey = (paymentId: string, n: number): string => `refund:${paymentId}:${n}`;

/**
 * What is left of a charge to give back, by what is known of its refunds, whoever made them, and of disputes that were lost:
 * refunds under way count, those that failed don't. The gateway has the last word.
 */
export function leftToRefund({ reference, money }: Taken, messages: Message[]): Money {
  const given = lastWords(reference, messages).filter(({ fact }) => fact !== 'REFUND_FAILED');
  return less(money, given, lostDisputes(messages, reference));
}

/**
 * What the gateway still holds of a charge, in minor units: all but what was given back, what is on its way back, and
 * what a lost dispute took. A refund whose status nobody knows has taken nothing yet.
 */
export function heldOf({ reference, money }: Taken, messages: Message[]): number {
  const refunds = lastWords(reference, messages);
  const given = refunds.filter(({ fact }) => fact === 'REFUNDED' || fact === 'REFUND_PENDING');
  return less(money, given, lostDisputes(messages, reference)).amount;
}

/** What was given back of a charge, or is on its way, by all that is known; in minor units. */
export const givenBackOf = (reference: string, messages: Message[]): number =>
  lastWords(reference, messages)
    .filter(({ fact }) => fact === 'REFUNDED' || fact === 'REFUND_PENDING')
    .reduce((sum, { money }) => sum + (money?.amount ?? 0), 0);

/** Whether an attention says that money went back to the customer: then a document of it has to follow. */
export const isWayBack = ({ code }: { code: string }): boolean =>
  code === 'REFUNDED' || code === 'DISPUTE_LOST';

/** Whether the gateway holds money of one of them. */
export const holdsMoney = (charges: { held: number }[]): boolean => charges.some(({ held }) => held > 0);

/**
 * Whether all that was paid went back, or is on its way back, and no person has decided over that since. `words`: the
 * attentions that the payment's money has now.
 */
export const isGivenBack = (
  { charges, reason }: { charges: { held: number }[]; reason: string },
  words: { code: string }[],
): boolean => charges.length > 0 && !holdsMoney(charges) && (reason !== 'CONFIRMED' || words.some(isWayBack));

/** Whether one of these charges pays for all and nothing of it went back: then what went back of the others changes no document. */
export const isCovered = (charges: (Taken & { held: number })[], { amount, currency }: Money): boolean =>
  charges.some(({ held, money }) => held === money.amount && held >= amount && money.currency === currency);

/** A charge that was paid. */
export interface Taken {
  reference: string;
  money: Money;
}

/** A refund without a sum counts as nothing, a lost dispute without one as all of it. */
function less(money: Money, given: Message[], lost: Message[]): Money {
  const taken = [
    ...given.map((m) => m.money?.amount ?? 0),
    ...lost.map((m) => m.money?.amount ?? money.amount),
  ];
  return { ...money, amount: Math.max(0, money.amount - taken.reduce((sum, one) => sum + one, 0)) };
}

/** The last word on each refund of a charge. */
const lastWords = (reference: string, messages: Message[]): Message[] =>
  refundsOf(messages.filter(({ charge }) => charge === reference)).map(({ last }) => last);

/** A refund, with the last message about it; `by` is the operator who had it made here. */
export interface KnownRefund {
  id: string;
  last: Message;
  by?: string;
}

/** The refunds that messages are about, whoever made them, in the order of their first messages. */
export function refundsOf(messages: Message[]): KnownRefund[] {
  const refunds = new Map<string, KnownRefund>();
  for (const message of messages) {
    const id = refundOf(message);
    if (id === undefined) continue;
    const known = refunds.get(id) ?? { id, last: message };
    const last = overtakes(message, known.last) ? message : known.last;
    refunds.set(id, { id, last, by: known.by ?? message.by });
  }
  return [...refunds.values()];
}

const refundOf = ({ id }: Message): string | undefined => /^refund:([^:]+):/.exec(id)?.[1];

// A refund fails after it was under way, or even after it succeeded; times of one refund can be equal.
const STEPS = ['REFUND_PENDING', 'UNKNOWN', 'REFUNDED', 'REFUND_FAILED'];
const overtakes = (a: Message, b: Message) => STEPS.indexOf(a.fact) >= STEPS.indexOf(b.fact);
