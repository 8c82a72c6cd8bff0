import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrdersBench, openOrdersBench, withCodes } from './operators-orders-bench.ts';

let bench: OrdersBench;
beforeAll(async () => {
  bench = await openOrdersBench();
});
afterAll(() => bench?.stop());

describe.concurrent('a cancellation that nobody signed', () => {
  it('gives an order up that has seen no money, and is kept as unsigned', async () => {
    const { order, paymentId } = await bench.shown();
    await bench.orderHandle(order).cancel();
    await bench.ends(order, { outcome: 'NEGATIVE', stage: 'DONE', attentions: [] });
    expect(await bench.statusOf(paymentId)).toBe('expired');
    expect(await bench.documents(order)).toEqual([]);
    expect(await bench.details(order)).toContain('cancel by unsigned: a cancellation was requested');
  });

  it('only raises attention once money has moved: the order goes on', async () => {
    const [order, doubt] = await Promise.all([bench.refusedByErp('NEW-3'), bench.inDoubt()]);
    for (const id of [order, doubt]) await bench.orderHandle(id).cancel();
    await bench.ends(doubt, {
      outcome: 'VERIFY',
      attentions: withCodes('CANCELLATION_IGNORED'),
    });
    await bench.ends(order, {
      stage: 'DOCUMENT',
      attentions: withCodes('ERP_REFUSED', 'CANCELLATION_IGNORED'),
    });
    expect(await bench.details(order)).toContain('cancel by unsigned');
    await bench.addArticle('NEW-3');
    await bench.retries(order, 'document');
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await bench.documents(order)).toHaveLength(1);
  });
});

it('replays', async () => {
  expect(await bench.replays(6)).toBe(6);
});
