import { describe, expect, it } from 'vitest';
import { settle } from '../../domain/settle.ts';
import type { PaymentInput } from '../../workflows/messages.ts';
import { isRefundByHand } from '../../workflows/payment/attentions.ts';
import { dueAt } from '../../workflows/payment/due.ts';
import { assertOffered, paymentActions } from '../../workflows/payment/offers.ts';
import { newPayment, type PaymentState, settlementOf } from '../../workflows/payment/state.ts';
import { paymentView } from '../../workflows/payment/view.ts';
import { requested, said } from '../domain/messages-given.ts';
import { anImport } from './states-given.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE_MS = 60_000;
const GRACE_MS = 10_000;
const expiresAt = new Date(START + 15 * MINUTE_MS).toISOString();
const input: PaymentInput = {
  paymentId: 'pay-1',
  gateway: 'cards',
  live: true,
  page: {
    paymentId: 'pay-1',
    total: requested.money,
    description: 'Ordine 17',
    lines: [],
    locale: 'it',
    returnUrl: 'https://pay.example/return',
    backUrl: 'https://pay.example/back',
  },
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

  it('is shown to nobody any more once it was to be closed', () => {
    expect(paymentView(aPayment({ close: false, refund: true })).pageUrl).toBe('https://cards.example/1');
    expect(paymentView(aPayment({ close: false, refund: true }, asked)).pageUrl).toBeUndefined();
  });
});

describe('money at a gateway that gives nothing back from here', () => {
  const paid = [said('PAID', 1)];
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
    const denied = said('DENIED', 2, { over: [paid[0]?.id ?? ''] });
    const state = aPayment(elsewhere, { messages: [...paid, denied] });
    expect(paymentView(state).attentions.map(({ code }) => code)).toEqual(['REFUND_DUE']);
    expect([isRefundByHand(state), names(state)]).toEqual([true, expect.arrayContaining(['settled'])]);
    const given = said('REFUNDED', 3, {
      id: 'refund:by-hand-1:REFUNDED',
      source: 'operator',
      charge: 'pi_1',
      money: requested.money,
    });
    const after = aPayment(elsewhere, { messages: [...paid, denied, given] });
    expect(paymentView(after).attentions).toEqual([]);
    expect([isRefundByHand(after), after.settlement.outcome]).toEqual([false, 'NEGATIVE']);
    expect(settle(requested, [...paid, denied, given]).charges).toMatchObject([{ held: 0 }]);
  });

  it('that can be refunded from here is refunded from here', () => {
    const denied = said('DENIED', 2, { over: [paid[0]?.id ?? ''] });
    const state = aPayment({ close: true, refund: true }, { messages: [...paid, denied] });
    expect(paymentView(state).attentions.map(({ code }) => code)).toEqual(['REFUND_DUE']);
    expect([isRefundByHand(state), names(state).includes('settled')]).toEqual([false, false]);
  });
});
