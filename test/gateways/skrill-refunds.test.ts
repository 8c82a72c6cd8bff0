import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import { csv, fakeSkrill, made, NOT_FOUND, PAYMENT, prepared, row, trn } from './fake-skrill.ts';
import { type SkrillBench, skrillBench } from './skrill-bench.ts';
import { aRequest } from './skrill-given.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
let bench: SkrillBench;
beforeAll(async () => {
  bench = await skrillBench();
});
afterAll(() => bench?.close());

async function paid(changes: Partial<PageRequest> = {}) {
  const request = aRequest({ total: eur(7990), ...changes });
  const page = await bench.makeGateway().openPage(request, `${request.paymentId}-1`);
  await bench.pay(page);
  const [{ id: charge } = { id: '' }] = bench.triesOf(page);
  const { paymentId } = request;
  const order = (n: number, amount: number, already: number) => ({
    paymentId,
    charge,
    refundKey: `refund:${paymentId}:${n}`,
    money: { ...request.total, amount },
    already: { ...request.total, amount: already },
  });
  return { request, page, charge, order };
}
/** What the list of now tells of a payment. */
async function heardOf(paymentId: string): Promise<Message[]> {
  const gateway = bench.makeGateway();
  const { notifications } = await gateway.listNotifications(new Date(Date.now() - 60_000).toISOString());
  const heard: Message[] = [];
  for (const one of notifications) {
    const found = one.kind === 'lookup' ? await gateway.lookUp(one) : undefined;
    if (found?.paymentId === paymentId) heard.push(...found.messages);
  }
  return heard;
}
const since = async (paymentId: string, page: Page) =>
  (await bench.makeGateway().inquire(paymentId, page.id)).slice(1);

describe('what was given back on Skrill’s site', () => {
  it('is found by asking, each with its own sum, oldest first, and always the same', async () => {
    const { request, page, charge } = await paid();
    for (let n = 1; n <= 12; n += 1) await bench.giveBack(page, n);
    const found = await since(request.paymentId, page);
    expect(found.map(({ money }) => money?.amount)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(found[0]).toMatchObject({ fact: 'REFUNDED', charge, live: false });
    expect(new Set(found.map(({ id }) => id)).size).toBe(12);
    expect(await since(request.paymentId, page)).toEqual(found);
  });

  it('is in the list, since nothing else tells of it', async () => {
    const { request, page, charge } = await paid();
    await bench.giveBack(page, 1990);
    const heard = await heardOf(request.paymentId);
    expect(heard.map(({ fact }) => fact)).toEqual(['PAID', 'REFUNDED']);
    expect(heard[1]).toMatchObject({ charge, money: eur(1990), live: false });
    const [asked] = await since(request.paymentId, page);
    expect(heard[1]?.id).toBe(asked?.id);
  });

  it('of the same sum as a refund that was not heard of yet counts for it: it is not given back twice', async () => {
    const { page, order } = await paid();
    await bench.giveBack(page, 1990);
    expect(await bench.makeGateway().refund(order(1, 1990, 0))).toMatchObject({
      fact: 'REFUNDED',
      money: eur(1990),
    });
    expect(await bench.refundsOf(page)).toEqual([eur(1990)]);
    await bench.makeGateway().refund(order(2, 1990, 1990));
    expect(await bench.refundsOf(page)).toEqual([eur(1990), eur(1990)]);
  });

  it('of another sum hinders no refund', async () => {
    const { page, order } = await paid();
    await bench.giveBack(page, 500);
    await bench.makeGateway().refund(order(1, 1990, 0));
    expect(await bench.refundsOf(page)).toEqual([eur(500), eur(1990)]);
  });
});

describe('a refund', () => {
  it('that failed can be made again under another key', async () => {
    const { page, order } = await paid();
    await bench.steer('refunds/next', { times: 1, status: 'pending' });
    expect(await bench.makeGateway().refund(order(1, 1990, 0))).toMatchObject({ fact: 'REFUND_PENDING' });
    await bench.settleRefund(page, 'fail');
    expect(await bench.makeGateway().refund(order(1, 1990, 0))).toMatchObject({ fact: 'REFUND_FAILED' });
    expect(await bench.makeGateway().refund(order(2, 1990, 0))).toMatchObject({ fact: 'REFUNDED' });
    expect(await bench.refundsOf(page)).toEqual([eur(1990)]);
  });

  it('of a payment in another currency is asked for in the account’s, and told in the payment’s', async () => {
    const { page, order, request } = await paid({ total: { amount: 10_000, currency: 'GBP' } });
    const part = await bench.makeGateway().refund(order(1, 2_500, 0));
    expect(part).toMatchObject({ fact: 'REFUNDED', money: { amount: 2_500, currency: 'GBP' } });
    expect(await bench.refundsOf(page)).toEqual([eur(2_875)]);
    await bench.makeGateway().refund(order(2, 7_500, 2_500));
    expect(await bench.refundsOf(page)).toEqual([eur(2_875), eur(8_625)]);
    const told = (await since(request.paymentId, page)).map(({ money }) => money);
    expect(told).toEqual([2_500, 7_500].map((amount) => ({ amount, currency: 'GBP' })));
    const listed = await heardOf(request.paymentId);
    expect(listed.filter(({ fact }) => fact === 'REFUNDED').map(({ money }) => money)).toEqual(told);
  });

  it('for which the account has not enough is refused with Skrill’s word', async () => {
    const { page, order } = await paid();
    const { balance } = bench.sandbox.books;
    await bench.steer('balance', { amount: 0 });
    await expect(bench.makeGateway().refund(order(1, 1990, 0))).rejects.toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('BALANCE_NOT_ENOUGH'),
    });
    await bench.steer('balance', { amount: balance });
    expect(await bench.refundsOf(page)).toEqual([]);
  });

  it('that ended after its day was told as pending is told again by the list, as long as nobody else may tell it', async () => {
    const { request, page, order } = await paid();
    await bench.steer('refunds/next', { times: 1, status: 'pending' });
    await bench.makeGateway().refund(order(1, 1990, 0));
    const later = (days: number) => new Date(Date.now() + days * 86_400_000);
    const heard = async (days: number) => {
      const gateway = bench.makeGateway();
      const at = { ...page, expiresAt: later(days).toISOString() };
      const { notifications } = await bench.onceOver(at, () =>
        gateway.listNotifications(later(days).toISOString()),
      );
      const facts: string[] = [];
      for (const one of notifications) {
        const found = one.kind === 'lookup' ? await gateway.lookUp(one) : undefined;
        if (found?.paymentId === request.paymentId) facts.push(...found.messages.map(({ fact }) => fact));
      }
      return facts;
    };
    expect(await heard(3)).toEqual([]);
    await bench.losing(() => bench.settleRefund(page, 'fail'));
    expect(await heard(3)).toEqual(['REFUND_FAILED']);
    expect(await heard(20)).toEqual([]);
  });
});

