import { describe, expect, it } from 'vitest';
import { settle } from '../../domain/settle.ts';
import type { PaymentInput } from '../../workflows/messages.ts';
import { proofsOf } from '../../workflows/payment/asking.ts';
import { dueByHand } from '../../workflows/payment/attentions.ts';
import { closeTried, dueAt } from '../../workflows/payment/due.ts';
import { assertOffered, paymentActions } from '../../workflows/payment/offers.ts';
import { newPayment, type PaymentState, settlementOf } from '../../workflows/payment/state.ts';
import { paymentReport, paymentView } from '../../workflows/payment/view.ts';
import { answered, messageOf, requested } from '../domain/messages-given.ts';
import { anImport, aPage } from './states-given.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE_MS = 60_000;
const GRACE_MS = 10_000;
const expiresAt = new Date(START + 15 * MINUTE_MS).toISOString();
const input: PaymentInput = {
  paymentId: 'pay-1',
  gateway: 'cards',
  live: true,
  page: aPage('pay-1', requested.money),
  customerLabel: 'Ada Rossi',
  links: {},
  timing: { ...anImport().timing, verifyMs: [5_000, 60 * MINUTE_MS] },
};

/** A payment whose page is open, at a gateway that can so much; `about` says what differs. */
function aPayment(can: PaymentInput['can'], about: Partial<PaymentState> = {}): PaymentState {
  const page = { id: 'cs_1', url: 'https://cards.example/1', expiresAt };
  const state = { ...newPayment({ ...input, can }, START), page, opening: false, ...about };
  return { ...state, settlement: settlementOf(state) };
}
const names = (state: PaymentState) => paymentActions(state).map(({ action }) => action);

describe('a page that nobody can close', () => {
  const asked = { closeRequested: true, inquiries: 2, since: START + MINUTE_MS };
  const expiry = START + 15 * MINUTE_MS + GRACE_MS;

  it('is asked about once its time is over, however long the next wait would be', () => {
    expect(dueAt(aPayment({ close: false, refund: true }, asked))).toBe(expiry);
    expect(dueAt(aPayment({ close: true, refund: true }, asked))).toBe(asked.since + 60 * MINUTE_MS);
    expect(dueAt(aPayment(undefined, asked))).toBe(asked.since + 60 * MINUTE_MS);
  });

  it('is asked about at growing waits after that', () => {
    const since = expiry + 1;
    expect(dueAt(aPayment({ close: false, refund: true }, { ...asked, since }))).toBe(since + 60 * MINUTE_MS);
  });

  describe('and was decided as unpaid', () => {
    const denied = messageOf('DENIED', 2, { source: 'operator' });
    const decided = (can: PaymentInput['can'], last: Parameters<typeof answered>[0] = 'PAGE_OPEN') =>
      aPayment(can, { messages: [answered(last, 1), denied], closeTries: 3, closeTriedAt: START });

    it('can still be paid until its time is over, and its gateway is asked then', () => {
      for (const last of ['PAGE_OPEN', 'NO_ANSWER', 'UNKNOWN'] as const) {
        const state = decided({ close: false, refund: true }, last);
        expect([state.settlement.outcome, paymentReport(state).stillPayable]).toEqual(['NEGATIVE', true]);
        expect(dueAt(state)).toBe(expiry);
        closeTried(state, expiry);
        expect(paymentReport(state).stillPayable).toBeUndefined();
        expect(dueAt(state)).toBe(expiry + 60 * MINUTE_MS);
      }
    });

    it('can not be paid once the gateway said so', () => {
      expect(
        paymentReport(decided({ close: false, refund: true }, 'PAGE_EXPIRED')).stillPayable,
      ).toBeUndefined();
    });

    it('leaves the order unpaid at once where its gateway closes pages', () => {
      expect(paymentReport(decided(undefined)).stillPayable).toBeUndefined();
      expect(dueAt(decided(undefined))).toBe(START + 60 * MINUTE_MS);
    });
  });

  it('is shown to nobody any more once it was to be closed', () => {
    expect(paymentView(aPayment({ close: false, refund: true })).pageUrl).toBe('https://cards.example/1');
    expect(paymentView(aPayment({ close: false, refund: true }, asked)).pageUrl).toBeUndefined();
  });
});

