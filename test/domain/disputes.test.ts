import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftToRefund } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { settle } from '../../domain/settle.ts';
import { requested as asks, messageOf } from './messages-given.ts';

const RUNS = { numRuns: Number(process.env.LAWS_RUNS ?? 500) };
const paid = messageOf('PAID', 1);
const messageOn = (dispute: string | undefined, fact: Message['fact'], minutes: number, about = {}) =>
  messageOf(fact, minutes, { id: `${dispute}:${fact}:${minutes}`, case: dispute, charge: 'pi_1', ...about });
const standing = (...messages: Message[]) =>
  settle(asks, [paid, ...messages]).after.map(({ code, about }) => `${code} ${about}`);

const opened = messageOn('du_1', 'DISPUTED', 2);
const won = messageOn('du_1', 'DISPUTE_CLOSED', 3);
const lost = messageOn('du_1', 'DISPUTE_LOST', 3);

describe('disputes of a charge', () => {
  it('are each by itself: the second stands though the first was won', () => {
    const second = messageOn('du_2', 'DISPUTED', 2);
    expect(standing(opened, second)).toEqual(['DISPUTED pi_1, du_1', 'DISPUTED pi_1, du_2']);
    expect(standing(opened, second, won)).toEqual(['DISPUTED pi_1, du_2']);
    expect(standing(opened, second, lost)).toEqual(['DISPUTE_LOST pi_1, du_1', 'DISPUTED pi_1, du_2']);
  });

  it('end as the gateway said last: won and then lost is lost, lost and then won is over', () => {
    expect(standing(opened, won, messageOn('du_1', 'DISPUTE_LOST', 4))).toEqual(['DISPUTE_LOST pi_1, du_1']);
    expect(standing(opened, lost, messageOn('du_1', 'DISPUTE_CLOSED', 4))).toEqual([]);
    expect(standing(opened, won, messageOn('du_1', 'DISPUTED', 4))).toEqual(['DISPUTED pi_1, du_1']);
  });

  it('end once though event, list and our question tell it', () => {
    const answer = { ...lost, id: 'dispute:du_1:lost:asked', source: 'inquiry' as const };
    expect(standing(opened, lost, lost, answer)).toEqual(['DISPUTE_LOST pi_1, du_1']);
  });

  it('end within the second in which we asked, and saw them open', () => {
    const at = (ms: string) => `2026-03-02T10:30:00.${ms}Z`;
    const ended = messageOn('du_1', 'DISPUTE_LOST', 30, { at: at('000') });
    const seenOpen = messageOn('du_1', 'DISPUTED', 30, { at: at('200'), source: 'inquiry' });
    expect(standing(opened, ended, seenOpen)).toEqual(['DISPUTE_LOST pi_1, du_1']);
  });

  const ms = (at: number) => new Date(Date.parse('2026-03-02T10:00:00Z') + at).toISOString();
  const event = (fact: Message['fact'], at: number) =>
    messageOn('du_1', fact, at, { at: ms(Math.floor(at / 1000) * 1000) });
  const asked = (fact: Message['fact'], at: number) =>
    messageOn('du_1', fact, at, { at: ms(at), source: 'inquiry' });
  const [open, gone, over] = [['DISPUTED pi_1, du_1'], ['DISPUTE_LOST pi_1, du_1'], []];

  it.each<[what: string, told: Message[], stands: string[]]>([
    [
      'asked twice, it was lost and then won',
      [asked('DISPUTE_LOST', 200), asked('DISPUTE_CLOSED', 700)],
      over,
    ],
    [
      'asked twice, it was won and then lost',
      [asked('DISPUTE_CLOSED', 200), asked('DISPUTE_LOST', 700)],
      gone,
    ],
    [
      'asked twice, it was lost and then opened again',
      [asked('DISPUTE_LOST', 200), asked('DISPUTED', 700)],
      open,
    ],
    [
      'asked since it was lost and won, it is won',
      [event('DISPUTE_LOST', 100), event('DISPUTE_CLOSED', 300), asked('DISPUTE_CLOSED', 700)],
      over,
    ],
    [
      'asked since it was won and lost, it is lost',
      [event('DISPUTE_CLOSED', 100), event('DISPUTE_LOST', 300), asked('DISPUTE_LOST', 700)],
      gone,
    ],
    [
      'asked, it is won, of which nothing was told yet',
      [event('DISPUTE_LOST', 100), asked('DISPUTE_CLOSED', 700)],
      over,
    ],
    [
      'it was lost long ago, as we asked it still was, and then it was won',
      [event('DISPUTE_LOST', -5_000), asked('DISPUTE_LOST', 200), event('DISPUTE_CLOSED', 700)],
      over,
    ],
    [
      'it was won long ago, as we asked it still was, and then it was lost',
      [event('DISPUTE_CLOSED', -5_000), asked('DISPUTE_CLOSED', 200), event('DISPUTE_LOST', 700)],
      gone,
    ],
    [
      'it was won long ago, then lost and won within the second in which we asked',
      [
        event('DISPUTE_CLOSED', -5_000),
        ...[event('DISPUTE_LOST', 100), event('DISPUTE_CLOSED', 300), asked('DISPUTE_CLOSED', 700)],
      ],
      over,
    ],
    [
      'nobody asked, it was lost and won, or won and lost',
      [event('DISPUTE_LOST', 100), event('DISPUTE_CLOSED', 300)],
      gone,
    ],
  ])('of one second end the same in whatever order they are told: %s', (_what, told, stands) => {
    for (const [i] of told.entries()) {
      const turned = [...told.slice(i), ...told.slice(0, i)];
      for (const words of [turned, turned.toReversed(), [...turned, ...told]])
        expect(standing(...words)).toEqual(stands);
      const { held } = settle(asks, [paid, ...turned]).charges[0] ?? {};
      expect(held).toBe(stands === gone ? 0 : asks.money.amount);
    }
  });

  it('that were told without a name are over with any that ends on their charge', () => {
    const taken = messageOn(undefined, 'DISPUTED', 2);
    expect(standing(taken)).toEqual(['DISPUTED pi_1']);
    expect(standing(taken, messageOn('PP-D-1', 'DISPUTED', 3))).toEqual([
      'DISPUTED pi_1',
      'DISPUTED pi_1, PP-D-1',
    ]);
    expect(
      standing(taken, messageOn('PP-D-1', 'DISPUTED', 3), messageOn('PP-D-1', 'DISPUTE_CLOSED', 4)),
    ).toEqual([]);
    expect(standing(taken, messageOn('PP-D-1', 'DISPUTE_CLOSED', 4, { charge: 'pi_2' }))).toEqual([
      'DISPUTED pi_1',
    ]);
    expect(standing(taken, messageOn('PP-D-1', 'DISPUTE_CLOSED', 1))).toEqual(['DISPUTED pi_1']);
  });

  it('that were told without a name are as the one with a name is that ended since: lost once, and open again', () => {
    const taken = messageOn(undefined, 'DISPUTED', 2);
    const gone = messageOn('PP-D-1', 'DISPUTE_LOST', 4, { money: { amount: 1_000, currency: 'EUR' } });
    const openAgain = messageOn('PP-D-1', 'DISPUTED', 6);
    const held = (...messages: Message[]) => settle(asks, [paid, ...messages]).charges[0]?.held;
    expect(standing(taken, gone)).toEqual(['DISPUTE_LOST pi_1, PP-D-1']);
    expect(held(taken, gone)).toBe(asks.money.amount - 1_000);
    expect(held(messageOn(undefined, 'DISPUTE_LOST', 4), gone)).toBe(asks.money.amount - 1_000);
    expect(standing(taken, gone, openAgain)).toEqual(['DISPUTED pi_1, PP-D-1']);
    expect(held(taken, gone, openAgain)).toBe(asks.money.amount);
    expect(held(messageOn(undefined, 'DISPUTE_CLOSED', 1), gone, openAgain)).toBe(asks.money.amount);
    expect(held(gone, messageOn(undefined, 'DISPUTE_LOST', 5))).toBe(0);
  });

  it('need nobody once a person decided over them, told again or not; what becomes of them later does', () => {
    const decided = messageOf('CONFIRMED', 5, { over: [opened.id, lost.id] });
    const again = messageOn('du_1', 'DISPUTE_LOST', 9, { source: 'inquiry' });
    expect(standing(opened, lost, decided)).toEqual([]);
    expect(standing(opened, lost, decided, again)).toEqual([]);
    expect(
      standing(
        opened,
        messageOf('CONFIRMED', 3, { over: [opened.id] }),
        messageOn('du_1', 'DISPUTE_LOST', 6),
      ),
    ).toEqual(['DISPUTE_LOST pi_1, du_1']);
    expect(
      standing(
        opened,
        decided,
        lost,
        messageOn('du_1', 'DISPUTE_CLOSED', 6),
        messageOn('du_1', 'DISPUTED', 7),
      ),
    ).toEqual(['DISPUTED pi_1, du_1']);
  });

  it('come to the same in any order and told any number of times', () => {
    const word = fc
      .record({
        dispute: fc.constantFrom('du_1', 'du_2', undefined),
        fact: fc.constantFrom<Message['fact'][]>('DISPUTED', 'DISPUTE_CLOSED', 'DISPUTE_LOST'),
        minutes: fc.integer({ min: 2, max: 6 }),
        source: fc.constantFrom<Message['source'][]>('notification', 'inquiry'),
      })
      .map(({ dispute, fact, minutes, source }) => messageOn(dispute, fact, minutes, { source }));
    const told = fc.array(word, { maxLength: 8 }).chain((words) =>
      fc.record({
        words: fc.constant(words),
        again: fc.tuple(fc.shuffledSubarray(words, { minLength: words.length }), fc.subarray(words)),
        over: fc.subarray(words),
      }),
    );
    fc.assert(
      fc.property(told, ({ words, again, over }) => {
        const decision = messageOf('CONFIRMED', 4, { over: over.map(({ id }) => id) });
        const seen = standing(...words, decision);
        deepStrictEqual(standing(decision, ...again.flat()), seen);
        // Whoever decides over all of it has nothing left to look at.
        deepStrictEqual(
          standing(...words, messageOf('CONFIRMED', 9, { over: words.map(({ id }) => id) })),
          [],
        );
      }),
      RUNS,
    );
  });

  it('stand exactly where the last word of one is that it is open, or lost', () => {
    const ends = fc.constantFrom<Message['fact'][]>('DISPUTED', 'DISPUTE_CLOSED', 'DISPUTE_LOST');
    const words = fc.array(fc.tuple(fc.constantFrom('du_1', 'du_2', 'du_3'), ends), { maxLength: 9 });
    fc.assert(
      fc.property(words, (told) => {
        const messages = told.map(([dispute, fact], i) => messageOn(dispute, fact, i + 2));
        const last = new Map(told);
        const open = [...last].filter(([, fact]) => fact !== 'DISPUTE_CLOSED');
        const expected = open.map(([dispute, fact]) => `${fact} pi_1, ${dispute}`);
        deepStrictEqual(standing(...messages).sort(), expected.sort());
      }),
      RUNS,
    );
  });
});

