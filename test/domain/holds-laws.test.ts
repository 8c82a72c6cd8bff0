import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdsMoney } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { type Requested, type Settlement, settle } from '../../domain/settle.ts';
import { answered, attended, messageOf, minute, requested, unattended } from './messages-given.ts';

/** LAWS_RUNS: how many examples each law is held against. */
const RUNS = { numRuns: Number(process.env.LAWS_RUNS ?? 500) };
const settled = (messages: Message[], payment: Requested = requested) => settle(payment, messages);
const without = (messages: Message[], ...facts: Message['fact'][]) =>
  messages.filter(({ fact }) => !facts.includes(fact));
/** What leaves everything as it is. */
const plainOf = (messages: Message[]) =>
  messages.filter(({ fact, live }) => fact === 'TRY_REFUSED' && live === true);
const isEnd = ({ outcome }: Settlement) => outcome === 'POSITIVE' || outcome === 'NEGATIVE';

const at = fc.integer({ min: 0, max: 9_999 });
const said = (...facts: Message['fact'][]): fc.Arbitrary<Message> =>
  fc
    .tuple(
      fc.constantFrom(...facts),
      at,
      fc.constantFrom('notification', 'inquiry'),
      fc.constantFrom('cs_1', 'cs_1', 'cs_2'),
      fc.constantFrom('auth_1', 'pi_1'),
      fc.nat(),
    )
    .map(([fact, minutes, source, page, charge, n]) =>
      messageOf(fact, minutes, {
        id: `${fact}-added-${n}`,
        source,
        page,
        ...(fact === 'AUTHORISED' ? { charge } : {}),
      }),
    );
const agreed = said('APPROVED');
const held = said('AUTHORISED');
const law = <T extends [unknown, ...unknown[]]>(...args: Parameters<typeof fc.property<T>>) =>
  fc.assert(fc.property(...args), RUNS);

describe('money that was agreed to, or is held, and not taken', () => {
  it('makes nothing paid or unpaid, and is no charge', () => {
    law(attended, said('APPROVED', 'AUTHORISED'), (messages, added) => {
      const [before, after] = [settled(messages), settled([...messages, added])];
      deepStrictEqual(after.charges, before.charges);
      if (isEnd(after)) expect([after.outcome, after.reason]).toEqual([before.outcome, before.reason]);
    });
  });

  it('ends no doubt as unpaid, whatever else was said before or after', () => {
    const doubt = fc.constantFrom('UNKNOWN', 'NO_ANSWER').map((fact) => messageOf(fact, 9_500));
    const answer = fc
      .constantFrom('APPROVED', 'AUTHORISED')
      .map((fact) => answered(fact, 9_600, { id: 'answer' }));
    const after = fc.constantFrom([], [messageOf('PAGE_EXPIRED', 9_700)], [messageOf('FAILED', 9_700)]);
    law(unattended, doubt, answer, after, (messages, doubtful, added, later) => {
      const rest = [...messages, doubtful, ...later];
      fc.pre(settled(rest).outcome === 'VERIFY');
      expect(settled([...rest, added]).outcome).not.toBe('NEGATIVE');
    });
  });

  it('is in doubt as long as anything else is', () => {
    const doubt = fc.constantFrom('UNKNOWN', 'NO_ANSWER').map((fact) => messageOf(fact, 9_500));
    const standing = fc
      .constantFrom('APPROVED', 'AUTHORISED')
      .map((fact) => messageOf(fact, 9_600, { id: 'standing' }));
    law(unattended, doubt, standing, (messages, doubtful, added) => {
      const rest = messages.filter(({ source }) => source !== 'inquiry');
      fc.pre(settled([...rest, doubtful]).outcome === 'VERIFY');
      expect(settled([...rest, doubtful, added]).outcome).toBe('VERIFY');
    });
  });
});

describe('an agreement', () => {
  it('reopens no page that expired, in whatever order and however often either is told', () => {
    const expired = at.map((minutes) => messageOf('PAGE_EXPIRED', minutes, { id: 'expired' }));
    const withoutAgreements = attended.map((all) => without(all, 'APPROVED'));
    const told = fc
      .tuple(withoutAgreements, expired, fc.array(agreed, { minLength: 1, maxLength: 3 }))
      .chain(([messages, over, agreements]) =>
        fc
          .shuffledSubarray([...messages, over, ...agreements], {
            minLength: messages.length + agreements.length + 1,
          })
          .map((all) => [...all, ...agreements]),
      );
    law(told, (all) => deepStrictEqual(settled(all), settled(without(all, 'APPROVED'))));
  });

  it('changes nothing of a payment that has ended', () => {
    const failed = at.map((minutes) => [messageOf('FAILED', minutes, { id: 'failed' })]);
    law(attended, fc.oneof(failed, fc.constant([])), agreed, (messages, more, added) => {
      const before = settled([...messages, ...more]);
      fc.pre(isEnd(before));
      deepStrictEqual(settled([...messages, ...more, added]), before);
    });
  });

  it('changes nothing of what a person decided', () => {
    const decided = attended.filter((all) =>
      all.some(({ fact }) => fact === 'CONFIRMED' || fact === 'DENIED'),
    );
    law(decided, agreed, (messages, added) =>
      deepStrictEqual(settled([...messages, added]), settled(messages)),
    );
  });

  it('to a page that was not shown settles nothing', () => {
    law(attended, agreed, (messages, added) => {
      const other = { ...added, source: 'notification', page: 'cs_9' } as const;
      deepStrictEqual(settled([...messages, other]), settled(messages));
    });
  });

  it('is taken back by an answer that the page is open, and stands again once it is given again', () => {
    const quiet = unattended.map((all) => plainOf(all));
    law(quiet, at, (messages, from) => {
      const agreement = messageOf('APPROVED', from);
      const refused = answered('PAGE_OPEN', from + 1);
      expect(settled([...messages, agreement]).reason).toBe('APPROVED');
      expect(settled([...messages, refused, agreement]).reason).toBe('NOTHING_YET');
      expect(settled([agreement, ...messages, messageOf('APPROVED', from + 2), refused]).reason).toBe(
        'APPROVED',
      );
    });
  });

  it('of the second of an answer that the page is open stands until it is asked again', () => {
    const open = answered('PAGE_OPEN', 10, { at: minute(10).replace('000Z', '900Z') });
    expect(settled([messageOf('APPROVED', 10), open]).reason).toBe('APPROVED');
  });
});