describe('a refund whose key Skrill does not tell', () => {
  const payment = row({ id: '2451682729', type: 'Receive Money', plus: '25.4' });
  const order = (already: number) => ({
    paymentId: PAYMENT,
    charge: '2451682729',
    refundKey: `refund:${PAYMENT}:2`,
    money: eur(500),
    already: eur(already),
  });
  /** What becomes of the order, with these rows of the history. */
  async function refunding(already: number, ...rows: string[]) {
    const { gateway, asked } = await fakeSkrill({
      status_trn: ({ mb_trn_id }) => (mb_trn_id === '2451682729' ? trn() : NOT_FOUND),
      history: () => csv(payment, ...rows),
      prepare: () => prepared,
      refund: () => made(),
    });
    const { id } = await gateway.refund(order(already));
    return { id, isNew: asked.some(({ form }) => form.action === 'refund') };
  }

  it('is found where more was given back than before', async () => {
    expect(await refunding(0, row({ id: '55', minus: '5' }))).toEqual({
      id: 'refund:55:REFUNDED',
      isNew: false,
    });
    const two = [row({ id: '55', minus: '5' }), row({ id: '56', minus: '5' })];
    expect(await refunding(500, ...two)).toEqual({ id: 'refund:56:REFUNDED', isNew: false });
  });

  it('is made where all that was given back was known before', async () => {
    expect((await refunding(500, row({ id: '55', minus: '5' }))).isNew).toBe(true);
    expect((await refunding(0, row({ id: '55', minus: '5', status: 'failed' }))).isNew).toBe(true);
  });

  it('is not taken for one of another sum, a fee or a chargeback', async () => {
    expect((await refunding(0, row({ id: '55', minus: '4.99' }))).isNew).toBe(true);
    const fee = `"57","02 Mar 26 11:00","Send Money","Fee","5","","processed","1","${PAYMENT}","","","","",""`;
    expect((await refunding(0, fee)).isNew).toBe(true);
    expect((await refunding(0, row({ id: '58', minus: '5', type: 'Chargeback' }))).isNew).toBe(true);
  });

  it('counts as made where its status or its sum is one that nobody knows', async () => {
    expect(await refunding(0, row({ id: '55', minus: '5', status: 'pondering' }))).toEqual({
      id: 'refund:55:UNKNOWN',
      isNew: false,
    });
  });
});
