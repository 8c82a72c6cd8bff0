import { afterEach, describe, expect, it, vi } from 'vitest';
import { axerve } from '../../gateways/axerve/index.ts';
import type { RefundOrder } from '../../gateways/gateway.ts';
import { CHARGE, details, done, envelope, fakeAxerve, PAYMENT, STO } from './fake-axerve.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };
const refused = { code: 'GATEWAY_REFUSED', kind: 'refused' };
const HOUR_MS = 3_600_000;

/** A refund of 5.00 EUR, or another, of a payment whose history is what `history` says by then. */
async function refunding(answers: Parameters<typeof fakeAxerve>[0]) {
  const { gateway, asked } = await fakeAxerve({ detail: () => details(), ...answers });
  const order: RefundOrder = {
    paymentId: PAYMENT,
    charge: CHARGE,
    refundKey: `refund:${PAYMENT}:1`,
    money: eur(500),
    already: eur(0),
  };
  return {
    /** What it comes to: a message, or a failure. */
    refund: (changes: Partial<RefundOrder> = {}) =>
      gateway.refund({ ...order, ...changes }).catch((error: unknown) => error),
    times: () => asked.filter(({ what }) => what === 'refund').length,
  };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a refund at Axerve that may have been made is not made again', () => {
  it('where it was taken, and the history does not have it yet', async () => {
    let history = details();
    const { refund, times } = await refunding({ detail: () => history, refund: () => done });
    for (const _ of [1, 2, 3]) expect(await refund()).toMatchObject({ ...lost, retryAfterMs: 30_000 });
    expect(times()).toBe(1);
    history = details([STO('5.00')]);
    expect(await refund()).toMatchObject({ fact: 'REFUNDED', money: eur(500) });
    expect(times()).toBe(1);
  });

  it('as one that is refused, where that comes after a lost answer; an hour later a refusal is believed', async () => {
    const said = [{ status: 504, body: '' }];
    const { refund, times } = await refunding({
      refund: () => said.shift() ?? { status: 400, body: envelope('2018') },
    });
    expect(await refund()).toMatchObject(lost);
    expect(await refund()).toMatchObject({ ...lost, message: expect.stringContaining('2018') });
    expect(times()).toBe(2);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + HOUR_MS });
    expect(await refund()).toMatchObject(refused);
  });

  it('as one that is refused, where its payment has another word after a lost answer', async () => {
    const histories = [details(), details([], { transactionState: 'ZZZ' })];
    const { refund } = await refunding({
      detail: () => histories.shift() ?? details([STO('5,00')]),
      refund: () => ({ status: 504, body: '' }),
    });
    for (const _ of [1, 2, 3]) expect(await refund()).toMatchObject(lost);
  });

  it.each([
    ['1105', 502],
    ['2014', 500],
    ['2018', 302],
    ['7777', 403],
    ['7777', 401],
  ])('as one that is refused, where it is answered with %s by HTTP %d', async (code, status) => {
    const { refund } = await refunding({ refund: () => ({ status, body: envelope(code) }) });
    expect(await refund()).toMatchObject(lost);
  });

  it.each(['9999', '810'])(
    'as one that is refused, where the bank’s system was away (KO, %s)',
    async (code) => {
      const { refund } = await refunding({
        refund: () => envelope('0', { transactionResult: 'KO', transactionErrorCode: code }),
      });
      expect(await refund()).toMatchObject(lost);
    },
  );

  it.each([201, 202, 204])('as one that was made, where it is answered by HTTP %d', async (status) => {
    const { refund } = await refunding({ refund: () => ({ status, body: status === 204 ? '' : done }) });
    expect(await refund()).toMatchObject(lost);
  });

  it('while the history does not even have what is known to be given back: it may lack this one too', async () => {
    let history = details();
    const { refund, times } = await refunding({
      detail: () => history,
      refund: () => {
        history = details([STO('7.00'), STO('5.00')]);
        return done;
      },
    });
    expect(await refund({ already: eur(700) })).toMatchObject({
      ...refused,
      message: expect.stringContaining('less was given back'),
    });
    expect(times()).toBe(0);
    history = details([STO('7.00')]);
    expect(await refund({ already: eur(700) })).toMatchObject({ fact: 'REFUNDED', money: eur(500) });
  });

  it('by another worker, before the history can have what a worker made that died', () => {
    expect(axerve.refundSeenMs).toBe(30_000);
  });
});
