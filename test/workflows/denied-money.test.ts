import { describe, expect, it } from 'vitest';
import { documentWanted } from '../../workflows/deposit-document/start.ts';
import type { PaymentReport } from '../../workflows/messages.ts';
import { orderAttentions, undismissed } from '../../workflows/order/attentions.ts';
import { checkoutView } from '../../workflows/order/checkout-view.ts';
import { currentNotice, orderStage } from '../../workflows/order/notices.ts';
import { orderActions } from '../../workflows/order/offers.ts';
import { mayPayAgain, pagesToClose, whyNotPayable } from '../../workflows/order/payable.ts';
import { hear, type OrderState } from '../../workflows/order/rules.ts';
import { keepOpenUntil } from '../../workflows/payment/due.ts';
import { refundable } from '../../workflows/payment/refunds.ts';
import type { PaymentState } from '../../workflows/payment/state.ts';
import { paymentReport, paymentView } from '../../workflows/payment/view.ts';
import { aCharge, aReport, aState, shopHas } from './states-given.ts';

const codes = (state: OrderState) => orderAttentions(state).map(({ code }) => code);
const denied = (charges: PaymentReport['charges'], paymentId = 'p1') =>
  aReport(paymentId, 'NEGATIVE', { reason: 'DENIED', charges });
const ofPayments = (...payments: PaymentReport[]) => aState({ payments });
const holding = ofPayments(denied([aCharge('pi_p1')]));
const document = { id: 'OX+1+73', number: 'OX 1/73' };

describe('an order of which a denied payment holds money', () => {
  it('is charged twice once another payment holds money too, until one of the two went back whole', () => {
    const codesOf = (first: number, second: number) =>
      codes(
        ofPayments(
          denied([aCharge('pi_p1', first)]),
          aReport('p2', 'POSITIVE', { charges: [aCharge('pi_p2', second)] }),
        ),
      );
    expect(codesOf(32217, 32217)).toEqual(['DOUBLE_CHARGE']);
    expect(codesOf(1, 32217)).toEqual(['DOUBLE_CHARGE']);
    expect(codesOf(0, 32217)).toEqual([]);
    expect(codesOf(32217, 0)).not.toContain('DOUBLE_CHARGE');
  });

  it('asks nobody to pay, whatever is pressed, and opens no page', () => {
    expect(mayPayAgain(holding)).toBe(false);
    expect(whyNotPayable(holding)).toBe(
      'payment p1 was resolved as unpaid and still has the money: refund it',
    );
    const open = ofPayments(denied([aCharge('pi_p1')]), aReport('p2', 'PENDING'));
    expect(pagesToClose(open)).toEqual([['p2', whyNotPayable(open)]]);
    const steps = orderActions(holding).flatMap((offer) => (offer.action === 'retry' ? offer.steps : []));
    expect(steps).not.toContain('payment');
  });

  it('tells its customer that it has to be cleared up, also when the time is over or it was cancelled', () => {
    for (const state of [
      holding,
      { ...holding, windowClosed: true },
      { ...holding, inShop: shopHas({ state: 'cancelled' }) },
    ])
      expect(checkoutView(state).state).toBe('to_clarify');
  });

  it('waits for a person at its payment: the shop is told to ship nothing, and nothing is cancelled there', () => {
    for (const state of [holding, { ...holding, windowClosed: true }]) {
      expect(orderStage(state)).toBe('PAYMENT');
      expect(currentNotice(state)).toMatchObject({ kind: 'verify', marker: 'verify:p1', reason: 'DENIED' });
    }
  });

  it('can be paid again once all of it went back, not before', () => {
    for (const held of [32217, 1])
      expect(checkoutView(ofPayments(denied([aCharge('pi_p1', held)]))).state).toBe('to_clarify');
    const back = ofPayments(denied([aCharge('pi_p1', 0)]));
    expect(mayPayAgain(back)).toBe(true);
    expect(checkoutView(back).state).toBe('can_pay_again');
    expect(checkoutView({ ...back, windowClosed: true }).state).toBe('closed');
  });
});

