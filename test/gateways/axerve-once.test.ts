import { describe, expect, it } from 'vitest';
import { axerve } from '../../gateways/axerve/index.ts';
import type { RefundOrder } from '../../gateways/gateway.ts';
import { CHARGE, details, done, envelope, fakeAxerve, PAYMENT, STO } from './fake-axerve.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };
const refused = { code: 'GATEWAY_REFUSED', kind: 'refused' };
const looked = { code: 'GATEWAY_ANSWER_LOST', kind: 'away' };
const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

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

describe('a refund at Axerve that may have been made is not made again', () => {
  it('where it was taken, and the history does not have it yet: not for a day', async () => {
    let history = details();
    const { refund, times } = await refunding({ detail: () => history, refund: () => done });
    expect(await refund()).toMatchObject({ ...lost, retryAfterMs: 30_000 });
    for (const unsureSince of [ago(0), ago(1), ago(23)])
      expect(await refund({ unsureSince })).toMatchObject(looked);
    expect(times()).toBe(1);
    history = details([STO('5.00')]);
    expect(await refund({ unsureSince: ago(1) })).toMatchObject({ fact: 'REFUNDED', money: eur(500) });
    expect(times()).toBe(1);
  });

  it('where nobody has seen it for a day it was not made: it is made once more', async () => {
    const { refund, times } = await refunding({ refund: () => done });
    expect(await refund({ unsureSince: ago(24) })).toMatchObject(lost);
    expect(times()).toBe(1);
  });

  it('unless it is of so much that it can’t be made twice', async () => {
    let history = details();
    const { refund, times } = await refunding({
      detail: () => history,
      refund: () => {
        history = details([STO('12.71')]);
        return done;
      },
    });
    expect(await refund({ money: eur(1270), unsureSince: ago(0) })).toMatchObject(looked);
    expect(times()).toBe(0);
    expect(await refund({ money: eur(1271), unsureSince: ago(0) })).toMatchObject({ fact: 'REFUNDED' });
    expect(times()).toBe(1);
  });

  it('as one that is refused, where that comes after a lost answer; a day later a refusal is believed', async () => {
    const { refund } = await refunding({ refund: () => ({ status: 400, body: envelope('2018') }) });
    expect(await refund({ money: eur(2540), unsureSince: ago(1) })).toMatchObject({
      ...looked,
      message: expect.stringContaining('2018'),
    });
    expect(await refund({ money: eur(2540), unsureSince: ago(24) })).toMatchObject(refused);
  });

  it('as one that is refused, where its payment has another word after a lost answer', async () => {
    const histories = [details(), details([], { transactionState: 'ZZZ' })];
    const { refund } = await refunding({
      detail: () => histories.shift() ?? details([STO('5,00')]),
      refund: () => ({ status: 504, body: '' }),
    });
    expect(await refund()).toMatchObject(lost);
    for (const _ of [1, 2]) expect(await refund({ unsureSince: ago(0) })).toMatchObject(looked);
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
