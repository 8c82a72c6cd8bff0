import { deepStrictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PaidCharge } from '../../domain/paid-charges.ts';
import { holdsMoney } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { type Requested, settle } from '../../domain/settle.ts';
import {
  answered,
  attended,
  backMessage,
  gatewayMessage,
  messageOf,
  minute,
  requested,
  unattended,
} from './messages-given.ts';

const WENT_BACK: Message['fact'][] = ['REFUNDED', 'REFUND_PENDING', 'DISPUTE_LOST'];
/** LAWS_RUNS: how many examples each law is held against. */
const RUNS = { numRuns: Number(process.env.LAWS_RUNS ?? 500) };
const outcome = (messages: Message[], payment: Requested = requested) => settle(payment, messages).outcome;
const isDecision = (m: Message) => m.fact === 'CONFIRMED' || m.fact === 'DENIED';
const isClearAnswer = (m: Message) =>
  m.source === 'inquiry' &&
  m.live === requested.live &&
  ['PAGE_OPEN', 'PAGE_EXPIRED', 'PROCESSING', 'PAID', 'FAILED'].includes(m.fact);
const holds = (...args: Parameters<typeof fc.property<[Message[], Message]>>) =>
  fc.assert(fc.property(...args), RUNS);

/** The gateway's own word that a page was paid by a charge of which it says that money went back. */
const isPaidByWhatWentBack = (added: Message, messages: Message[]) =>
  added.fact === 'PAID' &&
  messages.some(
    ({ fact, charge }) =>
      charge === added.charge && ['REFUND_PENDING', 'REFUNDED', 'DISPUTE_LOST'].includes(fact),
  );

/** Messages that settle as positive: arbitrary ones, with a charge that was paid put among them. */
const positive = fc
  .tuple(attended, fc.integer({ min: 100, max: 9_000 }), fc.constantFrom('notification', 'inquiry'))
  .map(([messages, at, source]) => [...messages, messageOf('PAID', at, { id: 'paid', source })])
  .filter((messages) => outcome(messages) === 'POSITIVE');
const inDoubt = attended.filter((messages) => outcome(messages) === 'VERIFY');
/** Messages that can't take a payment back: too old, of the other environment, or without an answer. */
const harmless: fc.Arbitrary<Message> = fc.oneof(
  gatewayMessage.map((m) => ({ ...m, at: minute(1) })),
  gatewayMessage.map((m) => ({ ...m, live: false })),
  fc
    .tuple(
      fc.constantFrom(
        'PAGE_EXPIRED',
        'PAGE_OPEN',
        'TRY_REFUSED',
        'APPROVED',
        'AUTHORISED',
        'UNKNOWN',
        'RETURNED',
        'WENT_BACK',
        'NO_ANSWER',
      ),
      fc.integer({ min: 0, max: 9_999 }),
    )
    .map(([fact, at]) => messageOf(fact, at, { id: 'added' })),
  fc
    .tuple(fc.constantFrom('PAGE_EXPIRED', 'APPROVED', 'AUTHORISED'), fc.integer({ min: 0, max: 9_999 }))
    .map(([fact, at]) => answered(fact, at, { id: 'added' })),
);

