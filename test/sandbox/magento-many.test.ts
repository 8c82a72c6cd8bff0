import { describe, expect, it } from 'vitest';
import { filter, freshShop, type Json } from './magento-bench.ts';

const { ask, books, place, read, steer, url } = freshShop();

const sort = (...fields: string[]) =>
  fields
    .map((field, i) => {
      const at = `searchCriteria[sortOrders][${i}]`;
      return `${at}[field]=${field}&${at}[direction]=ASC`;
    })
    .join('&');
const list = async (query: string) => {
  const { status, body } = await ask(
    'GET',
    `/rest/V1/orders?${query}&fields=items[entity_id,updated_at],total_count`,
  );
  expect(status).toBe(200);
  return body as { items: { entity_id: number; updated_at: string }[]; total_count: number };
};

describe('orders by the thousand', () => {
  it('are placed at once, so many in a second, announced to nobody, and listed page by page', async () => {
    await steer('announce', { url: 'http://127.0.0.1:9/{id}', secret: 'x' });
    const { body } = await steer('orders/bulk', {
      count: 2_000,
      perSecond: 4,
      from: '2027-03-01T00:00:00Z',
      order: { items: [{ sku: 'MOKA-3T' }], method: 'banktransfer' },
    });
    expect(body).toEqual({ first: 1, last: 2_000 });
    expect(books().announcements).toEqual([]);
    expect(await list(filter('updated_at', '2027-03-01 00:00:01'))).toMatchObject({
      total_count: 4,
      items: [8, 7, 6, 5].map((entity_id) => ({ entity_id, updated_at: '2027-03-01 00:00:01' })),
    });
    const page = await list(
      `${filter('updated_at', '2027-03-01 00:00:01', 'gt')}&${sort('updated_at', 'entity_id')}&searchCriteria[pageSize]=3`,
    );
    expect(page.items.map(({ entity_id }) => entity_id)).toEqual([9, 10, 11]);
    expect(page.total_count).toBe(1_992);
    expect(await read(2_000)).toMatchObject({
      increment_id: '000002000',
      payment: { method: 'banktransfer' },
    });
  }, 60_000);

  it('end at now when nobody says from when, and are refused beyond fifty thousand', async () => {
    await steer('orders/bulk', { count: 3, perSecond: 1 });
    const [first, , third] = [await read(1), await read(2), await read(3)];
    const seconds = (order: Json) => Date.parse(`${order.updated_at}Z`) / 1000;
    expect(seconds(third) - seconds(first)).toBe(2);
    expect(Math.abs(seconds(third) - Date.now() / 1000)).toBeLessThan(30);
    expect((await steer('orders/bulk', { count: 50_001 })).status).toBe(400);
    expect((await steer('orders/bulk', { count: 1, order: { metod: 'free' } })).status).toBe(400);
  });
});

describe('one order', () => {
  it('can be placed at a given second, and be saved later without anything changing but updated_at', async () => {
    for (let i = 0; i < 3; i += 1) await place({ at: '2027-05-01T10:00:00Z' });
    expect((await list(filter('updated_at', '2027-05-01 10:00:00'))).total_count).toBe(3);
    const before = await read(2);
    await steer('orders/2/touch', {});
    const after = await read(2);
    expect(after.updated_at).not.toBe(before.updated_at);
    expect({ ...after, updated_at: '' }).toEqual({ ...before, updated_at: '' });
  });
});

describe('the shop', () => {
  it('announces nothing once that is switched off', async () => {
    await steer('announce', { url: 'http://127.0.0.1:9/{id}', secret: 'x' });
    await place();
    expect(books().announcements).toHaveLength(1);
    const answer = await fetch(url('/_sandbox/announce'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: 'null',
    });
    expect(await answer.json()).toEqual({ announce: null });
    await place();
    expect(books().announcements).toHaveLength(1);
  });

  it('can be of another zone, and writes its dates in UTC all the same', async () => {
    await steer('quirks', { timezone: 'America/New_York' });
    const configs = (await ask('GET', '/rest/V1/store/storeConfigs')).body as Json[];
    expect(configs[0]?.timezone).toBe('America/New_York');
    await steer('clock', { to: '2030-07-01T10:00:00Z' });
    expect((await place()).created_at).toMatch(/^2030-07-01 10:00:0\d$/);
  });
});
