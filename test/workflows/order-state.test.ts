import { describe, expect, it } from 'vitest';
import { orderAttentions } from '../../workflows/order/attentions.ts';
import { checkoutView } from '../../workflows/order/checkout-view.ts';
import { noticeDue, orderStage } from '../../workflows/order/notices.ts';
import { whyNotCancel } from '../../workflows/order/offers.ts';
import { mayPayAgain } from '../../workflows/order/payable.ts';
import {
  collected,
  documentDue,
  type OrderState,
  orderOutcome,
  passable,
} from '../../workflows/order/rules.ts';
import { aCharge, anImport, aReport, aState, shopHas, unread } from './states-given.ts';

const ofPayments = (...outcomes: Parameters<typeof aReport>[1][]): OrderState =>
  aState({ payments: outcomes.map((outcome, i) => aReport(`p${i + 1}`, outcome)) });
const offline = aState({ imported: anImport('offline') });
const unmapped = aState({ imported: anImport('unmapped') });
const prepaid = (paidInShop: number) => aState({ imported: anImport('prepaid', { paid: paidInShop }) });
const paid = ofPayments('POSITIVE');
const document = { id: 'OC+1+541', number: 'OC 1/541' };
const codes = (state: OrderState) => orderAttentions(state).map((a) => a.code);
const cancelled = shopHas({ state: 'cancelled' });
const checkout = (state: OrderState) => checkoutView(state).state;

describe("an order's outcome", () => {
  it('is pending before its import, without payments, and while a new payment follows a failed one', () => {
    for (const state of [unread, aState(), offline, unmapped, ofPayments('NEGATIVE', 'PENDING')])
      expect(orderOutcome(state)).toBe('PENDING');
  });

  it('is positive as soon as one of its payments is paid, whichever it is', () => {
    expect(orderOutcome(ofPayments('POSITIVE', 'NEGATIVE'))).toBe('POSITIVE');
    expect(orderOutcome(ofPayments('VERIFY', 'POSITIVE'))).toBe('POSITIVE');
  });

  it('is negative only when every payment is definitely unpaid', () => {
    expect(orderOutcome(ofPayments('NEGATIVE', 'NEGATIVE'))).toBe('NEGATIVE');
    expect(orderOutcome(ofPayments('VERIFY', 'NEGATIVE'))).toBe('VERIFY');
    expect(orderOutcome({ ...ofPayments('NEGATIVE', 'VERIFY'), windowClosed: true })).toBe('VERIFY');
  });

  it('of money taken in the shop is checked against the total, and nothing to pay is paid', () => {
    expect(orderOutcome(prepaid(32217))).toBe('POSITIVE');
    expect(orderOutcome(prepaid(32216))).toBe('VERIFY');
    expect(orderOutcome(aState({ imported: anImport('prepaid', { total: 0 }) }))).toBe('POSITIVE');
  });
});

describe('the money that document and shop are told of', () => {
  it('is the standing charge of the payment that was paid', () => {
    expect(collected(ofPayments('NEGATIVE', 'POSITIVE'))).toMatchObject({
      gateway: 'stripe',
      reference: 'pi_p2',
      money: { amount: 32217 },
      at: '2026-03-02T10:05:00.000Z',
    });
  });

  it('is what was asked for where a person confirmed a payment without a charge', () => {
    const confirmed = aState({ payments: [aReport('p1', 'POSITIVE', { reason: 'CONFIRMED', charges: [] })] });
    expect(collected(confirmed)).toMatchObject({
      reference: 'p1',
      money: { amount: 32217, currency: 'EUR' },
    });
  });

  it('is what the shop says was paid, where the shop took it', () => {
    expect(collected(prepaid(32217))).toMatchObject({ gateway: 'shop', reference: 'stripe_payments' });
  });

  it('is none while nothing was paid, nor where there was nothing to pay', () => {
    const free = aState({ imported: anImport('prepaid', { total: 0 }) });
    for (const state of [unread, aState(), ofPayments('VERIFY'), offline, prepaid(1), free])
      expect(collected(state)).toBeUndefined();
  });
});

describe('the document', () => {
  it('is due once the order is paid, or at once where the money comes another way', () => {
    for (const state of [paid, offline, unmapped, prepaid(32217)]) expect(documentDue(state)).toBe(true);
  });

  it('is not due before the import, unpaid, in doubt, cancelled, or written already', () => {
    const others = [unread, aState(), ofPayments('PENDING'), ofPayments('NEGATIVE'), ofPayments('VERIFY')];
    for (const state of [
      ...others,
      prepaid(1),
      { ...paid, inShop: cancelled },
      { ...offline, inShop: cancelled },
      { ...paid, document },
    ])
      expect(documentDue(state)).toBe(false);
  });
});

