import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GivenBack } from '../../gateways/axerve/history.ts';
import { madeBefore } from '../../gateways/axerve/refund-search.ts';
import { type AxerveBench, axerveBench } from './axerve-bench.ts';
import { aRequest } from './axerve-given.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const refused = { code: 'GATEWAY_REFUSED', kind: 'refused' };
const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };

describe('a refund at Axerve', () => {
  let bench: AxerveBench;
  beforeAll(async () => {
    bench = await axerveBench();
  });
  afterAll(() => bench?.close());
  afterEach(() => {
    // Axerve gives back, takes and deletes by GET too.
    expect(bench.sandbox.books.movedByGet).toEqual([]);
  });

  async function paidToday() {
    const request = aRequest();
    const gateway = bench.makeGateway();
    const page = await gateway.openPage(request, 'k');
    await bench.press(page, 'pay');
    const order = (n: number, amount: number, already: number) => ({
      paymentId: request.paymentId,
      charge: page.id,
      refundKey: `refund:${request.paymentId}:${n}`,
      money: eur(amount),
      already: eur(already),
    });
    const given = () => bench.sandbox.books.refunds.filter(({ payment }) => payment === page.id);
    const kinds = () => given().map(({ kind, amount }) => `${kind} ${amount}`);
    return { request, gateway, page, order, kinds };
  }
  async function paid() {
    const one = await paidToday();
    await bench.night();
    return one;
  }

  it('of the whole, on the same day, deletes the payment; it was paid, and all of it was given back', async () => {
    const { gateway, request, page, order, kinds } = await paidToday();
    expect(await gateway.refund(order(1, 2540, 0))).toMatchObject({
      id: `refund:${page.id}-1:REFUNDED`,
      fact: 'REFUNDED',
      money: eur(2540),
    });
    expect(kinds()).toEqual(['cancel 2540']);
    const [state, ...since] = await gateway.inquire(request.paymentId, page.id);
    expect(state).toMatchObject({ fact: 'PAID', money: eur(2540) });
    expect(since).toMatchObject([{ id: `refund:${page.id}-1:REFUNDED` }]);
    await expect(gateway.refund(order(2, 1, 2540))).rejects.toMatchObject(refused);
  });

  it('of a part, on the same day, is refused with when it can be made; after the night it is made', async () => {
    const { gateway, order, kinds } = await paidToday();
    await expect(gateway.refund(order(1, 500, 0))).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/tomorrow/),
    });
    expect(kinds()).toEqual([]);
    await bench.night();
    expect(await gateway.refund(order(1, 500, 0))).toMatchObject({ fact: 'REFUNDED', money: eur(500) });
    expect(kinds()).toEqual(['refund 500']);
  });

  it('that deletes, and whose answer is lost, is found', async () => {
    const { order, kinds } = await paidToday();
    await bench.steer('faults', { method: 'POST', path: '/payment/cancel', times: 1, kind: 'reset-after' });
    await expect(bench.makeGateway().refund(order(1, 2540, 0))).rejects.toMatchObject({
      ...lost,
      retryAfterMs: 30_000,
    });
    expect(await bench.makeGateway().refund(order(1, 2540, 0))).toMatchObject({ fact: 'REFUNDED' });
    expect(kinds()).toEqual(['cancel 2540']);
  });

  it('is made beside one of another sum that somebody made meanwhile in the back office', async () => {
    const { page, order, kinds } = await paid();
    await bench.steer('faults', { method: 'POST', path: '/payment/refund', times: 1, kind: 'reset-before' });
    await expect(bench.makeGateway().refund(order(1, 500, 0))).rejects.toMatchObject(lost);
    await bench.giveBack(page, 700);
    expect(await bench.makeGateway().refund(order(1, 500, 0))).toMatchObject({
      id: `refund:${page.id}-2:REFUNDED`,
    });
    expect(kinds()).toEqual(['refund 700', 'refund 500']);
  });

  it('whose answer is lost, and that its history has later, is made once, also by another process', async () => {
    const { order, kinds } = await paid();
    await bench.steer('answers', { detailsBehindMs: 60_000 });
    bench.sandbox.advance(61);
    await bench.steer('faults', { method: 'POST', path: '/payment/refund', times: 1, kind: 'reset-after' });
    await expect(bench.makeGateway().refund(order(1, 500, 0))).rejects.toMatchObject(lost);
    const again = { ...order(1, 500, 0), unsureSince: new Date().toISOString() };
    await expect(bench.makeGateway().refund(again)).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
    expect(kinds()).toEqual(['refund 500']);
    bench.sandbox.advance(61);
    expect(await bench.makeGateway().refund(again)).toMatchObject({ fact: 'REFUNDED', money: eur(500) });
    await bench.steer('answers');
    expect(kinds()).toEqual(['refund 500']);
  });

  it('is not taken for an earlier one of the same sum', async () => {
    const { page, order, kinds } = await paid();
    const gateway = bench.makeGateway();
    await gateway.refund(order(1, 500, 0));
    await bench.giveBack(page, 300);
    // What the back office did is not known to us yet.
    expect(await gateway.refund(order(2, 500, 500))).toMatchObject({ id: `refund:${page.id}-3:REFUNDED` });
    expect(kinds()).toEqual(['refund 500', 'refund 300', 'refund 500']);
  });

  it('that the bank refused is told as such under its key, and made under the next', async () => {
    const { request, page, order, kinds } = await paid();
    const gateway = bench.makeGateway();
    await bench.delayNextRefund();
    expect(await gateway.refund(order(1, 500, 0))).toMatchObject({ fact: 'REFUND_PENDING' });
    await bench.settleRefund(page, 'fail');
    expect(await gateway.refund(order(1, 500, 0))).toMatchObject({ fact: 'REFUND_FAILED' });
    expect(await gateway.refund(order(2, 500, 0))).toMatchObject({
      id: `refund:${page.id}-2:REFUNDED`,
      fact: 'REFUNDED',
    });
    expect(kinds()).toEqual(['refund 500']);
    const since = (await gateway.inquire(request.paymentId, page.id)).slice(1);
    expect(since.at(-1)).toMatchObject({ id: `refund:${page.id}-2:REFUNDED`, money: eur(500) });
  });

  it('that Axerve refuses, by whichever of its two ways, had no effect', async () => {
    const { gateway, page, order, kinds } = await paidToday();
    // It says that the money was transferred, and it was not.
    await bench.steer(`payments/${page.id}/shown`, { state: 'MOV' });
    for (const refusals of ['error', 'ko']) {
      await bench.steer('answers', { refusals });
      await expect(gateway.refund(order(1, 500, 0))).rejects.toMatchObject(refused);
    }
    await bench.steer('answers');
    expect(kinds()).toEqual([]);
  });

  it('of a payment that was refused, is under way or is not there is refused', async () => {
    const request = aRequest();
    const gateway = bench.makeGateway();
    const page = await gateway.openPage(request, 'k');
    const order = {
      paymentId: request.paymentId,
      charge: page.id,
      refundKey: `refund:${request.paymentId}:1`,
      money: eur(500),
    };
    await expect(gateway.refund(order)).rejects.toMatchObject(refused);
    await bench.press(page, 'delayed-succeed');
    await expect(gateway.refund(order)).rejects.toMatchObject(refused);
    await bench.settleDelayed(page, 'fail');
    await expect(gateway.refund(order)).rejects.toMatchObject(refused);
    for (const charge of ['9999999999', 'pi_1', ''])
      await expect(gateway.refund({ ...order, charge })).rejects.toMatchObject({ code: 'PAGE_NOT_FOUND' });
  });
});

