import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { refused, signed } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

const heldBack = [
  ['on_hold', 'ORDER_ON_HOLD'],
  ['in_review', 'ORDER_IN_REVIEW'],
] as const;

describe.concurrent.each(heldBack)('an order that is %s in the shop', (state, code) => {
  it('when it is imported is asked of nobody; released, it goes on by itself though the shop says nothing', async () => {
    const id = await bench.starts('card', { state });
    await bench.ends(id, { stage: 'PAYMENT', outcome: 'PENDING', payments: [], attentions: withCodes(code) });
    expect(await bench.checkout(id)).toMatchObject({ state: 'unavailable' });
    expect(bench.shop.toldOf(id)).toEqual([]);
    bench.shop.has(id, { state: 'open' });
    await bench.cards.pays(await bench.payment(id));
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
    expect(bench.shop.toldOf(id)).toContain('paid');
  });

  it('while its page is open has it closed, and another one once it is released', async () => {
    const id = await bench.starts('card');
    const first = await bench.payment(id);
    await bench.changes(id, { state });
    await bench.isClosed(first);
    await bench.ends(id, { stage: 'PAYMENT', outcome: 'NEGATIVE', attentions: withCodes(code) });
    expect(await bench.checkout(id)).toMatchObject({ state: 'unavailable' });
    expect(bench.shop.toldOf(id)).not.toContain('failed');
    await bench.changes(id, { state: 'open' });
    await bench.cards.pays(await bench.payment(id, 1));
    const { payments } = await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(payments).toHaveLength(2);
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });

  it('which nobody told, and paid meanwhile, is neither written nor booked until it is released', async () => {
    const id = await bench.starts('card');
    const paymentId = await bench.payment(id);
    bench.shop.has(id, { state });
    await bench.cards.pays(paymentId);
    await bench.ends(id, { stage: 'DOCUMENT', outcome: 'POSITIVE', attentions: withCodes(code) });
    expect(bench.books.draftsOf(id)).toEqual([]);
    expect(bench.shop.toldOf(id)).not.toContain('paid');
    bench.shop.has(id, { state: 'open' });
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
    expect(bench.shop.toldOf(id)).toContain('paid');
  });

  it('and paid offline or in the shop is written once it is released', async () => {
    const ids = await Promise.all([
      bench.starts('bank', { state }),
      bench.starts('paypal', { state, paid: 32217 }),
    ]);
    for (const id of ids) {
      await bench.ends(id, { stage: 'DOCUMENT', attentions: withCodes(code) });
      expect(bench.books.draftsOf(id)).toEqual([]);
      expect(bench.shop.toldOf(id)).toEqual([]);
      bench.shop.has(id, { state: 'open' });
      await bench.ends(id, { stage: 'DONE', attentions: [] });
      expect(bench.books.draftsOf(id)).toHaveLength(1);
    }
  });

  it('after its document names the document, until it is released or a person has seen to it', async () => {
    const id = await bench.starts('bank');
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    await bench.changes(id, { state });
    await bench.ends(id, { stage: 'DONE', attentions: withCodes(code) });
    const { document } = await bench.view(id);
    expect(await bench.textOf(id, code)).toContain(`The document ${document?.number} is written.`);
    expect(await bench.offers(id)).toEqual(['retry', 'settled']);
    await bench.does(id, m.settledUpdate);
    expect(await bench.codes(id)).toEqual([]);
  });

  it('can be cancelled there, or given up here', async () => {
    const [cancelled, givenUp] = await Promise.all([
      bench.starts('card', { state }),
      bench.starts('card', { state }),
    ]);
    for (const id of [cancelled, givenUp]) await bench.ends(id, { attentions: withCodes(code) });
    await bench.changes(cancelled, { state: 'cancelled' });
    await bench.handle(givenUp).executeUpdate(m.cancelOrderUpdate, { args: [signed] });
    for (const id of [cancelled, givenUp])
      await bench.ends(id, { stage: 'DONE', attentions: [], payments: [] });
  });
});

describe.concurrent('an order that a person lets through', () => {
  it('although the shop suspects it is written, with name and reason kept; of two at once one is refused', async () => {
    const id = await bench.starts('bank', { state: 'in_review' });
    await bench.ends(id, { attentions: withCodes('ORDER_IN_REVIEW') });
    expect(await bench.offers(id)).toEqual(['retry', 'letThrough', 'cancelOrder']);
    await refused(bench.does(id, m.letThroughUpdate, { operator: 'Ada', reason: ' ' }), 'UNSIGNED', 'why');
    const both = await Promise.allSettled([
      bench.does(id, m.letThroughUpdate, { operator: 'Ada', reason: 'known' }),
      bench.does(id, m.letThroughUpdate, { operator: 'Bob', reason: 'known too' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
    expect(await bench.details(id)).toContain('letThrough by');
    await refused(bench.does(id, m.letThroughUpdate), 'NOT_NOW', 'letThrough is not possible');
  });

  it('is asked of its customer, where that is still to be done, and held again when it is suspected once more', async () => {
    const id = await bench.starts('card', { state: 'in_review' });
    await bench.ends(id, { attentions: withCodes('ORDER_IN_REVIEW') });
    await bench.does(id, m.letThroughUpdate);
    await bench.payment(id);
    await bench.changes(id, { state: 'open' });
    await bench.ends(id, { inShop: expect.objectContaining({ state: 'open' }) });
    await bench.changes(id, { state: 'in_review' });
    await bench.ends(id, { attentions: withCodes('ORDER_IN_REVIEW') });
    expect(bench.books.draftsOf(id)).toEqual([]);
  });

  it('although its money is only held has a document that says nothing of collected money', async () => {
    const id = await bench.starts('paypal', { authorised: 32217 });
    await bench.ends(id, {
      stage: 'PAYMENT',
      outcome: 'PENDING',
      attentions: withCodes('PAYMENT_AUTHORISED'),
    });
    expect(await bench.textOf(id, 'PAYMENT_AUTHORISED')).toMatch(/322,17 € of 322,17 €$/);
    await bench.does(id, m.letThroughUpdate);
    await bench.ends(id, { stage: 'DONE', outcome: 'PENDING', attentions: [] });
    expect(bench.books.draftsOf(id).map(({ collected }) => collected)).toEqual([undefined]);
    await bench.changes(id, { paid: 32217, authorised: 0 });
    await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(bench.books.draftsOf(id)).toHaveLength(1);
  });

  it('is none that is on hold, cancelled, given back or waits for its payment', async () => {
    const ids = await Promise.all([
      bench.starts('bank', { state: 'on_hold' }),
      bench.starts('bank', { state: 'cancelled' }),
      bench.starts('paypal', { state: 'refunded', paid: 32217 }),
      bench.starts('paypal', { authorised: 32216 }),
    ]);
    for (const id of ids) {
      await bench.ends(id, { inShop: expect.anything() });
      await refused(bench.does(id, m.letThroughUpdate), 'NOT_NOW', 'letThrough is not possible');
      expect(await bench.offers(id)).not.toContain('letThrough');
    }
  });
});

it('money that is held is taken in the shop before a person lets the order through: it goes on by itself', async () => {
  const id = await bench.starts('paypal', { authorised: 32217 });
  await bench.ends(id, { attentions: withCodes('PAYMENT_AUTHORISED') });
  bench.shop.has(id, { paid: 32217, authorised: 0 });
  await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  expect(bench.books.draftsOf(id)).toMatchObject([{ collected: { gateway: 'shop' } }]);
});

it('replays', async () => {
  expect(await bench.replays(25)).toBeGreaterThanOrEqual(25);
});
