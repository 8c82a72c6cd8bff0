import { describe, expect, it } from 'vitest';
import { heldOf, isCovered, leftToRefund, refundKey } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { messageOf } from './messages-given.ts';

const charge = { reference: 'pi_1', money: { amount: 5000, currency: 'EUR' } };
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const refund = (id: string, status: string, fact: Message['fact'], amount: number, about = {}) =>
  messageOf(fact, 10, { id: `refund:${id}:${status}`, charge: 'pi_1', money: eur(amount), ...about });

describe('what is left to give back', () => {
  it('is all of the charge while nothing was given back, whatever else is known', () => {
    expect(
      leftToRefund(charge, [messageOf('PAID', 1), messageOf('DISPUTED', 2), messageOf('RETURNED', 3)]),
    ).toEqual(eur(5000));
  });

  it('is less by each refund, once however often it was told', () => {
    const told = [
      refund('re_1', 'pending', 'REFUND_PENDING', 1000),
      refund('re_1', 'succeeded', 'REFUNDED', 1000),
      refund('re_1', 'succeeded', 'REFUNDED', 1000),
      refund('re_2', 'succeeded', 'REFUNDED', 500),
    ];
    expect(leftToRefund(charge, told)).toEqual(eur(3500));
    expect(leftToRefund(charge, told.toReversed())).toEqual(eur(3500));
  });

  it('counts a refund under way, and no more once it failed, in whatever order that was told', () => {
    const pending = refund('re_1', 'pending', 'REFUND_PENDING', 1000);
    const failed = refund('re_1', 'failed', 'REFUND_FAILED', 1000);
    expect(leftToRefund(charge, [pending])).toEqual(eur(4000));
    expect(leftToRefund(charge, [pending, failed])).toEqual(eur(5000));
    expect(leftToRefund(charge, [failed, pending])).toEqual(eur(5000));
  });

  it('counts a refund in a state nobody knows: it may have been given', () => {
    expect(leftToRefund(charge, [refund('re_1', 'pondering', 'UNKNOWN', 1000)])).toEqual(eur(4000));
  });

  it("does not count another charge's refunds, and is never negative", () => {
    expect(leftToRefund(charge, [refund('re_1', 'succeeded', 'REFUNDED', 1000, { charge: 'pi_2' })])).toEqual(
      eur(5000),
    );
    expect(leftToRefund(charge, [refund('re_1', 'succeeded', 'REFUNDED', 9000)])).toEqual(eur(0));
  });
});

describe('what the gateway holds of a charge', () => {
  const lost = (id: string, about: Partial<Message> = {}) =>
    messageOf('DISPUTE_LOST', 5, {
      id: `dispute:${id}:closed`,
      case: id,
      charge: 'pi_1',
      money: eur(1000),
      ...about,
    });

  it('is what did not go back: refunds given or under way count, not those that failed or that nobody knows', () => {
    const all = [
      refund('re_1', 'succeeded', 'REFUNDED', 1000),
      refund('re_2', 'pending', 'REFUND_PENDING', 500),
      refund('re_3', 'failed', 'REFUND_FAILED', 300),
      refund('re_4', 'pondering', 'UNKNOWN', 200),
    ];
    expect(heldOf(charge, [])).toBe(5000);
    expect(heldOf(charge, all)).toBe(3500);
    expect(heldOf(charge, [...all, refund('re_2', 'failed', 'REFUND_FAILED', 500)])).toBe(4000);
  });

  it('is less by each lost dispute, once however often it was told; by all of it where its sum is not told', () => {
    expect(heldOf(charge, [lost('dp_1'), lost('dp_1'), lost('dp_2')])).toBe(3000);
    expect(heldOf(charge, [lost('dp_1', { charge: 'pi_2' })])).toBe(5000);
    expect(heldOf(charge, [lost('dp_1', { money: undefined })])).toBe(0);
  });

  it('pays for all only where nothing went back of one charge that comes to so much, in that currency', () => {
    const chargesOf = (held: number, money = eur(5000)) => [{ reference: 'pi_1', money, held }];
    expect(isCovered(chargesOf(5000), eur(5000))).toBe(true);
    for (const [charges, total] of [
      [chargesOf(4999), eur(4000)],
      [chargesOf(5000), eur(5001)],
      [chargesOf(5000), { amount: 5000, currency: 'CHF' }],
      [[...chargesOf(2500, eur(2500)), ...chargesOf(2500, eur(2500))], eur(5000)],
    ] as const)
      expect(isCovered([...charges], total)).toBe(false);
  });
});

it('a refund is named by its payment and number', () => {
  expect(refundKey('000000012-abc', 2)).toBe('refund:000000012-abc:2');
});
