import { describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import { settle } from '../../domain/settle.ts';
import { answered, messageOf, requested } from './messages-given.ts';

const settled = (...messages: Message[]) => settle(requested, messages);
const paid = { outcome: 'POSITIVE', reason: 'PAID' };
const verify = (reason: string) => ({ outcome: 'VERIFY', reason });
const byPerson = (fact: 'CONFIRMED' | 'DENIED', at: number, ...over: Message[]) =>
  messageOf(fact, at, { over: over.map((m) => m.id) });

describe('a payment in doubt', () => {
  const contradiction = [messageOf('PAID', 1), messageOf('FAILED', 2)];

  it('is to verify when one charge is said paid and failed', () => {
    expect(settled(...contradiction)).toMatchObject(verify('CONTRADICTION'));
  });

  it('stays one when a third message ties what was said of its page to a charge that failed', () => {
    const wrong = messageOf('PAID', 1, { charge: undefined, money: { amount: 32217, currency: 'CHF' } });
    const failed = answered('FAILED', 3, { page: undefined, charge: 'pi_1' });
    const between = messageOf('DISPUTED', 2, { charge: 'pi_1' });
    expect(settled(wrong, failed, between)).toMatchObject(verify('CONTRADICTION'));
  });

  it('is settled by the later clear answer of the gateway, and says that it was verified', () => {
    expect(settled(...contradiction, answered('PAID', 3))).toMatchObject({ ...paid, verified: true });
    expect(settled(...contradiction, answered('FAILED', 3))).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'FAILED',
      verified: true,
      charges: [],
    });
  });

  it('is not settled by an answer that came before, of another charge, or of the other environment', () => {
    const reopened = [answered('PAID', 0), ...contradiction];
    expect(settled(...reopened)).toMatchObject(verify('CONTRADICTION'));
    expect(settled(...contradiction, answered('FAILED', 3, { charge: 'pi_9' }))).toMatchObject(
      verify('CONTRADICTION'),
    );
    expect(settled(...contradiction, answered('FAILED', 3, { live: false }))).toMatchObject(
      verify('CONTRADICTION'),
    );
  });

  it('is not decided by chance between two answers of one moment', () => {
    const both = [answered('PAID', 1, { id: 'a' }), answered('FAILED', 1, { id: 'b' })];
    expect(settled(...both)).toMatchObject(verify('CONTRADICTION'));
  });

  it('stays one where a notification is of the second of the answer: which came first is not told', () => {
    const at = (ms: string) => ({ at: `2026-03-02T10:05:0${ms}Z` });
    const failed = answered('FAILED', 5, at('0.200'));
    const success = answered('PAID', 5, at('0.200'));
    const [told, denied, strange] = [
      messageOf('PAID', 5, at('0')),
      messageOf('FAILED', 5, at('0')),
      messageOf('UNKNOWN', 5, at('0')),
    ];
    for (const both of [
      [failed, told],
      [success, denied],
    ]) {
      expect(settled(...both)).toMatchObject(verify('CONTRADICTION'));
      expect(settled(...both.toReversed())).toMatchObject(verify('CONTRADICTION'));
      expect(settled(...both, answered('PAID', 5, at('1.000')))).toMatchObject(paid);
      expect(settled(answered('FAILED', 5, at('1.000')), ...both)).toMatchObject({ outcome: 'NEGATIVE' });
    }
    expect(settled(failed, strange)).toMatchObject(verify('UNKNOWN_STATUS'));
    expect(settled(success, strange)).toMatchObject(paid);
    expect(settled(failed, strange, answered('FAILED', 5, at('1.000')))).toMatchObject({
      outcome: 'NEGATIVE',
    });
  });

  it('is to verify when two charges were paid, with both named, the first one first', () => {
    const { outcome, reason, charges } = settled(
      messageOf('PAID', 2),
      messageOf('PAID', 1, { id: 'p', charge: 'pi_2' }),
    );
    expect({ outcome, reason }).toEqual(verify('DOUBLE_CHARGE'));
    expect(charges.map((c) => c.reference)).toEqual(['pi_2', 'pi_1']);
  });

  it('is positive when another attempt failed beside the one that was paid', () => {
    expect(settled(messageOf('FAILED', 1, { charge: 'pi_0' }), messageOf('PAID', 2))).toMatchObject(paid);
  });

  it('is positive when its page was paid after two charges on it failed', () => {
    const tries = [messageOf('FAILED', 1), messageOf('FAILED', 2, { charge: 'pi_2' })];
    expect(settled(...tries, messageOf('PAID', 3, { charge: undefined }))).toMatchObject(paid);
  });

  it('is to verify when the amount or the currency is not the one asked for, or is not told', () => {
    for (const money of [{ amount: 32216, currency: 'EUR' }, { amount: 32217, currency: 'CHF' }, undefined])
      expect(settled(messageOf('PAID', 1, { money }))).toMatchObject(verify('AMOUNT_MISMATCH'));
  });

  it('is to verify when a message of the other environment came, until the gateway answers', () => {
    const foreign = messageOf('PAID', 1, { live: false });
    expect(settled(foreign)).toMatchObject(verify('WRONG_ENVIRONMENT'));
    expect(settled(foreign, answered('PAGE_OPEN', 2))).toMatchObject({ outcome: 'PENDING' });
    expect(settled(messageOf('PAID', 1, { live: undefined }))).toMatchObject(verify('WRONG_ENVIRONMENT'));
  });

  it('is to verify on a status that nobody knows, until the gateway answers clearly', () => {
    const strange = messageOf('UNKNOWN', 2);
    expect(settled(strange)).toMatchObject(verify('UNKNOWN_STATUS'));
    expect(settled(strange, messageOf('PAGE_EXPIRED', 3))).toMatchObject(verify('UNKNOWN_STATUS'));
    expect(settled(strange, answered('PAGE_OPEN', 1))).toMatchObject(verify('UNKNOWN_STATUS'));
    expect(settled(strange, answered('PAGE_OPEN', 3))).toMatchObject({ outcome: 'PENDING' });
    const twice = [
      answered('PAGE_OPEN', 0, { id: 'a' }),
      answered('PAGE_OPEN', 1),
      answered('PAGE_OPEN', 3, { id: 'a' }),
    ];
    expect(settled(strange, ...twice)).toMatchObject({ outcome: 'PENDING' });
    expect(settled(strange, answered('PAGE_EXPIRED', 3))).toMatchObject({
      outcome: 'NEGATIVE',
      verified: true,
    });
  });

  it('is to verify when an inquiry has no answer, though the page expired or a charge failed', () => {
    for (const unpaid of [messageOf('PAGE_EXPIRED', 1), messageOf('FAILED', 1)])
      expect(settled(unpaid, messageOf('NO_ANSWER', 2))).toMatchObject(verify('NO_ANSWER'));
    expect(settled(messageOf('PAID', 1), messageOf('NO_ANSWER', 2))).toMatchObject(paid);
  });

  it('is to verify when it failed after it was paid, whichever came first', () => {
    expect(settled(messageOf('FAILED', 3), messageOf('PAID', 1))).toMatchObject(verify('CONTRADICTION'));
  });
});

