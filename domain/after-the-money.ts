import type { AttentionCode } from './attention.ts';
import { ABOUT_DISPUTES, ABOUT_REVIEWS, type Case, casesOf } from './cases.ts';
import { leftToRefund, refundsOf, type Taken } from './refunds.ts';
import type { Fact, Message } from './schemas/message.ts';

/** What happened to the money after it was paid, which a person should see. */
export interface After {
  code: Extract<
    AttentionCode,
    'DISPUTE_LOST' | 'DISPUTED' | 'FRAUD_WARNING' | 'IN_REVIEW_AT_GATEWAY' | 'REFUND_FAILED' | 'REFUNDED'
  >;
  /** The charge, and the gateway's id of the dispute or review where it has one. */
  about: string;
}

/**
 * What is known of the money now, most pressing first, less what a person was `shown` before deciding. Each dispute
 * counts by itself: the end of one says nothing of another.
 */
export function afterTheMoney(
  messages: Message[],
  shown: Message[],
  charges: Taken[],
  chargeOf: (m: Message) => string,
): After[] {
  const seen = new Set(shown);
  const fresh = messages.filter((m) => !seen.has(m));
  const isNews = (words: Case) => {
    const before = words.findLast((m) => seen.has(m));
    // The same fact from another inquiry is nothing new: the person has seen it.
    return (
      before === undefined || words.slice(words.indexOf(before)).some(({ fact }) => fact !== before.fact)
    );
  };
  const lastSays = (facts: readonly Fact[], last: Fact, code: After['code']): After[] =>
    casesOf(messages, facts, chargeOf)
      .filter((words) => words.at(-1)?.fact === last && isNews(words))
      .map(([first]) => ({ code, about: [chargeOf(first), first.case].filter(Boolean).join(', ') }));

  const disputed = new Set(casesOf(messages, ABOUT_DISPUTES, chargeOf).map(([first]) => chargeOf(first)));
  const kept = (charge: string) => {
    const paid = charges.find(({ reference }) => reference === charge);
    return paid === undefined || leftToRefund(paid, messages).amount > 0;
  };
  // A fraud warning is there so that the charge is refunded before it is disputed. Once it is refunded or disputed, the
  // warning is out of date.
  const warned = fresh
    .filter((m) => m.fact === 'FRAUD_WARNING' && !disputed.has(chargeOf(m)) && kept(chargeOf(m)))
    .map(chargeOf);
  const about = charges.map(({ reference }) => reference).join(', ');
  // Only the last word on each refund counts: one that failed after it was made gave nothing back.
  const last = refundsOf(messages).map(({ last }) => last);
  const refunds = (['REFUND_FAILED', 'REFUNDED'] as const)
    .filter((fact) => last.some((m) => m.fact === fact && !seen.has(m)))
    .map((code): After => ({ code, about }));
  return once([
    ...lastSays(ABOUT_DISPUTES, 'DISPUTE_LOST', 'DISPUTE_LOST'),
    ...lastSays(ABOUT_DISPUTES, 'DISPUTED', 'DISPUTED'),
    ...warned.map((charge): After => ({ code: 'FRAUD_WARNING', about: charge })),
    ...lastSays(ABOUT_REVIEWS, 'IN_REVIEW', 'IN_REVIEW_AT_GATEWAY'),
    ...refunds,
  ]);
}

const once = (all: After[]): After[] => [
  ...new Map(all.map((one) => [`${one.code} ${one.about}`, one])).values(),
];
