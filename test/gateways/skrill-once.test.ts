import { describe, expect, it } from 'vitest';
import type { RefundOrder } from '../../gateways/gateway.ts';
import { skrill } from '../../gateways/skrill/index.ts';
import { refundingCalls } from '../../workflows/kit/calls.ts';
import { csv, fakeSkrill, made, NOT_FOUND, PAYMENT, prepared, refusal, row, trn } from './fake-skrill.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const huf = (amount: number) => ({ amount, currency: 'HUF' });
const CHARGE = '2451682729';
const KEY = `refund:${PAYMENT}:1`;
const payment = row({ id: CHARGE, type: 'Receive Money', plus: '25.4' });
/** The payment as one over 5.000,00 HUF, of which 12.34 EUR came. */
const inForints = trn({ amount: '5000.00', currency: 'HUF', mb_amount: '12.34' });

/** A refund of 5.00 EUR, or another, of a payment that Skrill knows so. Skrill has no more to say of refunds by their ids. */
async function refunding(answers: Parameters<typeof fakeSkrill>[0] = {}, paid = trn()) {
  const { gateway, asked } = await fakeSkrill({
    status_trn: ({ mb_trn_id }) => (mb_trn_id === CHARGE ? paid : NOT_FOUND),
    history: () => csv(payment),
    prepare: () => prepared,
    refund: () => made(),
    ...answers,
  });
  const order = { paymentId: PAYMENT, charge: CHARGE, refundKey: KEY, money: eur(500), already: eur(0) };
  return {
    /** What it comes to: a message, or a failure. */
    refund: (changes: Partial<RefundOrder> = {}) =>
      gateway.refund({ ...order, ...changes }).catch((error: unknown) => error),
    times: (action: string) => asked.filter(({ form }) => form.action === action).length,
  };
}

