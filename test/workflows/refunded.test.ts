import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { until } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';
import { refundOf } from './states-given.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

const whole = { refunds: [refundOf(32217)] };
const part = { refunds: [refundOf(1250)] };

/** Paid here, written and told; its id and payment. */
async function paidHere(): Promise<[id: string, paymentId: string]> {
  const id = await bench.starts('card');
  const paymentId = await bench.payment(id);
  await bench.cards.pays(paymentId);
  await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  return [id, paymentId];
}

describe.concurrent('an order given back in the shop', () => {
  it.each([
    ['by its state', { state: 'refunded', status: 'closed' } as const, 'Its state is "closed".'],
    ['by refunds of all of it', whole, '322,17 € of 322,17 €: 000000003'],
  ])('whole %s before its import is asked of nobody and written nowhere', async (_how, about, words) => {
    const ids = [
      await bench.starts('card', about),
      await bench.starts('bank', about),
      await bench.starts('paypal', { paid: 32217, ...about }),
    ];
    for (const id of ids) {
      await bench.ends(id, { stage: 'DONE', payments: [], attentions: withCodes('REFUNDED_IN_SHOP') });
      expect(await bench.textOf(id, 'REFUNDED_IN_SHOP')).toContain(words);
      expect(bench.books.draftsOf(id)).toEqual([]);
      expect(bench.shop.toldOf(id)).toEqual([]);
      await bench.does(id, m.settledUpdate);
      expect(await bench.codes(id)).toEqual([]);
    }
  });

  it('whole while its page is open has it closed', async () => {
    const id = await bench.starts('card');
    const paymentId = await bench.payment(id);
    await bench.changes(id, { state: 'refunded' });
    await bench.isClosed(paymentId);
    await bench.ends(id, { stage: 'DONE', outcome: 'NEGATIVE', attentions: withCodes('REFUNDED_IN_SHOP') });
    expect(await bench.checkout(id)).toMatchObject({ state: 'closed' });
    expect(bench.shop.toldOf(id)).not.toContain('failed');
  });

  it('whole and paid here all the same is for a person: no document, and the gateway is asked', async () => {
    const id = await bench.starts('card');
    const paymentId = await bench.payment(id);
    bench.shop.has(id, { state: 'refunded' });
    await bench.cards.pays(paymentId);
    const both = withCodes('PAID_BUT_CANCELLED', 'REFUNDED_IN_SHOP');
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: both });
    await until('the gateway to be asked', async () =>
      bench.cards.asked.includes(paymentId) ? true : undefined,
    );
    await bench.does(id, m.settledUpdate);
    expect(await bench.codes(id)).toEqual(['PAID_BUT_CANCELLED']);
    expect(bench.books.draftsOf(id)).toEqual([]);
    expect(bench.shop.toldOf(id)).not.toContain('paid');
  });

  it('in part, before its import or while it is under way, has its document, and is raised with the sum', async () => {
    const before = await bench.starts('bank', part);
    const during = await bench.starts('card');
    const paymentId = await bench.payment(during);
    await bench.changes(during, part, true);
    await bench.cards.pays(paymentId);
    for (const id of [before, during]) {
      await bench.ends(id, { stage: 'DONE', attentions: withCodes('REFUNDED_IN_SHOP') });
      expect(await bench.textOf(id, 'REFUNDED_IN_SHOP')).toMatch(/12,50 € of 322,17 €: 000000003$/);
      expect(bench.books.draftsOf(id)).toHaveLength(1);
    }
    expect(await bench.details(before)).toContain('Given back in the shop: 12,50 €');
  });

  it('after its document is raised for each further refund, though nothing else of it changes', async () => {
    const [id, paymentId] = await paidHere();
    await bench.changes(id, part, true);
    await bench.ends(id, { stage: 'DONE', attentions: withCodes('REFUNDED_IN_SHOP') });
    await until('the gateway to be asked', async () =>
      bench.cards.asked.includes(paymentId) ? true : undefined,
    );
    const details = await bench.view(id);
    expect(details.payments).toMatchObject([{ outcome: 'POSITIVE', charges: [{ held: 32217 }] }]);
    await bench.does(id, m.settledUpdate);
    expect(await bench.codes(id)).toEqual([]);
    await bench.changes(id, { refunds: [refundOf(1250), refundOf(500, '000000004')] }, true);
    await bench.ends(id, { attentions: withCodes('REFUNDED_IN_SHOP') });
    expect(await bench.textOf(id, 'REFUNDED_IN_SHOP')).toMatch(/17,50 € of 322,17 €: 000000003, 000000004$/);
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });

  it('is no proof: only what the gateway, asked, says stands on the payment', async () => {
    const [id, paymentId] = await paidHere();
    bench.cards.gaveBack(paymentId, 32217);
    await bench.changes(id, whole, true);
    const { payments } = await bench.ends(id, { attentions: withCodes('REFUNDED', 'REFUNDED_IN_SHOP') });
    expect(payments).toMatchObject([{ charges: [{ held: 0 }] }]);
  });

  it('told a hundred times at once is read a few times, and raised once', async () => {
    const id = await bench.starts('bank');
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    const reads = () => bench.shop.reads.filter((read) => read === id).length;
    const before = reads();
    bench.shop.has(id, part);
    const changedAt = new Date().toISOString();
    await Promise.all(
      Array.from({ length: 100 }, () =>
        bench.send(bench.handle(id).workflowId, m.shopChangedSignal, { changedAt, refunded: true }),
      ),
    );
    await bench.ends(id, { stage: 'DONE', attentions: withCodes('REFUNDED_IN_SHOP') });
    expect(reads() - before).toBeLessThan(30);
  });
});