describe("an operator's decision", () => {
  const mispaid = messageOf('PAID', 1, { money: { amount: 100, currency: 'EUR' } });
  const strange = messageOf('UNKNOWN', 1);

  it('settles what it was taken over, either way', () => {
    expect(settled(strange, byPerson('CONFIRMED', 2, strange))).toMatchObject({
      outcome: 'POSITIVE',
      reason: 'CONFIRMED',
      verified: false,
    });
    expect(settled(mispaid, byPerson('CONFIRMED', 2, mispaid))).toMatchObject({ reason: 'CONFIRMED' });
    expect(settled(mispaid, byPerson('DENIED', 2, mispaid))).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'DENIED',
    });
  });

  const asAnswer = { ...mispaid, id: 'asked', source: 'inquiry' as const, at: messageOf('PAID', 5).at };

  it('stands when what it was taken over is told again', () => {
    const again = { ...mispaid, id: 'again', at: messageOf('PAID', 5).at };
    for (const retold of [again, asAnswer])
      expect(settled(mispaid, byPerson('CONFIRMED', 2, mispaid), retold)).toMatchObject({
        outcome: 'POSITIVE',
      });
    expect(settled(mispaid, byPerson('DENIED', 2, mispaid), again)).toMatchObject({ outcome: 'NEGATIVE' });
  });

  it('is reopened by the later answer of the gateway that says the opposite, though it was known before', () => {
    expect(settled(mispaid, byPerson('DENIED', 2, mispaid), asAnswer)).toMatchObject(
      verify('PAID_AFTER_DENIED'),
    );
    const failed = messageOf('FAILED', 1);
    expect(settled(failed, byPerson('CONFIRMED', 2, failed))).toMatchObject({ outcome: 'POSITIVE' });
    expect(settled(failed, byPerson('CONFIRMED', 2, failed), answered('FAILED', 5))).toMatchObject(
      verify('CONTRADICTION'),
    );
  });

  it('goes by what the person was shown, not by clocks: neither by the decision’s nor by an answer’s', () => {
    const seen = answered('PAID', 3, { id: 'seen' });
    const decided = [seen, byPerson('DENIED', 2, seen)];
    expect(settled(...decided)).toMatchObject({ outcome: 'NEGATIVE', reason: 'DENIED' });
    expect(settled(...decided, answered('PAID', 1, { id: 'since' }))).toMatchObject(
      verify('PAID_AFTER_DENIED'),
    );
  });

  it('to deny stands once all of the money went back, whoever says that it was paid; not while a cent is left', () => {
    const seen = answered('PAID', 1);
    const decided = [seen, byPerson('DENIED', 2, seen), answered('PAID', 9, { id: 'since' })];
    const back = (amount: number, about: Partial<Message> = {}) =>
      messageOf('REFUNDED', 3, { id: 'refund:re_1:succeeded', money: { amount, currency: 'EUR' }, ...about });
    const heldOf = (...more: Message[]) => settled(...decided, ...more).charges.map(({ held }) => held);
    expect(settled(...decided, back(32216))).toMatchObject(verify('PAID_AFTER_DENIED'));
    expect(settled(...decided, back(32217))).toMatchObject({ outcome: 'NEGATIVE', reason: 'DENIED' });
    expect([heldOf(), heldOf(back(32216)), heldOf(back(32217))]).toEqual([[32217], [1], [0]]);
    const failed = back(32217, { id: 'refund:re_1:failed', fact: 'REFUND_FAILED' });
    expect(settled(...decided, back(32217), failed)).toMatchObject(verify('PAID_AFTER_DENIED'));
  });

  it('to deny is not borne out by a refund of a charge that only another message ties to the money', () => {
    const page = messageOf('PAID', 1, { charge: undefined });
    const back = messageOf('REFUNDED', 2, {
      id: 'refund:re_1:succeeded',
      money: requested.money,
      page: undefined,
    });
    const decided = [page, byPerson('DENIED', 3), back];
    expect(settled(...decided, messageOf('PAID', 4))).toMatchObject(verify('PAID_AFTER_DENIED'));
    expect(settled(...decided, messageOf('PAID', 4), answered('PAID', 5))).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'DENIED',
      charges: [{ reference: 'pi_1', held: 0 }],
    });
  });

  it('stays reopened when a third message ties the page that it was taken over to the charge that came after', () => {
    const page = messageOf('PAID', 1, { charge: undefined });
    const charge = answered('PAID', 3, { page: undefined });
    const tie = messageOf('DISPUTED', 4, { charge: 'pi_1' });
    const denied = [page, byPerson('DENIED', 2, page), charge];
    expect(settled(...denied)).toMatchObject(verify('PAID_AFTER_DENIED'));
    expect(settled(...denied, tie)).toMatchObject(verify('PAID_AFTER_DENIED'));
    const late = { ...charge, source: 'notification' as const, at: page.at };
    expect(settled(page, byPerson('DENIED', 2, page), late, tie)).toMatchObject(verify('PAID_AFTER_DENIED'));
  });

  it('counts the latest where there are several, in whatever order they arrive', () => {
    const first = byPerson('CONFIRMED', 2, strange);
    const second = byPerson('DENIED', 3, strange);
    expect(settled(strange, second, first)).toMatchObject({ reason: 'DENIED' });
  });

  it('counts before one that it was taken over, though both bear one time', () => {
    for (const [first, second] of [
      ['1', '2'],
      ['10', '9'],
    ]) {
      const denied = { ...byPerson('DENIED', 2, strange), id: `operator:p:${first}` };
      const confirmed = { ...byPerson('CONFIRMED', 2, strange, denied), id: `operator:p:${second}` };
      expect(settled(strange, denied, confirmed)).toMatchObject({ reason: 'CONFIRMED' });
      expect(settled(confirmed, denied, strange)).toMatchObject({ reason: 'CONFIRMED' });
      const back = { ...byPerson('DENIED', 2, strange, denied, confirmed), id: 'operator:p:0' };
      expect(settled(back, confirmed, denied, strange)).toMatchObject({ reason: 'DENIED' });
    }
  });

  it('is reopened when a payment resolved as unpaid says it was paid', () => {
    expect(settled(strange, byPerson('DENIED', 2, strange), messageOf('PAID', 3))).toMatchObject(
      verify('PAID_AFTER_DENIED'),
    );
    for (const news of [messageOf('PAID', 3), { ...mispaid, id: 'news', charge: 'pi_2' }])
      expect(settled(mispaid, byPerson('DENIED', 2, mispaid), news)).toMatchObject(
        verify('PAID_AFTER_DENIED'),
      );
  });

  it('is borne out by a charge of the right amount, and reopened by one of a wrong amount', () => {
    const confirmed = [strange, byPerson('CONFIRMED', 2, strange)];
    expect(settled(...confirmed, messageOf('PAID', 3))).toMatchObject({ outcome: 'POSITIVE' });
    expect(settled(...confirmed, { ...mispaid, id: 'late' })).toMatchObject(verify('AMOUNT_MISMATCH'));
  });

  it('is reopened by a further charge than the one it was taken over', () => {
    const confirmed = [mispaid, byPerson('CONFIRMED', 2, mispaid)];
    expect(settled(...confirmed, messageOf('PAID', 3, { charge: 'pi_2' }))).toMatchObject(
      verify('DOUBLE_CHARGE'),
    );
  });

  it('can name one of two charges as the right one', () => {
    const paidTwice = [messageOf('PAID', 1), messageOf('PAID', 2, { charge: 'pi_2' })];
    expect(settled(...paidTwice, byPerson('CONFIRMED', 3, ...paidTwice))).toMatchObject({
      outcome: 'POSITIVE',
    });
  });

  it('is a doubt again, not unpaid, when the gateway says afterwards that it failed', () => {
    const confirmed = [strange, byPerson('CONFIRMED', 2, strange)];
    const charged = [mispaid, byPerson('CONFIRMED', 2, mispaid)];
    expect(settled(...charged, messageOf('FAILED', 3))).toMatchObject(verify('CONTRADICTION'));
    expect(settled(...confirmed, messageOf('FAILED', 3))).toMatchObject(verify('CONTRADICTION'));
    expect(settled(...confirmed, answered('FAILED', 3))).toMatchObject(verify('CONTRADICTION'));
  });

  it('stands when another charge than the confirmed one fails', () => {
    const confirmed = [mispaid, byPerson('CONFIRMED', 2, mispaid)];
    expect(settled(...confirmed, messageOf('FAILED', 3, { charge: 'pi_0' }))).toMatchObject({
      reason: 'CONFIRMED',
    });
  });

  it("is a person's only: a gateway that says CONFIRMED decides nothing", () => {
    expect(settled(strange, messageOf('CONFIRMED', 2, { source: 'notification' }))).toMatchObject(
      verify('UNKNOWN_STATUS'),
    );
  });
});