describe('the refund of a key', () => {
  const given = (amount: number, state: GivenBack['state'] = 'REFUNDED', overApi = true) => ({
    amount,
    state,
    overApi,
  });
  const found = (all: ReturnType<typeof given>[], n: number, amount: number, already?: number) =>
    madeBefore(
      {
        given: all.map(({ amount: cents, state, overApi }, i) => ({
          n: i + 1,
          money: eur(cents),
          at: undefined,
          state,
          overApi,
        })),
      },
      {
        money: eur(amount),
        refundKey: `refund:p-1:${n}`,
        ...(already !== undefined && { already: eur(already) }),
      },
    )?.n;

  it.each([
    ['nothing was given back', [], 1, 500, 0, undefined],
    ['all of it was known before', [given(500)], 2, 500, 500, undefined],
    ['one of the sum is new', [given(500)], 1, 500, 0, 1],
    ['it is not known what was known', [given(500)], 1, 500, undefined, 1],
    ['the second of the sum is new', [given(500), given(500)], 2, 500, 500, 2],
    ['only another sum is new', [given(500), given(300)], 2, 500, 500, undefined],
    ['it is under way', [given(500, 'REFUND_PENDING')], 1, 500, 0, 1],
    ['it was refused by the bank', [given(500, 'REFUND_FAILED')], 1, 500, 0, 1],
    ['one of an earlier key was refused', [given(500, 'REFUND_FAILED')], 2, 500, 0, undefined],
    ['one of the back office was refused', [given(500, 'REFUND_FAILED', false)], 1, 500, 0, undefined],
    ['one of another sum was refused', [given(300, 'REFUND_FAILED')], 1, 500, 0, undefined],
  ] as const)('where %s', (_how, all, n, amount, already, expected) => {
    expect(found([...all], n, amount, already)).toBe(expected);
  });
});