describe('whatever is said of a payment', () => {
  it('settles the same in any order and told any number of times', () => {
    const retold = attended.chain((messages) =>
      fc
        .tuple(fc.shuffledSubarray(messages, { minLength: messages.length }), fc.subarray(messages))
        .map(([shuffled, again]) => ({ messages, told: [...again, ...shuffled, ...again.toReversed()] })),
    );
    fc.assert(
      fc.property(retold, ({ messages, told }) => {
        deepStrictEqual(settle(requested, told), settle(requested, messages));
      }),
      RUNS,
    );
  });

  it('settles the same in any order even where one id carries two texts', () => {
    const clashing = attended.map((messages) => messages.map((m, i) => ({ ...m, id: `id-${i % 3}` })));
    fc.assert(
      fc.property(clashing, (messages) => {
        deepStrictEqual(settle(requested, messages.toReversed()), settle(requested, messages));
      }),
      RUNS,
    );
  });

  it('never turns a positive payment negative by a message that proves nothing against it', () => {
    holds(positive, harmless, (messages, added) => {
      expect(outcome([...messages, { ...added, id: 'added' }])).not.toBe('NEGATIVE');
    });
  });

  it('learns nothing of a charge from a page that expired, whoever says so and whenever', () => {
    const at = fc.integer({ min: 0, max: 9_999 });
    const expired = fc.oneof(
      at.map((minutes) => messageOf('PAGE_EXPIRED', minutes, { id: 'added' })),
      at.map((minutes) => answered('PAGE_EXPIRED', minutes, { id: 'added' })),
    );
    holds(attended, expired, (messages, added) => {
      const [before, after] = [settle(requested, messages), settle(requested, [...messages, added])];
      deepStrictEqual(after.charges, before.charges);
      // An answer also ends what only the lack of one left in doubt; a notification ends nothing.
      fc.pre(added.source === 'notification');
      fc.pre(!['NOTHING_YET', 'APPROVED', 'PAGE_EXPIRED'].includes(before.reason) && !before.held);
      deepStrictEqual(after, before);
    });
  });

  it('never takes back what a person confirmed: what is new is a doubt, never unpaid', () => {
    const confirmed = attended.chain((messages) =>
      fc
        .subarray(messages)
        .map((over) => [...messages, messageOf('CONFIRMED', 9_500, { over: over.map((m) => m.id) })]),
    );
    holds(confirmed, gatewayMessage, (messages, added) => {
      expect(outcome([...messages, { ...added, id: 'added' }])).toMatch(/POSITIVE|VERIFY/);
    });
  });

  it('never turns a doubt into unpaid without a clear answer of the gateway or a person, or money that went back', () => {
    const late = gatewayMessage.filter((m) => !isClearAnswer(m));
    holds(
      inDoubt,
      fc.oneof(
        harmless.filter((m) => !isClearAnswer(m)),
        late,
      ),
      (messages, added) => {
        // A delayed payment that took too long ends by the gateway's own word that it failed.
        const { reason, held } = settle(requested, messages);
        // A doubt about what is held ends by the gateway's own word that it is gone.
        fc.pre(!(held && (added.fact === 'PAGE_EXPIRED' || added.fact === 'FAILED')));
        fc.pre(added.fact !== 'DISPUTE_LOST' && !isPaidByWhatWentBack(added, messages));
        fc.pre(reason !== 'DELAYED_TOO_LONG' || added.fact !== 'FAILED');
        // Told of two charges of one page, a payment that went back whole is told from the one that was denied.
        const wentBack = messages.some((m) => WENT_BACK.includes(m.fact));
        fc.pre(!(wentBack && added.page && added.charge));
        expect(outcome([...messages, { ...added, id: 'added' }])).not.toBe('NEGATIVE');
      },
    );
  });

  it('never ends a doubt as unpaid for a gateway that gave no clear answer to any question', () => {
    const doubtful = fc.constantFrom('UNKNOWN', 'NO_ANSWER').map((fact) => messageOf(fact, 9_500));
    holds(unattended, doubtful, (messages, doubt) => {
      expect(outcome([...messages.filter((m) => !isClearAnswer(m)), doubt])).not.toBe('NEGATIVE');
    });
  });

  it('is a doubt where an answer is of the second in which the gateway told the opposite of that charge', () => {
    const second = minute(5_000);
    const ms = fc.integer({ min: 0, max: 999 }).map((n) => second.replace('000Z', `${n}Z`.padStart(4, '0')));
    const facts = fc.constantFrom(['PAID', 'FAILED'] as const, ['FAILED', 'PAID'] as const);
    fc.assert(
      fc.property(unattended, facts, ms, (messages, [told, says], at) => {
        const about = { charge: 'pi_9', page: 'cs_9' };
        const both = [
          messageOf(told, 5_000, { id: 'told', ...about }),
          answered(says, 5_000, { id: 'answer', at, ...about }),
        ];
        expect(outcome([...messages, ...both])).toBe('VERIFY');
        expect(outcome([...both, ...messages, answered('PAID', 5_001, { id: 'later', ...about })])).not.toBe(
          'NEGATIVE',
        );
      }),
      RUNS,
    );
  });

  it('never believes money of the other environment, or of one that is not told', () => {
    fc.assert(
      fc.property(unattended, fc.constantFrom(false, undefined), (messages, live) => {
        const foreign = messages.map((m) => (m.fact === 'PAID' ? { ...m, live } : m));
        expect(outcome(foreign)).not.toBe('POSITIVE');
      }),
      RUNS,
    );
  });

  it('never takes an amount or currency that differs, by as little as one cent', () => {
    const wrong = fc.constantFrom(
      { amount: requested.money.amount - 1, currency: 'EUR' },
      { amount: requested.money.amount + 1, currency: 'EUR' },
      { amount: requested.money.amount, currency: 'CHF' },
      undefined,
    );
    fc.assert(
      fc.property(unattended, wrong, (messages, money) => {
        const mispaid = messages.map((m) => (m.fact === 'PAID' ? { ...m, money } : m));
        expect(outcome(mispaid)).not.toBe('POSITIVE');
      }),
      RUNS,
    );
  });

  it('never takes two paid charges for one without a person or an answer that one of them failed', () => {
    fc.assert(
      fc.property(unattended, (messages) => {
        const rest = messages.filter((m) => !(isClearAnswer(m) && m.fact === 'FAILED'));
        const charges = [
          ...rest,
          messageOf('PAID', 50, { id: 'one' }),
          messageOf('PAID', 60, { id: 'two', charge: 'pi_2' }),
        ];
        expect(outcome(charges)).toBe('VERIFY');
      }),
      RUNS,
    );
  });

  it('never changes by what a browser brings, whatever that says', () => {
    const returned = fc.oneof(
      fc.constantFrom('RETURNED', 'WENT_BACK').map((fact) => messageOf(fact, 9_999)),
      gatewayMessage.map((m): Message => ({ ...m, id: 'browser', source: 'return' })),
    );
    holds(attended, returned, (messages, added) => {
      deepStrictEqual(settle(requested, [...messages, added]), settle(requested, messages));
    });
  });

  it('is unpaid only by a failed charge, an expired page or a person', () => {
    fc.assert(
      fc.property(attended, (messages) => {
        const silent = messages.filter(
          (m) => m.fact !== 'FAILED' && m.fact !== 'PAGE_EXPIRED' && !isDecision(m),
        );
        expect(outcome(silent)).not.toBe('NEGATIVE');
      }),
      RUNS,
    );
  });
});