describe('a refund that may have been made is not made again', () => {
  it.each([
    ['has its sum in figures that can not be read', row({ id: '55', minus: '1,500.00' })],
    ['has no sum of it yet', row({ id: '55', status: 'pending', sent: '5' })],
    ['calls it a reversal', row({ id: '55', type: 'Reversal', minus: '5' })],
  ])('where the history %s', async (_how, one) => {
    const { refund, times } = await refunding({ history: () => csv(payment, one) });
    await refund();
    expect(times('refund')).toBe(0);
  });

  it.each([202, 204, 302])('as one that is refused, where it is answered with HTTP %d', async (status) => {
    const said = [{ status, body: '' }, made()];
    const { refund, times } = await refunding({ refund: () => said.shift() ?? '' });
    expect(await refund()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    expect(await refund()).toMatchObject({ fact: 'REFUNDED' });
    expect(times('prepare')).toBe(1);
  });

  it.each(['PAYMENT_LOCKED', 'CANNOT_LOGIN'])(
    'as one that is refused, where it is answered with %s',
    async (word) => {
      const { refund } = await refunding({ refund: () => refusal(word) });
      expect(await refund()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    },
  );

  it('as one that is refused, where that comes after a lost answer; once its session is over it is begun anew', async () => {
    const said = [{ status: 504, body: '' }, refusal('BALANCE_NOT_ENOUGH'), refusal('SESSION_EXPIRED')];
    const { refund, times } = await refunding({
      refund: () => said.shift() ?? refusal('BALANCE_NOT_ENOUGH'),
    });
    for (const _ of [1, 2, 3])
      expect(await refund()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    expect(times('prepare')).toBe(1);
    expect(await refund()).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
  });

  it('as one that is refused, where the history is refused after it was made', async () => {
    const said = [csv(payment)];
    const { refund } = await refunding({
      refund: () => made({ id: CHARGE }),
      history: () => said.shift() ?? '404\t\tIllegal parameter value: 02-03-2026',
    });
    expect(await refund()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    expect(await refund()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it('by another worker, which has no session of it: not for a day, whatever is said', async () => {
    const { refund, times } = await refunding({ refund: () => made() });
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
    const looked = { code: 'GATEWAY_ANSWER_LOST', kind: 'away' };
    for (const hours of [0, 1, 23]) expect(await refund({ unsureSince: ago(hours) })).toMatchObject(looked);
    expect(await refund({ unsureSince: ago(1), already: eur(700) })).toMatchObject(looked);
    expect([times('prepare'), times('refund')]).toEqual([0, 0]);
    expect(await refund({ unsureSince: ago(24) })).toMatchObject({ fact: 'REFUNDED' });
  });

  it('by its answer where that is about another payment or account: the history has the last word', async () => {
    for (const about of [
      ['payment', 'another'],
      ['account', '100006'],
    ] as const) {
      const rows = [payment];
      const { refund, times } = await refunding({
        refund: () => {
          rows.push(row({ id: '55', minus: '5' }));
          return made(Object.fromEntries([about]));
        },
        history: () => csv(...rows),
      });
      expect(await refund()).toMatchObject({ id: 'refund:55:REFUNDED' });
      expect(times('refund')).toBe(1);
    }
  });

  it('by another worker, before the history can have what a worker made that died', () => {
    const options = (timing: object) =>
      refundingCalls({ activities: (given: unknown) => given } as never, timing as never, 'Give back 5,00 €');
    expect(options({ refundSeenMs: skrill.refundSeenMs })).toMatchObject({
      retry: { initialInterval: 30_000 },
    });
    expect(options({})).toMatchObject({ retry: { initialInterval: 1_000 } });
  });

  it('where Skrill’s answer about its id is none that can be read: its sum decides', async () => {
    const { refund, times } = await refunding({
      status_trn: ({ mb_trn_id }) => (mb_trn_id === CHARGE ? trn() : '200\t\tOK\nstatus=2'),
      history: () => csv(payment, row({ id: '55', minus: '5' })),
    });
    expect(await refund()).toMatchObject({ id: 'refund:55:REFUNDED' });
    expect(times('refund')).toBe(0);
  });

  it('while the history does not even have what is known to be given back: it may lack this one too', async () => {
    let history = csv(payment);
    const { refund, times } = await refunding({ history: () => history });
    expect(await refund({ already: eur(700) })).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('less was given back'),
    });
    expect(times('prepare')).toBe(0);
    history = csv(payment, row({ id: '55', minus: '7' }));
    expect(await refund({ already: eur(700) })).toMatchObject({ fact: 'REFUNDED' });
  });

  it('for another, where more was given back than was known, and it can not be told for what', async () => {
    const rows = [row({ id: '55', minus: '5' }), row({ id: '56', minus: '3' })];
    const { refund, times } = await refunding({ history: () => csv(payment, ...rows) });
    expect(await refund({ already: eur(500) })).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('more was given back'),
    });
    expect(times('refund')).toBe(0);
    expect(await refund({ already: eur(800) })).toMatchObject({ fact: 'REFUNDED' });
  });
});

describe('a refund', () => {
  it('is made although sums of another currency come back rounded', async () => {
    const rows = [row({ id: CHARGE, type: 'Receive Money', plus: '12.34' }), row({ id: '55', minus: '.25' })];
    const { refund, times } = await refunding({ history: () => csv(...rows) }, inForints);
    await refund({ money: huf(10_000), already: huf(10_000) });
    expect(times('refund')).toBe(1);
  });

  it('of so little that nothing is left of it in the account’s currency is not asked for', async () => {
    const { refund, times } = await refunding({}, inForints);
    expect(await refund({ money: huf(40), already: huf(0) })).toMatchObject({ code: 'GATEWAY_REFUSED' });
    expect(times('prepare')).toBe(0);
  });

  it('of another sum than was ordered is told with what Skrill says', async () => {
    const { refund } = await refunding({ refund: () => made({ amount: '25.400000' }) });
    expect(await refund()).toMatchObject({ fact: 'REFUNDED', money: eur(2540) });
  });

  it('that is found under its key is told with its own sum', async () => {
    const { refund, times } = await refunding({
      status_trn: ({ mb_trn_id }) =>
        mb_trn_id === CHARGE ? trn() : trn({ mb_transaction_id: '55', incasso_refund: KEY }),
      history: () => csv(payment, row({ id: '55', minus: '19.9' })),
    });
    expect(await refund()).toMatchObject({ id: 'refund:55:REFUNDED', money: eur(1990) });
    expect(times('refund')).toBe(0);
  });

  it('of another account’s payment is refused', async () => {
    const { refund, times } = await refunding({}, trn({ merchant_id: '100006' }));
    expect(await refund()).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringMatching(/100006.*100005/),
    });
    expect(times('prepare')).toBe(0);
  });

  it('is made where the history has a zero in the column of the other direction', async () => {
    const zero = row({ id: CHARGE, type: 'Receive Money', minus: '0.00', plus: '25.4' });
    const { refund } = await refunding({ history: () => csv(zero) });
    expect(await refund()).toMatchObject({ fact: 'REFUNDED' });
  });
});
