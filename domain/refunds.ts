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
export function leftToRefund(
  { reference, money }: { reference: string; money: Money },
  messages: Message[],
): Money {
  const given = refundsOf(messages.filter(({ charge }) => charge === reference))
    .filter(({ told }) => told.fact !== 'REFUND_FAILED')
    .reduce((sum, { told }) => sum + (told.money?.amount ?? 0), 0);
  const lost = lostDisputes(messages, reference).reduce((sum, m) => sum + (m.money ?? money).amount, 0);
  return { amount: Math.max(0, money.amount - given - lost), currency: money.currency };
}

/** A refund, as it was told last; `by` is the operator who had it made here. */
export interface RefundTold {
  id: string;
  told: Message;
  by?: string;
}

/** The refunds that messages tell of, whoever made them, in the order in which they were first told. */
export function refundsOf(messages: Message[]): RefundTold[] {
  const refunds = new Map<string, RefundTold>();
  for (const message of messages) {
    const id = refundOf(message);
    if (id === undefined) continue;
    const known = refunds.get(id) ?? { id, told: message };
    const told = overtakes(message, known.told) ? message : known.told;
    refunds.set(id, { id, told, by: known.by ?? message.by });
  }
  return [...refunds.values()];
}

const refundOf = ({ id }: Message): string | undefined => /^refund:([^:]+):/.exec(id)?.[1];

// A refund fails after it was under way, or even after it succeeded; times of one refund can be equal.
const STEPS = ['REFUND_PENDING', 'UNKNOWN', 'REFUNDED', 'REFUND_FAILED'];
const overtakes = (a: Message, b: Message) => STEPS.indexOf(a.fact) >= STEPS.indexOf(b.fact);
