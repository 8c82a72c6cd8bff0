import { describe, expect, it } from 'vitest';
import { takeUnsignedCancellation } from '../../workflows/order/actions.ts';
import { orderAttentions } from '../../workflows/order/attentions.ts';
import { checkoutView } from '../../workflows/order/checkout-view.ts';
import type { OrderContext } from '../../workflows/order/context.ts';
import { pagesToClose } from '../../workflows/order/payable.ts';
import { startPayments } from '../../workflows/order/payments.ts';
import { documentDue, holdToTake, type OrderState } from '../../workflows/order/rules.ts';
import { aCharge, anImport, aReport, aState, shopHas } from './states-given.ts';

const money = { amount: 32217, currency: 'EUR' };
const document = { id: 'OC+1+541', number: 'OC 1/541' };
const aHold = (paymentId: string, attentions = []) =>
  aReport(paymentId, 'PENDING', {
    reason: 'AUTHORISED',
    held: { reference: `auth_${paymentId}`, money },
    attentions,
  });
const taken = (amount: number) =>
  aReport('p1', 'POSITIVE', {
    charges: [{ ...aCharge('pi_p1', amount), money: { ...money, amount } }],
  });
const ofHolds = (payments: OrderState['payments'], about: Partial<OrderState> = {}): OrderState =>
  aState({ imported: { ...anImport(), capture: 'onShipment' }, payments, ...about });
const shipped = { document, documentState: 'shipped' } as const;
const codes = (state: OrderState) => orderAttentions(state).map(({ code }) => code);

describe('held money of an order whose goods went out', () => {
  it('is taken of one payment only, and the other holds and open pages of the order are closed', () => {
    const twice = ofHolds([aHold('p1'), aHold('p2'), aReport('p3', 'PENDING')], shipped);
    expect(holdToTake(twice)).toEqual({ paymentId: 'p1', money });
    expect(pagesToClose(twice)).toEqual([
      ['p2', 'another payment holds the money'],
      ['p3', 'another payment holds the money'],
    ]);
    expect(pagesToClose(ofHolds([aHold('p1')], shipped))).toEqual([]);
  });

  it.each(['POSITIVE', 'VERIFY'] as const)('is not taken while another payment of it is %s', (outcome) => {
    expect(holdToTake(ofHolds([aReport('p1', outcome), aHold('p2')], shipped))).toBeUndefined();
    expect(holdToTake(ofHolds([aReport('p1', 'NEGATIVE'), aHold('p2')], shipped))?.paymentId).toBe('p2');
  });

  it('is taken for no more than the shop asks for by then, and not at all where that is nothing', () => {
    const changed = (changedTotal: number) =>
      holdToTake(ofHolds([aHold('p1')], { ...shipped, changedTotal }))?.money.amount;
    expect([changed(30_000), changed(40_000), changed(0)]).toEqual([30_000, 32217, undefined]);
  });

  it('is not taken before, nor for an order that is cancelled or given up', () => {
    expect(holdToTake(ofHolds([aHold('p1')], { document }))).toBeUndefined();
    expect(holdToTake(ofHolds([aHold('p1')], { ...shipped, givenUp: true }))).toBeUndefined();
    const inShop = shopHas({ state: 'cancelled' });
    expect(holdToTake(ofHolds([aHold('p1')], { ...shipped, inShop }))).toBeUndefined();
  });
});

it('the customer whose hold was let go of has the whole time to pay again, however long it was held', () => {
  const HOUR_MS = 3_600_000;
  const state = ofHolds([aHold('p1')], { document });
  state.paying.windowEndsAt = 24 * HOUR_MS;
  const at = (now: number) =>
    startPayments(
      { state, loop: { clock: { now } } } as unknown as OrderContext,
      state.imported ?? anImport(),
    );
  at(23 * HOUR_MS);
  at(160 * HOUR_MS);
  state.payments = [aReport('p1', 'NEGATIVE')];
  at(161 * HOUR_MS);
  expect(checkoutView(state).state).toBe('can_pay_again');
  at(184 * HOUR_MS);
  expect(checkoutView(state).state).toBe('can_pay_again');
  at(185 * HOUR_MS);
  expect(checkoutView(state).state).toBe('closed');
});

it('money that only the shop’s gateway holds is missed once the goods went out, also where a person had let the order through', () => {
  const imported = anImport('prepaid', { paid: 0, authorised: 32217 });
  const letThrough = aState({ imported, document, letThrough: ['PAYMENT_AUTHORISED'] });
  expect(codes(letThrough)).toEqual([]);
  expect(codes({ ...letThrough, documentState: 'shipped' })).toEqual(['PREPAID_NOT_PAID']);
});

it('is not let go of by a cancellation that nobody signed', () => {
  const state = ofHolds([aHold('p1')]);
  const operators = { take: (_action: string, _signed: unknown, work: () => string) => work() };
  takeUnsignedCancellation({ state, loop: { operators } } as unknown as OrderContext);
  expect([state.givenUp, state.ignored?.code]).toEqual([false, 'CANCELLATION_IGNORED']);
});

describe('the document of an order whose money is held', () => {
  it('is not written once the hold is being let go of', () => {
    const held = ofHolds([aHold('p1')]);
    expect(documentDue(held)).toBe(true);
    held.paying.closeSent.push('p1');
    expect(documentDue(held)).toBe(false);
  });

  it('is compared with what was taken, and a person is told where that is less', () => {
    const of = (amount: number) => ofHolds([taken(amount)], shipped);
    expect(codes(of(32217))).toEqual([]);
    expect(orderAttentions(of(30_000))).toMatchObject([
      { code: 'TOTAL_MISMATCH', text: expect.stringMatching(/300,00.*322,17/) },
    ]);
    const warned = { ...document, warnings: [{ code: 'TOTAL_MISMATCH' as const, text: 'as written' }] };
    expect(codes({ ...of(30_000), document: warned })).toEqual(['TOTAL_MISMATCH']);
  });
});