describe('money that was given back before the document', () => {
  const back = (held: number, about: Partial<Parameters<typeof aReport>[2]> = {}): OrderState =>
    aState({
      released: true,
      payments: [aReport('p1', 'POSITIVE', { charges: [aCharge('pi_p1', held)], ...about })],
    });
  const attentions = [{ code: 'REFUNDED' as const, text: '' }];

  it('whole keeps the document from being written and the shop from being told, until it is let through', () => {
    // The second is on its way still: its payment has no word of it.
    for (const state of [back(0, { attentions }), back(0)]) {
      expect(documentDue(state)).toBe(false);
      expect([orderStage(state), codes(state), passable(state)]).toEqual([
        'DOCUMENT',
        ['REFUNDED'],
        'REFUNDED',
      ]);
      expect(noticeDue(state)).toBeUndefined();
      expect(whyNotCancel(state)).toBeUndefined();
      const through: OrderState = { ...state, letThrough: ['REFUNDED'] };
      expect([documentDue(through), passable(through)]).toEqual([true, undefined]);
      expect(noticeDue(through)?.kind).toBe('paid');
    }
  });

  it('holds nothing once a person has decided over it, it failed, or another payment is paid', () => {
    const ofTwo = back(0, { attentions });
    for (const state of [
      back(0, { reason: 'CONFIRMED' }),
      back(32217, { attentions: [{ code: 'REFUND_FAILED', text: '' }] }),
      { ...ofTwo, payments: [...ofTwo.payments, aReport('p2', 'POSITIVE')] },
    ])
      expect(documentDue(state)).toBe(true);
    expect(documentDue(back(0, { reason: 'CONFIRMED', attentions }))).toBe(false);
  });

  it('in part does not hold it: the word is enough', () => {
    expect(documentDue(back(1, { attentions }))).toBe(true);
  });
});

describe('money that the customer has back by a dispute', () => {
  const gone = { attentions: [{ code: 'DISPUTE_LOST', text: '' }] } as const;
  const lost = aState({
    payments: [
      aReport('p1', 'POSITIVE', { charges: [aCharge('pi_p1', 0)], attentions: [...gone.attentions] }),
    ],
  });

  it('keeps the document from being written, nobody from the list of attentions, until it is let through', () => {
    expect(documentDue(lost)).toBe(false);
    expect(orderStage(lost)).toBe('DOCUMENT');
    expect(codes(lost)).toEqual(['DISPUTE_LOST']);
    expect(passable(lost)).toBe('DISPUTE_LOST');
    expect(whyNotCancel(lost)).toBeUndefined();
    const through: OrderState = { ...lost, letThrough: ['DISPUTE_LOST'] };
    expect([documentDue(through), passable(through)]).toEqual([true, undefined]);
  });

  it('says nothing to the shop, before the document and after it was asked for in vain', () => {
    expect(noticeDue({ ...lost, released: true })).toBeUndefined();
    expect(noticeDue({ ...lost, released: true, letThrough: ['DISPUTE_LOST'] })?.kind).toBe('paid');
  });

  it('holds nothing that is written, or paid once more', () => {
    expect(orderStage({ ...lost, document, released: true })).toBe('SHOP');
    expect(documentDue({ ...lost, payments: [...lost.payments, aReport('p2', 'POSITIVE')] })).toBe(true);
  });
});

describe("an order's stage", () => {
  const told = (state: OrderState, ...markers: string[]): OrderState => ({
    ...state,
    told: markers.map((marker) => ({ marker, kind: 'paid', said: '' })),
  });

  it('goes from import over payment and document to the shop and is done', () => {
    const written = { ...paid, document, released: true };
    expect(orderStage(unread)).toBe('IMPORT');
    for (const state of [aState(), ofPayments('PENDING'), ofPayments('VERIFY'), ofPayments('NEGATIVE')])
      expect(orderStage(state)).toBe('PAYMENT');
    expect(orderStage(paid)).toBe('DOCUMENT');
    expect(orderStage(written)).toBe('SHOP');
    expect(orderStage(told(written, 'paid:p1'))).toBe('DONE');
  });

  it('ends unpaid only after its time and once the shop knows, never in doubt', () => {
    const unpaid = { ...ofPayments('NEGATIVE'), windowClosed: true };
    expect(orderStage(unpaid)).toBe('SHOP');
    expect(orderStage(told(unpaid, 'failed:p1:final'))).toBe('DONE');
    expect(orderStage({ ...ofPayments('VERIFY'), windowClosed: true })).toBe('PAYMENT');
  });

  it('waits for money that the shop should have taken, and has nothing to do for a cancelled order', () => {
    expect(orderStage(prepaid(1))).toBe('PAYMENT');
    for (const state of [aState(), prepaid(1), offline, paid])
      expect(orderStage({ ...state, inShop: cancelled })).toBe('DONE');
  });
});

