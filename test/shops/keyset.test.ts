import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { Position } from '../../domain/schemas/order.ts';
import { changedAfter, type Listed, type OrderList } from '../../shops/keyset.ts';
import { ShopFault, shopFault } from '../../shops/transport.ts';
import { failureOf } from '../contract/shop-notices.ts';

interface Row {
  id: number;
  second: number;
  broken: boolean;
}
const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const iso = (second: number) => new Date(second * 1000).toISOString();
const fault = () => shopFault(new Failure('SHOP_ANSWER_LOST', 'maybe', 'HTTP 500'));

/** A shop's list, sorted as shops sort it; a broken row breaks every part of it that it is in. */
function listOf(rows: Row[], asked: string[] = []): OrderList {
  return {
    ask: async ({ second, above }, size, skip) => {
      asked.push(`${second} ${above ?? '-'} ${size} ${skip}`);
      const part = rows
        .filter((row) =>
          above === undefined
            ? row.second > Number(second)
            : row.second === Number(second) && row.id > Number(above),
        )
        .sort((a, b) => a.second - b.second || a.id - b.id)
        .slice(skip, skip + size);
      if (part.some(({ broken }) => broken)) throw fault();
      return part.map(
        ({ id, second: at }): Listed => ({
          id: String(id),
          dates: { createdAt: iso(at), changedAt: iso(at) },
          status: 'pending',
        }),
      );
    },
    askForNone: async () => [],
  };
}

async function readAll(list: OrderList, limit: number) {
  const [ids, unreadable]: [string[], string[]] = [[], []];
  let after: Position = { changedAt: iso(0), id: '0' };
  for (;;) {
    const second = String(Date.parse(after.changedAt) / 1000);
    const found = await changedAfter(list, { second, id: after.id }, after, limit);
    ids.push(...found.orders.map(({ id }) => id));
    unreadable.push(...found.unreadable);
    after = found.until;
    if (!found.more) return { ids, unreadable };
  }
}

const rows = fc
  .array(fc.record({ second: fc.integer({ min: 0, max: 6 }), broken: fc.boolean() }), { maxLength: 30 })
  .map((list) => list.map((row, index): Row => ({ ...row, id: index + 1 })));
const limit = fc.integer({ min: 1, max: 6 });

describe('reading a list by value', () => {
  it('meets every order once, in order, whatever shares a second and however long the pages', async () => {
    await fc.assert(
      fc.asyncProperty(rows, limit, async (all, size) => {
        const whole = all.map((row) => ({ ...row, broken: false }));
        const sorted = [...whole].sort((a, b) => a.second - b.second || a.id - b.id);
        const found = await readAll(listOf(whole), size);
        expect(found).toEqual({ ids: sorted.map(({ id }) => String(id)), unreadable: [] });
      }),
    );
  });

  it('steps over what breaks the list, however many in a row, and names each place', async () => {
    await fc.assert(
      fc.asyncProperty(rows, limit, async (all, size) => {
        const sorted = [...all].sort((a, b) => a.second - b.second || a.id - b.id);
        const runs = sorted.map(({ broken }) => (broken ? 'x' : '.')).join('');
        const found = await readAll(listOf(all), size);
        expect(found.ids).toEqual(sorted.filter(({ broken }) => !broken).map(({ id }) => String(id)));
        expect(found.unreadable.length > 0).toBe(runs.includes('x'));
      }),
    );
  });

  it.each([[5], [6], [31], [33], [200], [511]])('steps over %i broken orders in a row', async (count) => {
    const all = range(count + 3).map((id): Row => ({ id, second: id, broken: id > 1 && id <= count + 1 }));
    const asked: string[] = [];
    const found = await readAll(listOf(all, asked), 10);
    expect(found).toEqual({
      ids: ['1', String(count + 2), String(count + 3)],
      unreadable: [`${count} orders after 1`],
    });
    expect(asked.length).toBeLessThan(count + 40);
  });

  it('finds a readable order among many broken ones of one second, before it goes on to the next', async () => {
    const all = range(60).map((id): Row => ({ id, second: id < 60 ? 5 : 6, broken: id < 60 && id !== 45 }));
    expect((await readAll(listOf(all), 10)).ids).toEqual(['45', '60']);
  });

  it('asks little of a list that ends with many broken orders, and goes on with the next readable one', async () => {
    const broken = range(300).map((id): Row => ({ id, second: id, broken: id > 1 }));
    const asked: string[] = [];
    expect(await readAll(listOf(broken, asked), 10)).toEqual({
      ids: ['1'],
      unreadable: ['299 orders after 1'],
    });
    expect(asked.length).toBeLessThan(70);
    const next = [...broken, { id: 301, second: 301, broken: false }];
    expect((await readAll(listOf(next), 10)).ids).toEqual(['1', '301']);
  });

  it('says how many broken orders stand where', async () => {
    const all = [1, 2, 3, 4, 5].map((id): Row => ({ id, second: id, broken: id === 2 || id === 3 }));
    expect(await readAll(listOf(all), 3)).toEqual({ ids: ['1', '4', '5'], unreadable: ['2 orders after 1'] });
  });

  it('asks by halves, and no more often than it must', async () => {
    const asked: string[] = [];
    const all = [1, 2, 3, 4].map((id): Row => ({ id, second: 5, broken: id === 4 }));
    const list = listOf(all, asked);
    await changedAfter(list, { second: '5', id: '0' }, { changedAt: iso(5), id: '0' }, 8);
    expect(asked).toEqual(['5 0 8 0', '5 0 4 0', '5 0 2 0']);
  });

  it('does not step over an order that was mended while it was looked at', async () => {
    const all = [1, 2].map((id): Row => ({ id, second: id, broken: id === 1 }));
    const list = listOf(all);
    const mending: OrderList = {
      ...list,
      ask: (question, size, skip) => {
        if (skip > 0) for (const row of all) row.broken = false;
        return list.ask(question, size, skip);
      },
    };
    expect((await readAll(mending, 1)).ids).toEqual(['1', '2']);
  });

  it('is told of a shop that breaks on everything, and of every other failure, as it is', async () => {
    const down = { ask: () => Promise.reject(fault()), askForNone: () => Promise.reject(fault()) };
    const start = { second: '0', id: '0' };
    const failure = await failureOf(changedAfter(down, start, { changedAt: iso(0), id: '0' }, 4));
    expect(failure).toBeInstanceOf(ShopFault);
    const away = new Failure('SHOP_AWAY', 'away', 'HTTP 429');
    const limited = { ask: () => Promise.reject(away), askForNone: () => Promise.resolve() };
    expect(await failureOf(changedAfter(limited, start, { changedAt: iso(0), id: '0' }, 4))).toBe(away);
  });

  it('names an order that nobody can tell the time of, and goes on', async () => {
    const list: OrderList = {
      ask: async ({ above }) =>
        above === undefined
          ? [
              { id: '7', status: '' },
              { id: '8', status: 'new', dates: { createdAt: iso(8), changedAt: iso(8) } },
            ]
          : [],
      askForNone: async () => [],
    };
    const found = await changedAfter(list, { second: '0', id: '0' }, { changedAt: iso(0), id: '0' }, 4);
    expect(found).toMatchObject({ unreadable: ['order 7'], orders: [{ id: '8' }], until: { id: '8' } });
  });
});