describe('charges of an order', () => {
  it('are counted by the gateway that holds them: one that two payments name is one', () => {
    const same = [aReport('p1', 'POSITIVE'), aReport('p2', 'POSITIVE', { charges: [aCharge('pi_p1')] })];
    expect(codes(ofPayments(...same))).toEqual([]);
  });

  it('count while a payment is in doubt, but not where the gateway says both paid and failed', () => {
    const doubt = (reason: PaymentReport['reason']) =>
      ofPayments(aReport('p1', 'VERIFY', { reason, charges: [aCharge('pi_p1')] }), aReport('p2', 'POSITIVE'));
    expect(codes(doubt('PAID_AFTER_DENIED'))).toEqual(['DOUBLE_CHARGE']);
    expect(codes(doubt('CONTRADICTION'))).toEqual([]);
  });

  it('count without a charge where a person said that it was paid', () => {
    const confirmed = aReport('p1', 'POSITIVE', { reason: 'CONFIRMED', charges: [] });
    expect(codes(ofPayments(confirmed, aReport('p2', 'POSITIVE')))).toEqual(['DOUBLE_CHARGE']);
  });
});

describe('money that went back', () => {
  const givenBack = (code: 'REFUNDED' | 'DISPUTE_LOST') =>
    aReport('p1', 'POSITIVE', {
      charges: [aCharge('pi_p1', 0)],
      attentions: [{ code, text: `${code}, pi_p1` }],
    });
  const refunded = givenBack('REFUNDED');
  const lost = givenBack('DISPUTE_LOST');

  it('asks for the document to be corrected', () => {
    expect(codes(ofPayments(refunded))).toEqual(['REFUNDED']);
    expect(codes(aState({ payments: [lost], document }))).toEqual(['DISPUTE_LOST']);
  });

  it('asks for nothing where another payment, of which nothing went back, pays for the whole order', () => {
    for (const report of [refunded, lost])
      expect(codes(ofPayments(report, aReport('p2', 'POSITIVE')))).toEqual([]);
    const part = aReport('p2', 'POSITIVE', { charges: [aCharge('pi_p2', 32216)] });
    const less = aReport('p2', 'POSITIVE', {
      charges: [{ ...aCharge('pi_p2'), money: { amount: 32216, currency: 'EUR' }, held: 32216 }],
    });
    const unpaid = denied([aCharge('pi_p2')], 'p2');
    for (const other of [part, less, unpaid])
      expect(codes(ofPayments(refunded, other))).toContain('REFUNDED');
  });
});

