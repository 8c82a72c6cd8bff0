import { describe, expect, it } from 'vitest';
import { leftToRefund, refundKey } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { said } from './messages.ts';

const charge = { reference: 'pi_1', money: { amount: 5000, currency: 'EUR' } };
const eur = (amount: number) => ({ amount, currency: 'EUR' });
const refund = (id: string, status: string, fact: Message['fact'], amount: number, about = {}) =>
  said(fact, 10, { id: `refund:${id}:${status}`, charge: 'pi_1', money: eur(amount), ...about });

describe('what is left to give back', () => {
  it('is all of the charge while nothing was given back, whatever else is known', () => {
    expect(leftToRefund(charge, [said('PAID', 1), said('DISPUTED', 2), said('RETURNED', 3)])).toEqual(
      eur(5000),
    );
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

it('a refund is named by its payment and number', () => {
  expect(refundKey('000000012-abc', 2)).toBe('refund:000000012-abc:2');
});
