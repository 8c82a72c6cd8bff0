import { describe, expect, it } from 'vitest';
import { failureOf } from '../contract/shop-notices.ts';
import { freshMagento } from './magento-bench.ts';

const { books, place, shop, steer } = freshMagento();
const start = { changedAt: '2020-01-01T00:00:00.000Z', id: '0' };

describe('several stores of one Magento', () => {
  it('each have their own orders', async () => {
    const italian = await place({ store: 1 });
    const english = await place({ store: 2, method: 'paypal_express' });
    const [italianShop, englishShop] = [shop({ stores: [1] }), shop({ stores: [2, 3] })];
    const ids = async (connector: typeof italianShop) =>
      (await connector.listChanged(start, 5)).orders.map(({ id }) => id);
    expect([await ids(italianShop), await ids(englishShop)]).toEqual([[italian.id], [english.id]]);
    expect(await ids(shop())).toEqual([italian.id, english.id]);
    expect((await englishShop.readOrder(english.id)).id).toBe(english.id);
    expect((await englishShop.listPayments()).ordered.map(({ code }) => code)).toEqual(['paypal_express']);
    const newest = (await italianShop.check()).find(({ subject }) => subject === 'newest order');
    expect(newest?.text).toContain(`(${italian.id})`);
  });

  it('do not know an order of another one, to read or to write', async () => {
    const { id, order } = await place({ store: 2 });
    const other = shop({ stores: [1] });
    for (const call of [other.readOrder(id), other.writeBack(id, { kind: 'accepted', marker: 'a' })])
      expect(await failureOf(call)).toMatchObject({
        code: 'ORDER_NOT_FOUND',
        kind: 'refused',
        message: expect.stringContaining('it is of store 2'),
      });
    expect(order.status_histories).toEqual([]);
  });

  it('step over a broken order of theirs, and never meet one of another', async () => {
    const [broken, good] = [await place({ store: 1 }), await place({ store: 1 })];
    await steer('/quirks', { brokenOrder: Number(broken.id) });
    expect(await shop({ stores: [1] }).listChanged(start, 5)).toMatchObject({
      orders: [{ id: good.id }],
      unreadable: ['the order changed first since 2020-01-01 00:00:00'],
    });
    expect(await shop({ stores: [2] }).listChanged(start, 5)).toMatchObject({ orders: [], unreadable: [] });
    expect(books().orders).toHaveLength(2);
  });
});
