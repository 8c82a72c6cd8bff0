import { expect } from 'vitest';
import type { Position } from '../../domain/schemas/order.ts';
import type { Shop } from '../../shops/shop.ts';
import type { Case, ShopBench } from './shop-bench.ts';
import { failureOf } from './shop-notices.ts';

/** The lists of changed orders, and their order. */
export function listingCases(test: Case, at: () => ShopBench): void {
  let days = 0;
  /** Orders that changed `seconds` after the position; each test has a day of its own, after all others. */
  const placed = async (...seconds: number[]): Promise<{ after: Position; ids: string[]; later: number }> => {
    days += 1;
    const dawn = Date.UTC(2030, 0, days, 10);
    const ids: string[] = [];
    for (const second of seconds) {
      const { id } = await at().placeOrder('plain');
      await at().setChanged(id, new Date(dawn + second * 1000).toISOString());
      ids.push(id);
    }
    return { after: { changedAt: new Date(dawn).toISOString(), id: '0' }, ids, later: dawn + 3_600_000 };
  };
  /** Page by page, as an import reads. */
  const pages = async (shop: Shop, from: Position, limit: number, between = async () => {}) => {
    const [ids, unreadable]: [string[], Set<string>] = [[], new Set()];
    let after = from;
    for (let page = 0; page < 50; page += 1) {
      const found = await shop.listChanged(after, limit);
      ids.push(...found.orders.map(({ id }) => id));
      for (const id of found.unreadable) unreadable.add(id);
      expect(found.orders.length).toBeLessThanOrEqual(limit);
      after = found.until;
      if (!found.more) return { ids, unreadable: [...unreadable], after };
      await between();
    }
    throw new Error('fifty pages, and no end');
  };

  for (const limit of [1, 2, 3, 10])
    test(undefined, `lists each order that changed once, in order, by pages of ${limit}`, async () => {
      const { after, ids } = await placed(30, 10, 20, 20, 0, 10);
      const found = await pages(at().shop(), after, limit);
      const [thirty, ten, twenty, alsoTwenty, none, alsoTen] = ids;
      expect(found.ids).toEqual([none, ten, alsoTen, twenty, alsoTwenty, thirty]);
      expect(found.unreadable).toEqual([]);
    });

  test(undefined, 'passes over none of many that changed in one second', async () => {
    const { after, ids } = await placed(...Array.from({ length: 9 }, () => 5));
    expect((await pages(at().shop(), after, 4)).ids).toEqual(ids);
  });

  test(undefined, 'meets again what changes between two pages, and passes over none', async () => {
    const { after, ids, later } = await placed(1, 2, 3, 4, 5, 6);
    let changes = 0;
    const found = await pages(at().shop(), after, 2, async () => {
      changes += 1;
      // One that was listed and one that was not yet: both go to the end.
      if (changes > 1) return;
      for (const index of [0, 2])
        await at().setChanged(ids[index] ?? '', new Date(later + index).toISOString());
    });
    expect(found.ids).toEqual([ids[0], ids[1], ids[3], ids[4], ids[5], ids[0], ids[2]]);
  });

  test(undefined, 'goes on from where it was when nothing came', async () => {
    const { after, ids } = await placed(1);
    const shop = at().shop();
    const end = (await pages(shop, after, 5)).after;
    expect(await shop.listChanged(end, 5)).toEqual({ orders: [], unreadable: [], until: end, more: false });
    await at().setChanged(ids[0] ?? '', new Date(Date.parse(end.changedAt) + 1000).toISOString());
    expect((await pages(shop, end, 5)).ids).toEqual(ids);
  });

  test(undefined, 'says of an order what reading it says', async () => {
    const { after, ids } = await placed(7);
    const shop = at().shop();
    const { createdAt, updatedAt, status } = await shop.readOrder(ids[0] ?? '');
    expect((await shop.listChanged(after, 5)).orders).toMatchObject([
      { id: ids[0], createdAt, changedAt: updatedAt, status },
    ]);
    expect(Date.parse(updatedAt)).toBe(Date.parse(after.changedAt) + 7000);
  });

  for (const [where, broken, named] of [
    ['first', 0, /^the order changed first since /],
    ['in the middle', 2, /^the order after \d+$/],
    ['in a second with others', 4, /^the order after \d+$/],
    ['last', 5, /^the order after \d+$/],
  ] as const)
    for (const limit of [2, 10])
      test(
        undefined,
        `names an order that breaks the list where it is ${where}, and lists the others, by pages of ${limit}`,
        async () => {
          const { after, ids } = await placed(1, 2, 3, 4, 4, 5);
          await at().breakOrder(ids[broken] ?? '');
          const found = await pages(at().shop(), after, limit);
          await at().breakOrder(undefined);
          expect(found.ids).toEqual(ids.filter((_id, index) => index !== broken));
          expect(found.unreadable).toEqual([expect.stringMatching(named)]);
          if (broken > 0) expect(found.unreadable[0]).toBe(`the order after ${ids[broken - 1]}`);
        },
      );

  test(
    undefined,
    'finds the order that broke the list once it is mended, or once another changed',
    async () => {
      const { after, ids } = await placed(1, 2);
      const shop = at().shop();
      await at().breakOrder(ids[1] ?? '');
      const { after: end } = await pages(shop, after, 5);
      await at().breakOrder(undefined);
      expect((await pages(shop, end, 5)).ids).toEqual([ids[1]]);
    },
  );

  test(undefined, 'takes a shop that breaks on everything for a shop that is down', async () => {
    const { after } = await placed(1, 2);
    await at().fault('read', { kind: 'status', status: 500, times: 50 });
    const failure = await failureOf(at().shop().listChanged(after, 5));
    await at().clearFaults();
    expect(failure).toMatchObject({ code: 'SHOP_ANSWER_LOST', kind: 'maybe' });
  });

  test(undefined, 'lists what it reads, through each of its logins', async () => {
    const { after, ids } = await placed(1);
    for (const login of at().logins)
      expect((await at().shop({ login }).listChanged(after, 5)).orders).toMatchObject([{ id: ids[0] }]);
  });
}