describe.concurrent('money that is too much', () => {
  it('is raised where the shop was paid by something else before we told it; our own is not', async () => {
    const id = await bench.starts('card');
    const paymentId = await bench.payment(id);
    bench.shop.has(id, { paid: 32217, payment: { code: 'card', title: 'card', reference: 'TX8' } });
    await bench.cards.pays(paymentId);
    await bench.ends(id, { stage: 'DONE', attentions: withCodes('PAID_TWICE') });
    expect(await bench.textOf(id, 'PAID_TWICE')).toContain(`322,17 € in the shop, besides ${paymentId}`);
    await bench.does(id, m.settledUpdate);
    expect(await bench.codes(id)).toEqual([]);

    const [paid] = await paidHere();
    await bench.changes(paid, { paid: 32217, countsAsPaid: true, status: 'processing' });
    await bench.ends(paid, { inShop: expect.objectContaining({ status: 'processing' }), attentions: [] });
  });

  it('is raised where rows were cut from a paid order, with both sums, and no more once they agree', async () => {
    const id = await bench.starts('paypal', { paid: 32217 });
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    await bench.changes(id, { total: 30000 });
    await bench.ends(id, { attentions: withCodes('ORDER_CHANGED', 'OVERPAID_IN_SHOP') });
    expect(await bench.textOf(id, 'OVERPAID_IN_SHOP')).toMatch(/322,17 € of 300,00 €$/);
    await bench.changes(id, { total: 32217 });
    await bench.ends(id, { attentions: [] });
  });

  it('is raised where the shop cancelled an order whose money it keeps, until a person has seen to it', async () => {
    const id = await bench.starts('bank');
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    await bench.changes(id, { state: 'cancelled', paid: 32217 });
    await bench.ends(id, { attentions: withCodes('CANCELLED_AFTER_DOCUMENT', 'PAID_BUT_CANCELLED') });
    await bench.does(id, m.settledUpdate);
    expect(await bench.codes(id)).toEqual([]);
  });

  it('is not asked for where the state of an imported order counts as paid in the shop', async () => {
    const id = await bench.starts('card', { countsAsPaid: true });
    await bench.ends(id, { stage: 'DOCUMENT', payments: [], attentions: withCodes('FORGOTTEN_ORDER') });
    expect(bench.shop.toldOf(id)).toEqual([]);
  });
});

describe.concurrent('an order whose sum the gateway does not take', () => {
  const small = { total: 30, base: undefined };

  it('is asked of nobody and told to nobody; changed in the shop, it goes on by itself', async () => {
    const id = await bench.starts('card', small);
    await bench.ends(id, { stage: 'IMPORT', payments: [], attentions: withCodes('GATEWAY_AMOUNT_REFUSED') });
    expect(await bench.textOf(id, 'GATEWAY_AMOUNT_REFUSED')).toMatch(
      /changed to one that it takes, then retry\. cards takes €0\.50 to €999,999\.99 at once, and this is €0\.30\.$/,
    );
    expect(bench.shop.toldOf(id)).toEqual([]);
    await bench.changes(id, { total: 32217 });
    await bench.cards.pays(await bench.payment(id));
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });

  it('stands until a person has seen to it', async () => {
    const id = await bench.starts('card', small);
    const stopped = () =>
      bench.ends(id, { stage: 'IMPORT', payments: [], attentions: withCodes('GATEWAY_AMOUNT_REFUSED') });
    await stopped();
    await bench.does(id, m.retryUpdate);
    await stopped();
    await bench.does(id, m.settledUpdate);
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    expect(bench.books.draftsOf(id)).toEqual([]);
  });

  it('needs no gateway where the money comes in another way', async () => {
    const id = await bench.starts('bank', small);
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });
});

describe.concurrent('an order that the books can not take as it is', () => {
  it('in another currency is stopped before anything is asked; imported again once the configuration allows it', async () => {
    const foreign = { currency: 'GBP', base: { currency: 'EUR', total: 37000, rate: 0.87 } };
    const [id, byHand] = [await bench.starts('card', foreign), await bench.starts('bank', foreign)];
    for (const orderId of [id, byHand])
      await bench.ends(orderId, { stage: 'IMPORT', payments: [], attentions: withCodes('FOREIGN_CURRENCY') });
    expect(await bench.textOf(id, 'FOREIGN_CURRENCY')).toMatch(
      /322,17 £, 370,00 € in the shop; the books are kept in EUR$/,
    );
    await bench.does(id, m.retryUpdate);
    await bench.ends(id, { stage: 'IMPORT', attentions: withCodes('FOREIGN_CURRENCY') });
    await bench.does(byHand, m.settledUpdate);
    await bench.ends(byHand, { stage: 'DONE', attentions: [] });
    bench.books.erp.books.foreign = 'base';
    await bench.does(id, m.retryUpdate);
    await bench.cards.pays(await bench.payment(id));
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    for (const orderId of [id, byHand])
      expect(bench.books.draftsOf(orderId)).toHaveLength(orderId === id ? 1 : 0);
    expect(bench.shop.toldOf(byHand)).toEqual([]);
  });

  it('with a sum in its total that nothing explains is written, and raised with the sum', async () => {
    const id = await bench.starts('bank', { total: 32567, unexplained: 350 });
    await bench.ends(id, { stage: 'DONE', attentions: withCodes('TOTAL_UNEXPLAINED') });
    expect(await bench.textOf(id, 'TOTAL_UNEXPLAINED')).toMatch(/ 3,50 €$/);
    expect(bench.books.draftsOf(id)).toHaveLength(1);
    await bench.does(id, m.settledUpdate);
    expect(await bench.codes(id)).toEqual([]);
  });
});

it('replays', async () => {
  expect(await bench.replays(29)).toBeGreaterThanOrEqual(29);
});