describe('a dispute as banks decide it, with its events dated by seconds', () => {
  const facts = ['DISPUTED', 'DISPUTE_CLOSED', 'DISPUTE_LOST'] as const;
  const iso = (ms: number) => new Date(Date.parse('2026-03-02T10:00:00Z') + ms).toISOString();
  type Turn = { fact: (typeof facts)[number]; at: number };
  const told = ({ fact, at }: Turn, source: Message['source']) =>
    messageOn('du_1', fact, at, {
      id: `${source}:${fact}:${at}`,
      at: iso(source === 'inquiry' ? at : Math.floor(at / 1000) * 1000),
      source,
    });
  /** What becomes of a dispute, each time something else than before, `gap` ms after it at least, and when we ask. */
  const story = (gap: number) =>
    fc
      .record({
        turns: fc.array(fc.record({ fact: fc.constantFrom(...facts), after: fc.nat(2_500) }), {
          maxLength: 5,
        }),
        asked: fc.array(fc.nat(9_000), { maxLength: 5 }),
        shuffle: fc.infiniteStream(fc.nat()),
      })
      .map(({ turns, asked, shuffle }) => {
        const happened: Turn[] = [{ fact: 'DISPUTED', at: 300 }];
        for (const { fact, after } of turns) {
          const last = happened.at(-1) as Turn;
          if (fact !== last.fact) happened.push({ fact, at: last.at + gap + after });
        }
        const stateAt = (at: number) => happened.findLast((turn) => turn.at <= at)?.fact;
        const answers = asked.flatMap((at) => {
          const fact = stateAt(at);
          return fact ? [{ fact, at }] : [];
        });
        const last = happened.at(-1) as Turn;
        const mixed = (words: Message[]) =>
          words
            .map((word) => ({ word, by: shuffle.next().value }))
            .sort((a, b) => a.by - b.by)
            .map(({ word }) => word);
        return { happened, answers, last, mixed };
      });
  const stands = ({ fact }: Turn) => (fact === 'DISPUTE_CLOSED' ? [] : [`${fact} pi_1, du_1`]);

  it('that changes once a second at most stands as it is, whenever we asked and whatever order it is told in', () => {
    fc.assert(
      fc.property(story(1_000), ({ happened, answers, last, mixed }) => {
        const words = [
          ...happened.map((turn) => told(turn, 'notification')),
          ...answers.map((turn) => told(turn, 'inquiry')),
        ];
        deepStrictEqual(standing(...mixed(words)), stands(last));
      }),
      RUNS,
    );
  });

  it('stands as the gateway answers now, though it ended more than once in the second in which it is asked', () => {
    fc.assert(
      fc.property(story(1), fc.nat(999), ({ happened, answers, last, mixed }, after) => {
        // Opened again in the second in which it ended, it stands as ended until it is asked in a later one.
        fc.pre(last.fact !== 'DISPUTED');
        const now = { fact: last.fact, at: last.at + after };
        const words = [
          ...happened.map((turn) => told(turn, 'notification')),
          ...answers.filter(({ at }) => at < now.at).map((turn) => told(turn, 'inquiry')),
          told(now, 'inquiry'),
        ];
        deepStrictEqual(standing(...mixed(words)), stands(last));
      }),
      RUNS,
    );
  });
});