describe('a document whose money is not there', () => {
  const written = (payment: PaymentReport, about: Partial<OrderState> = {}) =>
    aState({ payments: [payment], document, ...about });
  const unpaid = written(denied([]));

  it('is for a person, with its number, at its own stage; the shop ships nothing', () => {
    expect(orderAttentions(unpaid)).toEqual([
      { code: 'DOCUMENT_NOT_PAID', text: expect.stringMatching(/ OX 1\/73$/) },
    ]);
    for (const state of [unpaid, { ...unpaid, windowClosed: true }]) {
      expect(orderStage(state)).toBe('DOCUMENT');
      expect(currentNotice(state)).toMatchObject({ kind: 'verify', marker: 'verify:p1' });
    }
    const failed = written(aReport('p1', 'NEGATIVE', { reason: 'FAILED' }));
    expect(codes(failed)).toEqual(['DOCUMENT_NOT_PAID']);
  });

  it('stays so while the customer pays again, and is right once they did', () => {
    expect(checkoutView(unpaid).state).toBe('can_pay_again');
    const again = { ...unpaid, payments: [...unpaid.payments, aReport('p2', 'PENDING')] };
    expect([codes(again), orderStage(again)]).toEqual([['DOCUMENT_NOT_PAID'], 'DOCUMENT']);
    const paid = {
      ...unpaid,
      payments: [...unpaid.payments, aReport('p2', 'POSITIVE')],
      told: [{ marker: 'paid:p2', kind: 'paid' as const, said: '' }],
    };
    expect([codes(paid), orderStage(paid)]).toEqual([[], 'DONE']);
  });

  it('is none while a payment is in doubt, nor where the order was cancelled, which has its own word', () => {
    expect(codes(written(aReport('p1', 'VERIFY')))).toEqual([]);
    expect(codes({ ...unpaid, inShop: shopHas({ state: 'cancelled' }) })).toEqual([
      'CANCELLED_AFTER_DOCUMENT',
    ]);
  });

  it('is over once the ERP has cancelled it: nobody is asked to pay any more', () => {
    const cancelled = { ...unpaid, documentState: 'cancelled' as const };
    expect(codes(cancelled)).toEqual([]);
    expect(checkoutView(cancelled).state).toBe('closed');
    expect(currentNotice(cancelled)).toBeUndefined();
    const told = [{ marker: 'document:cancelled', kind: 'document' as const, said: '' }];
    expect(orderStage({ ...cancelled, told })).toBe('DONE');
  });

  it('is over once a person has settled it: nobody is asked to pay any more', () => {
    const [{ code, text } = { code: '', text: '' }] = orderAttentions(unpaid);
    const dismissed = {
      ...unpaid,
      dismissed: [`${code} ${text}`],
      told: [{ marker: 'verify:p1', kind: 'verify' as const, said: '' }],
    };
    expect(orderStage(dismissed)).toBe('DONE');
    expect(checkoutView(dismissed).state).toBe('closed');
  });

  it('is for a person once more where it was settled, paid after all, and is unpaid again', () => {
    const [{ code, text } = { code: '', text: '' }] = orderAttentions(unpaid);
    const state = { ...unpaid, payments: [...unpaid.payments], dismissed: [`${code} ${text}`, 'OTHER'] };
    hear(state, aReport('p1', 'POSITIVE'));
    hear(state, denied([]));
    expect(undismissed(state, orderAttentions(state)).map((attention) => attention.code)).toEqual([
      'DOCUMENT_NOT_PAID',
    ]);
    expect(state.dismissed).toEqual(['OTHER']);
  });

  it('is not written again to be put right', () => {
    const warned = { ...document, warnings: [{ code: 'TOTAL_MISMATCH' as const, text: 'one cent' }] };
    const steps = (state: OrderState) =>
      orderActions(state).flatMap((o) => (o.action === 'retry' ? o.steps : []));
    expect(steps(written(aReport('p1', 'POSITIVE'), { document: warned }))).toContain('document');
    expect(steps(written(denied([]), { document: warned }))).not.toContain('document');
  });
});