describe('money at a gateway that gives nothing back from here', () => {
  const paid = [messageOf('PAID', 1)];
  const elsewhere = { close: true, refund: false };

  it('is not offered to be refunded, and the page says how much can be given back elsewhere', () => {
    const state = aPayment(elsewhere, { messages: paid });
    expect(names(state)).not.toContain('refund');
    expect(names(aPayment(undefined, { messages: paid }))).toContain('refund');
    expect(paymentView(state).refundElsewhere).toEqual(requested.money);
    expect(paymentView(aPayment(undefined, { messages: paid })).refundElsewhere).toBeUndefined();
    expect(() => assertOffered(state, 'refund')).toThrow(/back office/);
  });

  it('that is due is told by the person who gave it back', () => {
    const denied = messageOf('DENIED', 2, { over: [paid[0]?.id ?? ''] });
    const state = aPayment(elsewhere, { messages: [...paid, denied] });
    expect(paymentView(state).attentions.map(({ code }) => code)).toEqual(['REFUND_DUE']);
    expect(dueByHand(state)).toMatchObject([{ reference: 'pi_1', held: requested.money.amount }]);
    expect(names(state)).toContain('settled');
    const given = messageOf('REFUNDED', 3, {
      id: 'refund:by-hand-1:REFUNDED',
      source: 'operator',
      charge: 'pi_1',
      money: requested.money,
    });
    const after = aPayment(elsewhere, { messages: [...paid, denied, given] });
    expect(paymentView(after).attentions).toEqual([]);
    expect([dueByHand(after), after.settlement.outcome]).toEqual([[], 'NEGATIVE']);
    expect(settle(requested, [...paid, denied, given]).charges).toMatchObject([{ held: 0 }]);
  });

  it('that can be refunded from here is refunded from here', () => {
    const denied = messageOf('DENIED', 2, { over: [paid[0]?.id ?? ''] });
    const state = aPayment({ close: true, refund: true }, { messages: [...paid, denied] });
    expect(paymentView(state).attentions.map(({ code }) => code)).toEqual(['REFUND_DUE']);
    expect([dueByHand(state), names(state).includes('settled')]).toEqual([[], false]);
  });
});

describe('a payment that was paid twice at a gateway that gives nothing back from here', () => {
  const charges = ['pi_1', 'pi_2'].map((charge, i) => messageOf('PAID', i + 1, { charge }));
  const confirmed = messageOf('CONFIRMED', 3, { over: charges.map(({ id }) => id) });
  const elsewhere = { close: true, refund: false };

  it('says which charge is to go back by hand, and a person says that it did', () => {
    const state = aPayment(elsewhere, { messages: [...charges, confirmed] });
    expect(paymentView(state).attentions).toEqual([
      { code: 'DOUBLE_CHARGE', text: expect.stringContaining('pi_2') },
    ]);
    expect(dueByHand(state)).toMatchObject([{ reference: 'pi_2', held: requested.money.amount }]);
    expect(names(state)).toContain('settled');
  });

  it('keeps both to be looked at where refunds are made from here, and offers nothing to be settled', () => {
    const state = aPayment({ close: true, refund: true }, { messages: [...charges, confirmed] });
    const [twice] = paymentView(state).attentions;
    expect([twice?.code, dueByHand(state)]).toEqual(['DOUBLE_CHARGE', []]);
    expect(twice?.text).toMatch(/pi_1, pi_2/);
    expect(names(state)).not.toContain('settled');
  });

  it('is not settled before a person has decided what it was', () => {
    const state = aPayment(elsewhere, { messages: charges });
    expect([state.settlement.outcome, dueByHand(state), names(state).includes('settled')]).toEqual([
      'VERIFY',
      [],
      false,
    ]);
  });
});

it('a gateway is shown what its messages carried, each once, and never more than a history can hold', () => {
  const carried = (n: number) => messageOf('UNKNOWN', n, { id: `n${n}`, proof: `proof ${n % 100}` });
  const of = (count: number) => proofsOf(Array.from({ length: count }, (_, n) => carried(n)));
  expect(of(3)).toEqual(['proof 0', 'proof 1', 'proof 2']);
  expect(of(16)).toHaveLength(16);
  const many = of(5_000);
  expect(many).toHaveLength(16);
  expect([many[0], many[7], many[8], many[15]]).toEqual(['proof 0', 'proof 7', 'proof 92', 'proof 99']);
});
