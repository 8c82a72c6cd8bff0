import { beforeEach, describe, expect, it } from 'vitest';
import { filter, freshShop, type Json } from './magento-bench.ts';

const { ask, place, read, steer } = freshShop();

const list = async (query: string) =>
  (await ask('GET', `/rest/V1/orders?${query}`)).body as Json & { items: Json[] };
const ids = async (query: string) => (await list(query)).items.map((order) => order.entity_id);

describe('the list of orders', () => {
  beforeEach(async () => {
    for (const method of ['stripe_payments', 'banktransfer', 'free']) await place({ method });
  });

  it('comes newest first, or as the sort order says', async () => {
    expect(await ids('searchCriteria=')).toEqual([3, 2, 1]);
    const sort = 'searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[sortOrders][0]';
    expect(await ids(`${sort}[direction]=ASC`)).toEqual([1, 2, 3]);
  });

  it('joins filter groups by AND and the filters of one group by OR', async () => {
    const either = `${filter('entity_id', '1')}&${filter('entity_id', '3', 'eq', 0, 1)}`;
    expect(await ids(either)).toEqual([3, 1]);
    expect(await ids(`${either}&${filter('increment_id', '000000003', 'eq', 1)}`)).toEqual([3]);
  });

  it.each([
    ['neq', '2', [3, 1]],
    ['gt', '2', [3]],
    ['gteq', '2', [3, 2]],
    ['lt', '2', [1]],
    ['lteq', '2', [2, 1]],
    ['from', '3', [3]],
    ['to', '1', [1]],
    ['in', '1,2', [2, 1]],
    ['nin', '1,2', [3]],
    ['notnull', '', [3, 2, 1]],
    ['null', '', []],
  ])('understands the condition %s %s', async (condition, value, expected) => {
    expect(await ids(filter('entity_id', value, condition))).toEqual(expected);
  });

  it('understands like, and dates as plain text in UTC', async () => {
    expect(await ids(filter('increment_id', '%002', 'like'))).toEqual([2]);
    expect(await ids(filter('updated_at', '2000-01-01 00:00:00', 'gteq'))).toHaveLength(3);
    expect(await ids(filter('updated_at', '2999-01-01 00:00:00', 'gteq'))).toEqual([]);
    expect((await read(1)).updated_at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it('is cut into pages, and a page past the last is empty, or the last again in old versions', async () => {
    const page = (n: number) => `searchCriteria[pageSize]=2&searchCriteria[currentPage]=${n}`;
    expect(await ids(page(1))).toEqual([3, 2]);
    expect(await list(page(2))).toMatchObject({
      total_count: 3,
      search_criteria: { page_size: 2, current_page: 2 },
    });
    expect(await ids(page(3))).toEqual([]);
    await steer('quirks', { repeatLastPage: true });
    expect(await ids(page(3))).toEqual([1]);
  });

  it('has only the fields asked for', async () => {
    const answer = await list(
      'searchCriteria[pageSize]=1&fields=items[entity_id,payment[method]],total_count',
    );
    expect(answer).toEqual({ items: [{ entity_id: 3, payment: { method: 'free' } }], total_count: 3 });
  });

  it('refuses nested fields, and wants searchCriteria', async () => {
    expect((await ask('GET', `/rest/V1/orders?${filter('payment.method', 'free')}`)).status).toBe(500);
    expect((await ask('GET', '/rest/V1/orders')).body).toEqual({
      message: '"%fieldName" is required. Enter and try again.',
      parameters: { fieldName: 'searchCriteria' },
    });
  });

  it('is a 500 as long as one broken order is on the page, while the others can be read one by one', async () => {
    await steer('quirks', { brokenOrder: 2 });
    const answer = await ask('GET', '/rest/V1/orders?searchCriteria=');
    expect(answer.status).toBe(500);
    expect((answer.body as Json).message).toMatch(
      /^Internal Error\. Details are available in Magento log file/,
    );
    expect((await ask('GET', '/rest/V1/orders/1')).status).toBe(200);
    expect(await ids('searchCriteria[pageSize]=1')).toEqual([3]);
  });
});
