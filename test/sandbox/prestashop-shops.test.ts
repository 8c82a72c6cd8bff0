import { beforeEach, describe, expect, it } from 'vitest';
import { sandboxKey } from '../../sandbox/prestashop/index.ts';
import { basic, codes, freshShop, messages } from './prestashop-bench.ts';

const { ask, get, list, place, steer, url } = freshShop();

const ids = async (query: string) =>
  (await list('orders', `display=[id]&${query}`)).map(({ id }) => Number(id));

describe('a PrestaShop of two shops', () => {
  beforeEach(async () => {
    await steer('settings', { shops: 2 });
    for (const shop of [1, 2, 1]) await place({ shop });
  });

  it('lists orders of the shop that is asked, of the first one without a word, and all', async () => {
    expect(await ids('')).toEqual([1, 3]);
    expect(await ids('id_shop=1')).toEqual([1, 3]);
    expect(await ids('id_shop=2')).toEqual([2]);
    expect(await ids('id_shop=all')).toEqual([1, 2, 3]);
  });

  it('shows one order whatever shop is asked, with that shop’s addresses', async () => {
    const { status, text } = await get('/orders/1?id_shop=2');
    expect(status).toBe(200);
    expect(text).toContain('<id_shop><![CDATA[1]]></id_shop>');
    expect(text).toContain(`xlink:href="${url('/due/api/carts/1')}"`);
  });

  it('lists slips whatever shop is asked', async () => {
    await steer('orders/2/pay', {});
    await steer('orders/2/refund', { shipping: 1 });
    expect(await list('order_slip', 'id_shop=1')).toMatchObject([{ id_order: '2' }]);
  });

  it('has a carrier of its own for each, which the other does not know', async () => {
    expect((await list('orders', 'id_shop=2&display=[id_carrier]')).map((row) => row.id_carrier)).toEqual([
      '3',
    ]);
    const other = await get('/carriers/2?id_shop=2');
    expect([other.status, codes(other), messages(other)]).toEqual([
      ...[404, [131], ['This Carrier (2) does not exists on this shop']],
    ]);
    expect((await get('/carriers/3?id_shop=2')).status).toBe(200);
    expect((await list('carriers', 'id_shop=2&display=[id]')).map(({ id }) => id)).toEqual(['3']);
  });

  it('lists a configuration of all shops and that of one together; the clock of that one is its own', async () => {
    await steer('configurations', { name: 'PS_TIMEZONE', value: 'Asia/Tokyo', shop: 2 });
    const zones = await list(
      'configurations',
      'filter[name]=[PS_TIMEZONE]&display=[value,id_shop]&id_shop=2',
    );
    expect(zones).toEqual([
      { value: 'Europe/Rome', id_shop: '' },
      { value: 'Asia/Tokyo', id_shop: '2' },
    ]);
    await place({ shop: 2, at: '2027-01-10T12:00:00Z' });
    await place({ shop: 1, at: '2027-01-10T12:00:00Z' });
    const dates = await list('orders', 'id_shop=all&filter[id]=[4|5]&display=[date_add]');
    expect(dates.map(({ date_add }) => date_add)).toEqual(['2027-01-10 21:00:00', '2027-01-10 13:00:00']);
  });

  it('refuses a key that is not for that shop', async () => {
    await steer('keys', { key: sandboxKey, permissions: { orders: ['GET'] }, shops: [1] });
    expect((await get('/orders')).status).toBe(200);
    const other = await get('/orders?id_shop=2');
    expect([other.status, codes(other), messages(other)]).toEqual([
      ...[403, [132], ['No permission for this key on this shop']],
    ]);
  });
});

describe('a shop that is not there', () => {
  it('is sent to the front page, whoever asks', async () => {
    for (const headers of [basic(sandboxKey), {}]) {
      const answer = await fetch(url('/api/orders?id_shop=2'), { headers, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([
        ...[302, url('/?url=orders'), ''],
      ]);
    }
  });

  it('can’t be bought in', async () => {
    expect((await steer('orders', { shop: 2 })).status).toBe(400);
    expect((await ask('GET', '/orders')).status).toBe(200);
  });
});
