import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { shopWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import * as shops from '../../workflows/standing/shop/messages.ts';
import { newShopImport } from '../../workflows/standing/shop/start.ts';
import { signed, until } from './bench.ts';
import { type FakeBench, openFakeBench, withCodes } from './fake-bench.ts';
import { refundOf } from './states-given.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

describe('a shop whose list of orders shows no refunds', () => {
  let bench: FakeBench;
  beforeAll(async () => {
    bench = await openFakeBench();
    const since = shops.secondOf(ago(HOUR_MS));
    await bench.client.workflow.start('shop', {
      workflowId: shopWorkflowId(bench.name),
      taskQueue: bench.taskQueue,
      args: [newShopImport(bench.name, since)],
    });
  });
  afterAll(async () => {
    await importing().terminate();
    await bench.stop();
  });

  const importing = () => bench.client.workflow.getHandle(shopWorkflowId(bench.name));
  const view = () => importing().query(shops.shopQuery);
  const looks = async (times: number): Promise<shops.ShopImportView> => {
    for (let seen = 0; seen < times; seen += 1) {
      const { lookedAt } = await view();
      await until('a look', async () => ((await view()).lookedAt !== lookedAt ? true : undefined));
    }
    return view();
  };
  const reads = (id: string) => bench.shop.reads.filter((read) => read === id).length;

  it('is asked for them too: an order that is done reads its refund, once, and a further one again', async () => {
    const id = await bench.starts('bank', { updatedAt: ago(30_000) });
    await bench.ends(id, { stage: 'DONE', attentions: [] });
    const before = reads(id);
    bench.shop.has(id, { refunds: [refundOf(1250)] });
    bench.shop.gaveBack(id, ago(20_000));
    await bench.ends(id, { attentions: withCodes('REFUNDED_IN_SHOP') });
    await looks(3);
    expect(reads(id)).toBe(before + 1);
    await bench.does(id, m.settledUpdate);
    bench.shop.has(id, { refunds: [refundOf(1250), refundOf(500, '4')] });
    bench.shop.gaveBack(id, ago(10_000));
    await bench.ends(id, { attentions: withCodes('REFUNDED_IN_SHOP') });
    await looks(3);
    expect(reads(id)).toBe(before + 2);
  });

  it('is asked from a place of its own, an overlap before what it last showed', async () => {
    const { refunds, importedUntil } = await looks(2);
    expect(refunds?.importedUntil).not.toBe(importedUntil);
    const asked = bench.shop.asked.filter(({ list }) => list === 'refunded').at(-1);
    expect(asked?.after).toEqual(refunds?.cursor);
    expect(Date.parse(refunds?.importedUntil ?? '') - Date.parse(asked?.after.changedAt ?? '')).toBe(60_000);
  });

  it('starts no order by a refund', async () => {
    bench.shop.has('900', { createdAt: ago(2 * HOUR_MS), updatedAt: ago(2 * HOUR_MS) });
    bench.shop.gaveBack('900', ago(5_000));
    await looks(3);
    await expect(bench.view('900')).rejects.toThrow();
  });

  it('and does not let them be read says so, and has its orders imported; then they are read from where they stood', async () => {
    bench.shop.refusesRefunds(new Failure('SHOP_LOGIN_REFUSED', 'refused', 'order_slip: 401'));
    const seen = await until('the attention', async () => {
      const now = await looks(1);
      return now.attention ? now : undefined;
    });
    expect(seen.attention).toMatchObject({
      code: 'SHOP_LOGIN_REFUSED',
      text: expect.stringContaining('Refunds are not seen'),
    });
    bench.shop.has('901', {
      payment: { code: 'bank', title: 'bank' },
      createdAt: ago(10_000),
      updatedAt: ago(10_000),
    });
    await until('the order', async () => bench.view('901').catch(() => undefined));
    await bench.ends('901', { stage: 'DONE', attentions: [] });
    bench.shop.has('901', { refunds: [refundOf(1250)] });
    bench.shop.gaveBack('901', ago(0));
    await looks(2);
    expect(await bench.codes('901')).toEqual([]);
    bench.shop.refusesRefunds(undefined);
    await bench.ends('901', { attentions: withCodes('REFUNDED_IN_SHOP') });
    expect((await looks(1)).attention).toBeUndefined();
  });

  it('is set back with its refunds', async () => {
    const since = ago(HOUR_MS);
    const from = shops.secondOf(since);
    bench.shop.asked.length = 0;
    await importing().executeUpdate(shops.importFromUpdate, { args: [{ ...signed, since }] });
    const lists = await until('both lists read from there', async () => {
      const found = bench.shop.asked.filter(({ after }) => after.changedAt === from).map(({ list }) => list);
      return found.length >= 2 ? found : undefined;
    });
    expect(lists.slice(0, 2)).toEqual(['changed', 'refunded']);
  });

  it('replays', async () => {
    expect(await bench.replays(3)).toBeGreaterThanOrEqual(3);
  });
});
