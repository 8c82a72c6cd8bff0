import { beforeEach, describe, expect, it } from 'vitest';
import { codes, freshShop, messages } from './prestashop-bench.ts';

const { get, list, place, steer } = freshShop();

const ids = async (query: string, resource = 'orders') =>
  (await list(resource, `${query}&display=[id]`)).map(({ id }) => Number(id));
const refusal = async (query: string) => codes(await get(`/orders?${query}`));

describe('a list of orders', () => {
  beforeEach(async () => {
    const at = ['09:00:00', '10:00:00', '10:00:00', '11:30:00'];
    for (const [i, time] of at.entries())
      await place({
        at: `2027-05-0${i < 3 ? 1 : 2} ${time}`,
        module: i === 1 ? 'ps_wirepayment' : 'paypal',
        items: [{ reference: 'A', price: 10 + i }],
        shipping: 0,
      });
  });

  it('is ids with addresses, or whole with display=full, or the fields named', async () => {
    const bare = (await get('/orders?sort=[id_ASC]')).text;
    expect(bare).toMatch(
      /<orders>\n<order id="1" xlink:href="http:\/\/127\.0\.0\.1:\d+\/api\/orders\/1"\/>\n/,
    );
    expect(bare).not.toContain('<id>');
    expect(await list('orders', 'display=full&limit=1')).toMatchObject([{ id: '1', module: 'paypal' }]);
    expect(await list('orders', 'display=[id,module]&limit=1')).toEqual([{ id: '1', module: 'paypal' }]);
    const rows = await list('orders', 'display=[id,order_rows[product_reference]]&limit=1');
    expect(rows).toEqual([
      { id: '1', associations: { order_rows: { order_row: [{ product_reference: 'A' }] } } },
    ]);
    expect(await refusal('display=[id,nothing]')).toEqual([35]);
    expect(await refusal('display=id')).toEqual([36]);
  });

  it.each([
    ['filter[id]=[1|3]', [1, 3]],
    ['filter[id]=[3,1]', [1, 2, 3]],
    ['filter[id]=[1,2,3]', [1]],
    ['filter[id]=>[2]', [3, 4]],
    ['filter[id]=<[2]', [1]],
    ['filter[id]=![1|4]', [2, 3]],
    ['filter[id]=2', [2]],
    ['filter[module]=[ps_wirepayment]', [2]],
    ['filter[module]=[PS_WirePayment]', [2]],
    ['filter[module]=%[wire]%', [2]],
    ['filter[module]=[pay]%', [1, 3, 4]],
    ['filter[total_paid]=[11,12.000000]', [2, 3]],
    ['filter[id]=>[1]&filter[module]=[paypal]', [3, 4]],
    ['filter[id]=[]', []],
  ])('is filtered by %s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it('is not filtered at all by >= and <=, and nobody says so, unless that quirk is off', async () => {
    const found = async () => [
      await ids('filter[id]=>=[3]'),
      await ids('filter[date_upd]=<=[2027-05-01 09:00:00]&date=1'),
    ];
    const all = [1, 2, 3, 4];
    expect(await found()).toEqual([all, all]);
    await steer('quirks', { orEqualIgnored: false });
    expect(await found()).toEqual([[3, 4], [1]]);
  });

  it('comes in no order without sort, and always in the same none', async () => {
    const seen = async () => (await get('/orders')).text.match(/id="\d"/g);
    const first = await seen();
    expect(first).toHaveLength(4);
    expect(first).not.toEqual([...(first ?? [])].sort());
    expect(await seen()).toEqual(first);
  });

  it('with a limit below nothing is an SQL error, and whole in 9', async () => {
    const statuses = [];
    for (const version of ['1.7', '8', '9']) {
      await steer('settings', { version });
      statuses.push((await get('/orders?limit=-1')).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
  });

  it('compares a bare number as text in 1.7, by value later', async () => {
    expect(await ids('filter[total_paid]=11')).toEqual([2]);
    await steer('settings', { version: '1.7' });
    expect(await ids('filter[total_paid]=11')).toEqual([]);
    expect(await ids('filter[total_paid]=11.000000')).toEqual([2]);
    expect(await ids('filter[id]=2')).toEqual([2]);
  });

  it('is filtered and sorted by the two dates with date=1 only', async () => {
    expect(await refusal('filter[date_upd]=>[2027-05-01]')).toEqual([32]);
    expect(await refusal('filter[date_upd]=>[2027-05-01]&date=0')).toEqual([32]);
    expect(await refusal('sort=[date_upd_ASC]')).toEqual([38]);
    const at = (text: string) => ids(`date=1&filter[date_upd]=${text}`);
    expect(await at('[2027-05-01 10:00:00]')).toEqual([2, 3]);
    expect(await at('[2027-05-01 09:00:00,2027-05-01 10:00:00]')).toEqual([1, 2, 3]);
    expect(await at('[2027-05-01,2027-05-02]')).toEqual([1, 2, 3]);
    expect(await at('>[2027-05-01 10:00:00]')).toEqual([4]);
    expect(await at('>[2027-05-02]')).toEqual([4]);
  });

  it('is sorted by several fields, and cut by offset and count', async () => {
    expect(await ids('sort=[date_upd_DESC,id_DESC]&date=1')).toEqual([4, 3, 2, 1]);
    expect(await ids('sort=[module_ASC,id_DESC]')).toEqual([4, 3, 1, 2]);
    expect(await ids('sort=id_DESC&limit=2')).toEqual([4, 3]);
    expect(await ids('limit=1,2')).toEqual([2, 3]);
    expect(await ids('limit=4,10')).toEqual([]);
    expect(await ids('limit=x')).toEqual([]);
    expect(await refusal('limit=1,2,3')).toEqual([39]);
    expect(await refusal('sort=[id]')).toEqual([37]);
    expect(await refusal('sort=[nothing_ASC]')).toEqual([38]);
  });

  it('refuses filters that it does not have, are empty or are computed', async () => {
    const unknown = await get('/orders?filter[refrence]=[X]');
    expect([unknown.status, codes(unknown)]).toEqual([400, [32]]);
    expect(messages(unknown)[0]).toContain('This filter does not exist. Did you mean: "reference"?');
    expect(await refusal('filter[reference]=')).toEqual([33]);
    expect(await refusal('filter[shipping_number]=[1]')).toEqual([34]);
    expect(await refusal('filter[other][id]=[1]')).toEqual([31]);
    expect((await get('/order_payments?date=1&filter[date_upd]=>[2027-01-01]')).status).toBe(500);
  });

  it('filters language fields by any language, without case and accents', async () => {
    const named = (name: string) => ids(`filter[name]=${name}`, 'order_states');
    expect(await named('[pagamento ACCETTATO]')).toEqual([2]);
    expect(await named('%[refund]%')).toEqual([7]);
  });
});

describe('fifty thousand orders', () => {
  it('are placed at once, so many in a second, are announced to nobody, and can be read page by page', async () => {
    const { body } = await steer('orders/bulk', {
      count: 50_000,
      perSecond: 7,
      from: '2027-10-31T00:00:00Z',
      order: { module: 'ps_wirepayment', customer: 2, items: [{ reference: 'MIELE-ACACIA' }] },
    });
    expect(body).toEqual({ first: 1, last: 50_000 });
    const second = 'filter[date_upd]=[2027-10-31 02:30:00]&date=1&display=[id]';
    const inBothHours = await list('orders', second);
    expect(inBothHours).toHaveLength(14);
    expect(await ids('sort=[id_DESC]&limit=10,3')).toEqual([49_990, 49_989, 49_988]);
    // Sorted by the wall clock the second of the two hours lies within the first.
    const [last] = await list('orders', 'sort=[date_upd_DESC,id_ASC]&date=1&limit=1&display=[id,date_upd]');
    expect(last?.date_upd).toBe('2027-10-31 02:59:59');
    expect(Number(last?.id)).toBeLessThan(49_000);
    expect(await list('order_details', 'filter[id_order]=[50000]')).toMatchObject([
      { product_reference: 'MIELE-ACACIA' },
    ]);
  }, 120_000);

  it('are placed up to now when nobody says from when', async () => {
    await steer('orders/bulk', { count: 25, perSecond: 10 });
    await place();
    const dates = (await list('orders', 'display=[date_add]')).map(({ date_add }) => date_add ?? '');
    expect(new Set(dates.slice(0, 25)).size).toBe(3);
    expect([...dates].sort()).toEqual(dates);
    expect((await steer('orders/bulk', { count: 0 })).status).toBe(400);
  });
});