describe('what is left to give back', () => {
  const charge = { reference: 'pi_1', money: { amount: 5000, currency: 'EUR' } };
  const of1000 = { money: { amount: 1000, currency: 'EUR' } };

  it('is less by a dispute that was lost, once, and whole again when it was won after all', () => {
    const gone = messageOn('du_1', 'DISPUTE_LOST', 3, of1000);
    const again = messageOn('du_1', 'DISPUTE_LOST', 4, of1000);
    expect(leftToRefund(charge, [opened, gone, again]).amount).toBe(4000);
    expect(leftToRefund(charge, [gone, again, messageOn('du_1', 'DISPUTE_CLOSED', 5)]).amount).toBe(5000);
    expect(leftToRefund(charge, [messageOn(undefined, 'DISPUTED', 2), gone]).amount).toBe(4000);
    expect(leftToRefund(charge, [messageOn('du_1', 'DISPUTE_LOST', 3)]).amount).toBe(0);
  });
});

describe('what bank and gateway suspect', () => {
  const warning = messageOf('FRAUD_WARNING', 2, { charge: 'pi_1' });
  const refund = (amount: number) =>
    messageOf('REFUNDED', 3, { id: 're:1', charge: 'pi_1', money: { amount, currency: 'EUR' } });

  it('is told until the charge is refunded whole, disputed, or decided over', () => {
    expect(standing(warning)).toEqual(['FRAUD_WARNING pi_1']);
    expect(standing(warning, { ...refund(100), id: 'refund:re_1:succeeded' })).toEqual([
      'FRAUD_WARNING pi_1',
      'REFUNDED pi_1',
    ]);
    expect(standing(warning, { ...refund(asks.money.amount), id: 'refund:re_1:succeeded' })).toEqual([
      'REFUNDED pi_1',
    ]);
    expect(standing(warning, messageOn('du_1', 'DISPUTED', 3))).toEqual(['DISPUTED pi_1, du_1']);
    expect(standing(warning, messageOf('CONFIRMED', 3, { over: [warning.id] }))).toEqual([]);
  });

  it('is told while it is in review at the gateway, and changes nothing else', () => {
    const review = messageOf('IN_REVIEW', 2, { charge: 'pi_1', case: 'prv_1' });
    expect(settle(asks, [paid, review])).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
    expect(standing(review)).toEqual(['IN_REVIEW_AT_GATEWAY pi_1, prv_1']);
    expect(standing(messageOf('REVIEW_CLOSED', 3, { charge: 'pi_1', case: 'prv_1' }), review)).toEqual([]);
    expect(standing(messageOf('REVIEW_CLOSED', 2, { charge: 'pi_1', case: 'prv_1' }), review)).toEqual([]);
  });
});