describe('money that is held', () => {
  const plain = unattended.map((all) =>
    all.filter(({ fact }) => fact === 'TRY_REFUSED' || fact === 'PAGE_OPEN'),
  );

  it('is told with what holds it and until when, whatever a person decides, and never as money that was taken', () => {
    const decision = fc.constantFrom('CONFIRMED', 'DENIED', undefined);
    law(plain, held, decision, (messages, hold, decided) => {
      const over = decided ? [messageOf(decided, 9_999, { over: [] })] : [];
      const now = settled([...messages, hold, ...over]);
      expect(now.held).toEqual({
        reference: hold.charge,
        page: hold.page,
        money: hold.money,
        until: hold.until,
      });
      expect([holdsMoney(now.charges), now.outcome === 'POSITIVE']).toEqual([false, decided === 'CONFIRMED']);
    });
  });

  it('settles, once it was taken, as if it had been taken at once, though the charge has another name', () => {
    law(attended, held, at, (messages, hold, minutes) => {
      const paid = messageOf('PAID', minutes, { id: 'paid', page: hold.page, charge: 'capture_1' });
      const rest = without(messages, 'AUTHORISED');
      // An answer ends the doubts before it, also where it comes of a hold.
      deepStrictEqual(settled([...rest, hold, paid]), settled([...rest, paid]));
    });
  });

  it('is unpaid only by a later word of the gateway on that page, or by a person, however late it is', () => {
    const gone = said('PAGE_EXPIRED', 'FAILED');
    law(unattended, held, gone, (messages, hold, word) => {
      const facts = ['PAID', 'FAILED', 'PAGE_EXPIRED', 'AUTHORISED'] as const;
      const rest = without(messages, ...facts);
      const seconds = [hold, word].map((m) => Date.parse(m.at));
      const isLater =
        (seconds[1] ?? 0) > (seconds[0] ?? 0) && (word.page === hold.page || word.charge === hold.charge);
      const lapsed = { ...hold, until: minute(1) };
      if (!isLater) expect(settled([...rest, lapsed, word]).outcome).not.toBe('NEGATIVE');
      const over = messageOf('PAGE_EXPIRED', 9_999, { id: 'over', page: hold.page });
      const now = settled([...plainOf(rest), { ...hold, page: 'cs_1' }, { ...over, page: 'cs_1' }]);
      if (hold.at !== over.at) expect(now).toMatchObject({ outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
      expect('held' in now).toBe(hold.at === over.at);
    });
  });
  it('is a doubt where it is another sum than was asked for, or of no environment that was told', () => {
    const other = { money: { ...requested.money, amount: requested.money.amount - 1 } };
    for (const about of [other, { money: undefined }])
      expect(settled([messageOf('AUTHORISED', 1, about)])).toMatchObject({
        outcome: 'VERIFY',
        reason: 'AMOUNT_MISMATCH',
      });
    expect(settled([messageOf('AUTHORISED', 1, { live: undefined })]).reason).toBe('WRONG_ENVIRONMENT');
  });

  it('is paid by a part only where exactly that part was ordered to be taken', () => {
    const part = fc.integer({ min: 1, max: requested.money.amount - 1 });
    law(unattended, part, part, (messages, ordered, got) => {
      const rest = without(messages, 'PAID', 'FAILED', 'UNKNOWN', 'NO_ANSWER').filter(
        (m) => m.live !== false,
      );
      const money = (amount: number) => ({ ...requested.money, amount });
      const all = [...rest, messageOf('AUTHORISED', 1), messageOf('PAID', 9_000, { money: money(got) })];
      expect(settled(all).outcome).not.toBe('POSITIVE');
      const now = settled(all, { ...requested, taken: money(ordered) });
      expect(now.outcome === 'POSITIVE').toBe(ordered === got);
      const whole = [...rest, messageOf('PAID', 9_000)];
      expect(settled(whole, { ...requested, taken: money(ordered) }).outcome).not.toBe('POSITIVE');
    });
  });

  it('under way at the bank is under way, and nothing else', () => {
    const underWay = messageOf('PROCESSING', 3);
    for (const fact of ['APPROVED', 'AUTHORISED'] as const)
      expect(settled([messageOf(fact, 2), underWay]).reason).toBe('PROCESSING');
  });
});