describe('money that a gateway took', () => {
  it('stays among the charges, with what is held of it, whatever people decide', () => {
    fc.assert(
      fc.property(attended, (messages) => {
        const undecided = settle(
          requested,
          messages.filter((m) => !isDecision(m)),
        );
        const { charges } = settle(requested, messages);
        const isThere = (wanted: PaidCharge) => charges.some((charge) => isDeepStrictEqual(charge, wanted));
        expect(undecided.charges.every(isThere)).toBe(true);
      }),
      RUNS,
    );
  });

  it('is held until the gateway itself says that it failed or went back', () => {
    const added = fc.oneof(
      harmless,
      gatewayMessage.filter(({ fact }) => fact !== 'FAILED' && fact !== 'PAID'),
      fc.constantFrom('CONFIRMED', 'DENIED').map((fact) => messageOf(fact, 9_999, { over: [] })),
    );
    const paid = fc
      .tuple(attended, fc.integer({ min: 100, max: 9_000 }), fc.constantFrom('pi_1', 'pi_2', undefined))
      .map(([messages, at, charge]) => [...messages, messageOf('PAID', at, { id: 'paid', charge })]);
    holds(paid, added, (messages, message) => {
      fc.pre(holdsMoney(settle(requested, messages).charges) && message.fact !== 'DISPUTE_LOST');
      fc.pre(!isPaidByWhatWentBack(message, messages));
      expect(holdsMoney(settle(requested, [...messages, { ...message, id: 'added' }]).charges)).toBe(true);
    });
  });

  it('is never more held than taken, and never less for being told again', () => {
    fc.assert(
      fc.property(attended, backMessage, (messages, back) => {
        // One id is one thing that the gateway told, of one sum.
        fc.pre(messages.every(({ id }) => id !== back.id));
        const once = settle(requested, [...messages, back]);
        const again = settle(requested, [back, ...messages, { ...back, source: 'notification' }]);
        for (const [i, { held, money }] of once.charges.entries()) {
          expect(held).toBeGreaterThanOrEqual(0);
          expect(held).toBeLessThanOrEqual(money.amount);
          expect(again.charges[i]?.held).toBe(held);
        }
      }),
      RUNS,
    );
  });

  it('is a doubt again when the gateway, asked after a person denied it, says that it was paid', () => {
    const denied = attended.chain((messages) =>
      fc
        .subarray(messages)
        .map((over) => [...messages, messageOf('DENIED', 9_500, { over: over.map((m) => m.id) })]),
    );
    const charge = fc.constantFrom('pi_1', 'pi_2', 'pi_9');
    fc.assert(
      fc.property(denied, charge, gatewayMessage, (messages, paid, between) => {
        const answer = answered('PAID', 9_600, { id: 'answer', charge: paid });
        const now = settle(requested, [...messages, answer, { ...between, id: 'between' }]);
        const back = now.charges.some(({ reference, held }) => reference === paid && held === 0);
        fc.pre(!back);
        deepStrictEqual([now.outcome, now.reason], ['VERIFY', 'PAID_AFTER_DENIED']);
      }),
      RUNS,
    );
  });

  it('is none that anybody is asked about once all of it went back', () => {
    fc.assert(
      fc.property(attended, (messages) => {
        const back = { id: 'refund:re_9:succeeded', money: requested.money };
        const later = [messageOf('DENIED', 9_500, { over: [] }), answered('PAID', 9_600, { id: 'answer' })];
        const now = settle(requested, [...messages, ...later, messageOf('REFUNDED', 9_700, back)]);
        fc.pre(!holdsMoney(now.charges));
        deepStrictEqual([now.outcome, now.reason], ['NEGATIVE', 'DENIED']);
      }),
      RUNS,
    );
  });
});
