import type { AttentionCode } from './attention.ts';
import type { Message } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';
import type { Outcome } from './schemas/payment.ts';

/** What was asked for, against which messages are held. */
export interface Asked {
  money: Money;
  live: boolean;
  /** The page that the customer was shown; expiry of any other says nothing. */
  page?: string;
  /** From when on a delayed payment has taken too long. UTC, ISO 8601. */
  delayedUntil?: string;
}

/** Why the outcome is what it is; where it is VERIFY, the attention it will become. */
export type Reason =
  | 'NOTHING_YET'
  | 'PROCESSING'
  | 'PAID'
  | 'FAILED'
  | 'PAGE_EXPIRED'
  | 'CONFIRMED'
  | 'DENIED'
  | Extract<
      AttentionCode,
      | 'DOUBLE_CHARGE'
      | 'CONTRADICTION'
      | 'AMOUNT_MISMATCH'
      | 'WRONG_ENVIRONMENT'
      | 'UNKNOWN_STATUS'
      | 'NO_ANSWER'
      | 'DELAYED_TOO_LONG'
      | 'PAID_AFTER_DENIED'
    >;

export interface Settlement {
  outcome: Outcome;
  reason: Reason;
  /** Every charge that was paid, the standing one first; more than one is DOUBLE_CHARGE. */
  charges: { reference: string; money: Money; at: string }[];
  /** The gateway itself, when asked, gave the answer that decided. */
  verified: boolean;
  /** What happened to the money afterwards, told by the gateway. */
  after: Extract<AttentionCode, 'REFUNDED' | 'REFUND_FAILED' | 'DISPUTED'>[];
}

const ANSWERS = new Set(['PAGE_OPEN', 'PAGE_EXPIRED', 'PROCESSING', 'PAID', 'FAILED']);
const isAnswer = (m: Message) => m.source === 'inquiry' && ANSWERS.has(m.fact);
const chargeOf = (m: Message) => m.charge ?? m.page ?? '';
const latest = (messages: Message[]) =>
  [...messages].sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id)).at(-1);

/**
 * The outcome of a payment from all that was said of it. Pure: the same messages in any order, told any number of
 * times, give the same outcome. The gateway's latest clear answer to our own question stands for all it said of that
 * charge before (by the gateway's clock); a page that is open or expired says nothing about a charge.
 */
export function settle(asked: Asked, all: Message[]): Settlement {
  const messages = [...new Map(all.map((m) => [m.id, m])).values()];
  const decision = latest(messages.filter((m) => m.fact === 'CONFIRMED' || m.fact === 'DENIED'));
  const answer = latest(messages.filter((m) => isAnswer(m) && m.live === asked.live));
  const decided = (m: Message) => decision?.over?.includes(m.id) ?? false;
  const foreign = messages.filter((m) => m.live !== undefined && m.live !== asked.live);
  const believed = messages.filter((m) => !foreign.includes(m));

  const overtaken = (m: Message) =>
    believed.some(
      (a) =>
        a !== m &&
        isAnswer(a) &&
        (a.fact === 'PAID' || a.fact === 'FAILED') &&
        chargeOf(a) === chargeOf(m) &&
        (a.at > m.at || (a.at === m.at && (m.source !== 'inquiry' || a.id > m.id))),
    );
  const answeredSince = (m: Message) => answer !== undefined && answer.at >= m.at;

  const paid = believed.filter((m) => m.fact === 'PAID' && !overtaken(m));
  const failed = believed.filter((m) => m.fact === 'FAILED' && !overtaken(m));
  const charges = [...new Map([...paid].sort(byTime).map((m) => [chargeOf(m), m])).values()].map((m) => ({
    reference: chargeOf(m),
    money: m.money ?? asked.money,
    at: m.at,
  }));
  const processing = believed.filter(
    (m) => m.fact === 'PROCESSING' && !overtaken(m) && !failed.some((f) => chargeOf(f) === chargeOf(m)),
  );
  const after = afterTheMoney(believed);
  const end = (outcome: Outcome, reason: Reason, by: Message[] = []): Settlement => ({
    outcome,
    reason,
    charges,
    verified: by.some((m) => m.source === 'inquiry'),
    after,
  });

  const undecidedPaid = paid.filter((m) => !decided(m));
  if (decision?.fact === 'CONFIRMED' && failed.every(decided)) {
    // A decision stands for what it was taken over; a further charge afterwards is news.
    const known = new Set(paid.filter(decided).map(chargeOf));
    const news = new Set(undecidedPaid.map(chargeOf).filter((c) => !known.has(c)));
    if (news.size + (known.size > 0 ? 1 : 0) <= 1) return end('POSITIVE', 'CONFIRMED', [decision]);
  }
  if (decision?.fact === 'DENIED') {
    const known = new Set(paid.filter(decided).map(chargeOf));
    return undecidedPaid.every((m) => known.has(chargeOf(m)))
      ? end('NEGATIVE', 'DENIED', [decision])
      : end('VERIFY', 'PAID_AFTER_DENIED');
  }
  if (charges.length > 1) return end('VERIFY', 'DOUBLE_CHARGE');
  if (paid.some((m) => failed.some((f) => chargeOf(f) === chargeOf(m))))
    return end('VERIFY', 'CONTRADICTION');
  if (paid.some((m) => m.money?.amount !== asked.money.amount || m.money.currency !== asked.money.currency))
    return end('VERIFY', 'AMOUNT_MISMATCH');
  if (paid.length > 0) return end('POSITIVE', 'PAID', paid);

  const strange = (fact: Message['fact']) => believed.filter((m) => m.fact === fact && !answeredSince(m));
  if (foreign.some((m) => !answeredSince(m))) return end('VERIFY', 'WRONG_ENVIRONMENT');
  if (strange('UNKNOWN').length > 0) return end('VERIFY', 'UNKNOWN_STATUS');
  if (strange('NO_ANSWER').length > 0) return end('VERIFY', 'NO_ANSWER');
  if (processing.length > 0) {
    const newest = latest(processing);
    return asked.delayedUntil && newest && newest.at > asked.delayedUntil
      ? end('VERIFY', 'DELAYED_TOO_LONG')
      : end('PENDING', 'PROCESSING');
  }
  if (failed.length > 0) return end('NEGATIVE', 'FAILED', failed);
  const expired = believed.filter((m) => m.fact === 'PAGE_EXPIRED' && m.page === asked.page);
  if (expired.length > 0) return end('NEGATIVE', 'PAGE_EXPIRED', expired);
  return end('PENDING', 'NOTHING_YET');
}

const byTime = (a: Message, b: Message) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id);

function afterTheMoney(messages: Message[]): Settlement['after'] {
  const has = (fact: Message['fact']) => messages.some((m) => m.fact === fact);
  const disputes = new Set(messages.filter((m) => m.fact === 'DISPUTED').map(chargeOf));
  for (const m of messages) if (m.fact === 'DISPUTE_CLOSED') disputes.delete(chargeOf(m));
  const after: Settlement['after'] = [];
  if (disputes.size > 0) after.push('DISPUTED');
  if (has('REFUND_FAILED')) after.push('REFUND_FAILED');
  if (has('REFUNDED')) after.push('REFUNDED');
  return after;
}