describe('why a person should look at an order', () => {
  it('is nothing where all is well', () => {
    for (const state of [unread, aState(), paid, offline, prepaid(32217)]) expect(codes(state)).toEqual([]);
  });

  it('is what its payments say, and what only the order can know', () => {
    const doubt = aReport('p1', 'VERIFY', { attentions: [{ code: 'NO_ANSWER', text: 'no answer' }] });
    expect(codes(aState({ payments: [doubt] }))).toEqual(['NO_ANSWER']);
    expect(codes({ ...paid, inShop: cancelled })).toEqual(['PAID_BUT_CANCELLED']);
    expect(codes(unmapped)).toEqual(['UNMAPPED_PAYMENT']);
    expect(codes(prepaid(32216))).toEqual(['PREPAID_NOT_PAID']);
    expect(codes({ ...prepaid(0), inShop: cancelled })).toEqual([]);
  });

  it('is a double charge where two payments were paid, with both named', () => {
    const [attention, ...others] = orderAttentions(ofPayments('POSITIVE', 'NEGATIVE', 'POSITIVE'));
    expect(others).toEqual([]);
    expect(attention).toMatchObject({ code: 'DOUBLE_CHARGE', text: expect.stringMatching(/ p1, p3$/) });
  });

  it('is over once the money that was one too many, or for nothing, went back', () => {
    const [kept, back] = [
      aReport('p1', 'POSITIVE'),
      aReport('p2', 'POSITIVE', { charges: [aCharge('pi_p2', 0)] }),
    ];
    expect(codes(aState({ payments: [kept, back] }))).toEqual([]);
    expect(codes(aState({ payments: [back], inShop: cancelled }))).toEqual([]);
    expect(codes(aState({ payments: [kept, back], inShop: cancelled }))).toEqual(['PAID_BUT_CANCELLED']);
  });
});

describe('at checkout', () => {
  it('the customer may pay again only after a definite failure, in time, of an order that stands', () => {
    expect(mayPayAgain(ofPayments('NEGATIVE'))).toBe(true);
    for (const state of [aState(), ofPayments('PENDING'), ofPayments('VERIFY', 'NEGATIVE'), paid, offline])
      expect(mayPayAgain(state)).toBe(false);
    expect(mayPayAgain({ ...ofPayments('NEGATIVE'), windowClosed: true })).toBe(false);
    expect(mayPayAgain({ ...ofPayments('NEGATIVE'), inShop: cancelled })).toBe(false);
  });

  it('the page says how the order stands', () => {
    const delayed = aState({ payments: [aReport('p1', 'PENDING', { delayed: true })] });
    expect(checkout(unread)).toBe('importing');
    expect(checkout(ofPayments('PENDING'))).toBe('payable');
    expect(checkout(delayed)).toBe('processing');
    expect(checkout(ofPayments('NEGATIVE', 'VERIFY'))).toBe('verify');
    expect(checkout(ofPayments('NEGATIVE'))).toBe('can_pay_again');
    expect(checkout({ ...ofPayments('NEGATIVE'), windowClosed: true })).toBe('closed');
    expect(checkout({ ...ofPayments('PENDING'), inShop: cancelled })).toBe('closed');
    expect(checkout(paid)).toBe('paid');
    expect(checkout(offline)).toBe('not_by_gateway');
  });

  it('the page has the number, the total and the payment under way', () => {
    expect(checkoutView(ofPayments('NEGATIVE', 'PENDING'))).toMatchObject({
      number: '000000017',
      total: { amount: 32217, currency: 'EUR' },
      paymentId: 'p2',
      locale: 'it',
    });
    expect(checkoutView(unread)).toMatchObject({ number: '', paymentId: undefined });
  });
});

it('a cancelled order asks for its document to be cancelled, until the ERP has cancelled it', () => {
  const withDocument = { ...offline, inShop: cancelled, document };
  expect(codes(withDocument)).toEqual(['CANCELLED_AFTER_DOCUMENT']);
  expect(codes({ ...withDocument, documentState: 'cancelled' })).toEqual([]);
});