describe('what a payment says of money that it holds', () => {
  const total = { amount: 32217, currency: 'EUR' };
  const decided = (
    outcome: PaymentReport['outcome'],
    held: number[],
    about: Partial<PaymentState> = {},
  ): PaymentState =>
    ({
      input: { paymentId: 'p1', gateway: 'stripe', page: { total }, order: { workflowId: 'order:shop:1' } },
      settlement: {
        outcome,
        reason: outcome === 'NEGATIVE' ? 'DENIED' : 'CONFIRMED',
        verified: false,
        charges: held.map((amount, i) => aCharge(`pi_${i + 1}`, amount)),
        after: held.includes(0) ? [{ code: 'REFUNDED', about: 'pi_1' }] : [],
      },
      messages: [],
      unbelieved: [],
      inquiries: 0,
      opening: false,
      closeRequested: false,
      orderGone: false,
      ...about,
    }) as unknown as PaymentState;
  const reported = (state: PaymentState) => paymentReport(state).attentions.map(({ code }) => code);
  const shown = (state: PaymentState) => paymentView(state).attentions.map(({ code }) => code);

  it('is that two charges of it are held, also once a person decided, until one of them went back', () => {
    expect(reported(decided('POSITIVE', [32217, 32217]))).toEqual(['DOUBLE_CHARGE']);
    expect(reported(decided('POSITIVE', [32217, 1]))).toEqual(['DOUBLE_CHARGE']);
    expect(reported(decided('POSITIVE', [32217, 0]))).toEqual([]);
  });

  it('is that it has to go back where the payment is denied, and nothing once it did', () => {
    expect(reported(decided('NEGATIVE', [32217]))).toEqual(['REFUND_DUE']);
    expect(reported(decided('NEGATIVE', [0, 1]))).toEqual(['REFUND_DUE']);
    expect(reported(decided('NEGATIVE', [0]))).toEqual([]);
  });

  it('is told to people by its order, which knows whether another payment covers it; by itself where there is none', () => {
    const returned = decided('POSITIVE', [0]);
    expect([reported(returned), shown(returned)]).toEqual([['REFUNDED'], []]);
    expect(shown({ ...returned, orderGone: true })).toEqual(['REFUNDED', 'ORDER_GONE']);
    expect(shown({ ...returned, input: { ...returned.input, order: undefined } })).toEqual(['REFUNDED']);
  });

  it('keeps it open until all of it went back, however long that takes', () => {
    const timing = { keepOpenMs: 60, verifyMs: [5] };
    const since = (state: PaymentState) =>
      keepOpenUntil({ ...state, since: 1, input: { ...state.input, timing } } as PaymentState);
    expect(since(decided('NEGATIVE', [1]))).toBe(Number.POSITIVE_INFINITY);
    for (const over of [decided('NEGATIVE', [0]), decided('NEGATIVE', []), decided('POSITIVE', [1])])
      expect(since(over)).toBe(61);
  });

  it('is written as the document of a deposit only while some of it is held, or once a person has decided', () => {
    const document = { erp: 'mexal', draft: { order: {} } };
    const wanted = (state: PaymentState, reason: string, after = state.settlement.after) =>
      documentWanted({
        ...state,
        input: { ...state.input, document },
        documented: false,
        settlement: { ...state.settlement, reason, after },
      } as PaymentState) !== undefined;
    expect(wanted(decided('POSITIVE', [32217]), 'PAID')).toBe(true);
    expect(wanted(decided('POSITIVE', [32217, 0]), 'PAID')).toBe(true);
    expect(wanted(decided('POSITIVE', [0]), 'PAID')).toBe(false);
    expect(wanted(decided('POSITIVE', [0]), 'CONFIRMED')).toBe(false);
    expect(wanted(decided('POSITIVE', [0]), 'CONFIRMED', [])).toBe(true);
  });

  it('is not that its page could not be opened, where it was paid all the same', () => {
    const openingFailure = { code: 'GATEWAY_ANSWER_LOST' as const, text: '' };
    expect(reported(decided('NEGATIVE', [32217], { openingFailure }))).toEqual(['REFUND_DUE']);
    expect(paymentReport(decided('NEGATIVE', [], { openingFailure }))).toMatchObject({ unopened: true });
  });

  it('is all that can be given back, the later charge first: document and shop name the first', () => {
    const ofTwo = decided('NEGATIVE', [32217, 32217]);
    expect(refundable(ofTwo)).toEqual(total);
    const refund = { id: 'refund:re_1:succeeded', fact: 'REFUNDED', charge: 'pi_2', money: total };
    const ofOne = { ...ofTwo, messages: [refund] } as unknown as PaymentState;
    expect(refundable(ofOne)).toEqual(total);
    const ofNone = {
      ...ofTwo,
      messages: [refund, { ...refund, id: 'refund:re_2:succeeded', charge: 'pi_1' }],
    };
    expect(refundable(ofNone as unknown as PaymentState).amount).toBe(0);
  });
});
