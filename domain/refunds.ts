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
  const last = new Map<string, Message>();
  for (const message of messages) {
    const refund = refundOf(message);
    if (refund === undefined || message.charge !== reference) continue;
    const known = last.get(refund);
    if (known === undefined || overtakes(message, known)) last.set(refund, message);
  }
  const given = [...last.values()]
    .filter(({ fact }) => fact !== 'REFUND_FAILED')
    .reduce((sum, m) => sum + (m.money?.amount ?? 0), 0);
  const lost = lostDisputes(messages, reference).reduce((sum, m) => sum + (m.money ?? money).amount, 0);
  return { amount: Math.max(0, money.amount - given - lost), currency: money.currency };
}

const refundOf = ({ id }: Message): string | undefined => /^refund:([^:]+):/.exec(id)?.[1];

// A refund fails after it was under way, or even after it succeeded; times of one refund can be equal.
const STEPS = ['REFUND_PENDING', 'UNKNOWN', 'REFUNDED', 'REFUND_FAILED'];
const overtakes = (a: Message, b: Message) => STEPS.indexOf(a.fact) >= STEPS.indexOf(b.fact);
