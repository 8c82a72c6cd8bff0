import fc from 'fast-check';
import { Fact, type Message } from '../../domain/schemas/message.ts';
import type { Requested } from '../../domain/settle.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE_MS = 60_000;
// Laws ask for the same ones a million times.
const moments = new Map<number, string>();

/** What the tests ask for: 322.17 EUR of real money, on page cs_1. */
export const requested: Requested = {
  money: { amount: 32217, currency: 'EUR' },
  live: true,
  page: 'cs_1',
  delayedUntil: minute(5_000),
};

/** The time in UTC a number of minutes after the tests' start. */
export function minute(minutes: number): string {
  const at = moments.get(minutes) ?? new Date(START + minutes * MINUTE_MS).toISOString();
  moments.set(minutes, at);
  return at;
}

const byPerson = new Set<Message['fact']>(['CONFIRMED', 'DENIED']);
const byBrowser = new Set<Message['fact']>(['RETURNED', 'WENT_BACK']);
const ofDispute = new Set<Message['fact']>(['DISPUTED', 'DISPUTE_CLOSED', 'DISPUTE_LOST']);
const ofMoney = new Set<Message['fact']>(['PAID', 'AUTHORISED']);
const ofCharge = new Set<Message['fact']>(['PROCESSING', 'FAILED', 'REFUNDED', ...ofMoney, ...ofDispute]);

/** A message as its sender would send it; `about` overrides fields. */
export function messageOf(fact: Message['fact'], minutes: number, about: Partial<Message> = {}): Message {
  const source = byPerson.has(fact)
    ? 'operator'
    : byBrowser.has(fact)
      ? 'return'
      : fact === 'NO_ANSWER'
        ? 'inquiry'
        : 'notification';
  const message: Message = {
    id: `${fact}-${minutes}`,
    source,
    at: minute(minutes),
    fact,
    page: 'cs_1',
    status: fact,
    ...about,
  };
  if (message.source !== 'notification' && message.source !== 'inquiry') return message;
  if (message.fact === 'NO_ANSWER') return message;
  return {
    live: true,
    ...(ofCharge.has(fact) ? { charge: 'pi_1' } : {}),
    ...(ofMoney.has(fact) ? { money: requested.money } : {}),
    ...(fact === 'AUTHORISED' ? { until: minute(9_000) } : {}),
    ...message,
  };
}

/** The gateway's answer when asked. */
export const answered = (fact: Message['fact'], minutes: number, about: Partial<Message> = {}): Message =>
  messageOf(fact, minutes, { id: `asked-${fact}-${minutes}`, source: 'inquiry', ...about });

const money = fc.oneof(
  { weight: 6, arbitrary: fc.constant(requested.money) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ amount: 32216, currency: 'EUR' }, { amount: 32218, currency: 'EUR' }),
  },
  { weight: 1, arbitrary: fc.constant({ amount: 32217, currency: 'CHF' }) },
);
const gatewayFacts = Fact.options.filter(
  (fact) => !byPerson.has(fact) && !byBrowser.has(fact) && fact !== 'NO_ANSWER',
);
const about = fc.record({
  charge: fc.constantFrom('pi_1', 'pi_1', 'pi_1', 'pi_2', undefined),
  page: fc.constantFrom('cs_1', 'cs_1', 'cs_1', 'cs_2', undefined),
  live: fc.constantFrom(true, true, true, true, true, false),
  money,
  dispute: fc.constantFrom('du_1', 'du_2', undefined),
});
// Few moments, so that some coincide.
const minutes = fc.integer({ min: 1, max: 18 }).map((n) => n * 500);
const id = fc.integer({ min: 0, max: 999_999 }).map(String);

/** What a gateway says, by itself or when asked. */
export const gatewayMessage: fc.Arbitrary<Message> = fc
  .record({
    id,
    source: fc.constantFrom('notification', 'inquiry'),
    fact: fc.constantFrom(...gatewayFacts),
    at: minutes,
    about,
  })
  .map(({ id, source, fact, at, about: { charge, page, live, money, dispute } }) => ({
    id: `gw-${id}`,
    source,
    fact,
    at: minute(at),
    page,
    live,
    status: fact,
    ...(ofCharge.has(fact) ? { charge } : {}),
    ...(ofDispute.has(fact) ? { case: dispute } : {}),
    ...(ofMoney.has(fact) ? { money } : {}),
  }));

const refundFacts = {
  pending: 'REFUND_PENDING',
  succeeded: 'REFUNDED',
  failed: 'REFUND_FAILED',
  odd: 'UNKNOWN',
} as const;

/** What a gateway says of money that goes back: one of few refunds, whole or in part, or a dispute that was lost. */
export const backMessage: fc.Arbitrary<Message> = fc
  .record({
    refund: fc.constantFrom('re_1', 're_2'),
    status: fc.constantFrom('pending', 'succeeded', 'succeeded', 'failed', 'odd', 'lost'),
    source: fc.constantFrom('notification', 'inquiry'),
    at: minutes,
    charge: fc.constantFrom('pi_1', 'pi_1', 'pi_2'),
    amount: fc.constantFrom(32217, 32217, 1000),
  })
  .map(({ refund, status, source, at, charge, amount }) => ({
    id: status === 'lost' ? `dispute:dp_${refund}-${charge}:closed` : `refund:${refund}-${charge}:${status}`,
    case: status === 'lost' ? `dp_${refund}` : undefined,
    source,
    at: minute(at),
    charge,
    live: true,
    status,
    money: { amount, currency: 'EUR' },
    fact: status === 'lost' ? 'DISPUTE_LOST' : refundFacts[status],
  }));

/** A browser's return, or an inquiry without an answer. */
const weakMessage = fc
  .record({ id, fact: fc.constantFrom('RETURNED', 'WENT_BACK', 'NO_ANSWER'), at: minutes })
  .map(({ id, fact, at }) => messageOf(fact, at, { id: `weak-${id}` }));

/** All messages about a payment but a person's decisions. */
export const unattended: fc.Arbitrary<Message[]> = fc.uniqueArray(
  fc.oneof(
    { weight: 5, arbitrary: gatewayMessage },
    { weight: 1, arbitrary: weakMessage },
    { weight: 1, arbitrary: backMessage },
  ),
  { maxLength: 8, selector: (m) => m.id },
);

/** Such messages with decisions of persons about some of the earlier ones. */
export const attended: fc.Arbitrary<Message[]> = unattended.chain((messages) =>
  fc
    .array(
      fc.record({
        id,
        fact: fc.constantFrom('CONFIRMED', 'DENIED'),
        at: minutes,
        over: fc.subarray(messages),
      }),
      { maxLength: 2 },
    )
    .map((decisions) => [
      ...messages,
      ...decisions.map(({ id, fact, at, over }) =>
        messageOf(fact, at, {
          id: `op-${id}`,
          over: over.filter((m) => m.at <= minute(at)).map((m) => m.id),
        }),
      ),
    ]),
);
