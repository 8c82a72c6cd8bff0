import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { type ImportLook, importActivities, type Orders } from '../../activities/import.ts';
import { Failure } from '../../domain/failure.ts';
import type { ChangedOrder, ChangedOrders, Shop } from '../../shops/shop.ts';

const at = '2026-03-02T10:00:00.000Z';
const after = { changedAt: at, id: '0' };
const refund = (id: string, changedAt = at): ChangedOrder => ({
  id,
  createdAt: at,
  changedAt,
  status: 'paid',
});
const listOf = (...orders: ChangedOrder[]): ChangedOrders => ({
  orders,
  unreadable: [],
  until: { changedAt: orders.at(-1)?.changedAt ?? at, id: '99' },
  more: false,
});

/** One look at a shop with this list of refunds. */
async function looks(listRefunded: Shop['listRefunded'], known: Record<string, string> = {}) {
  const given: string[] = [];
  const orders = {
    start: async (_shop: string, id: string) => {
      given.push(`start ${id}`);
      return 'started';
    },
    tell: async (_shop: string, id: string, changedAt: string, refunded = false) => {
      given.push(`tell ${id} ${changedAt} ${refunded}`);
      return 'told';
    },
  } as unknown as Orders;
  const shop = { listChanged: async () => listOf(refund('1')), listRefunded } as unknown as Shop;
  const settings = { everyMs: 1, delayMs: 0, overlapMs: 0, atOnce: 5 };
  const { importChanged } = importActivities({ it: shop }, orders, () => settings);
  const seen: ImportLook = await new MockActivityEnvironment().run(() =>
    importChanged('it', after, { '1': at }, at, { after, known }),
  );
  return { seen, given };
}

describe('refunds that change no order in the list of the shop', () => {
  it('are told to the orders under way, which none of them starts', async () => {
    const { seen, given } = await looks(async () => listOf(refund('7'), refund('8')));
    expect(given).toEqual([`tell 7 ${at} true`, `tell 8 ${at} true`]);
    expect(seen).toMatchObject({ given: { started: 0, told: 2 }, refunds: { until: { id: '99' } } });
  });

  it('are told each once, also where two are of one order', async () => {
    const later = '2026-03-02T10:00:05.000Z';
    const list = async () => listOf(refund('7'), refund('7', later));
    const first = await looks(list);
    expect(first.given).toEqual([`tell 7 ${at} true`, `tell 7 ${later} true`]);
    const { refunds } = first.seen;
    const known = refunds && 'read' in refunds ? refunds.read : {};
    expect((await looks(list, known)).given).toEqual([]);
  });

  it('that can not be read are said so, and the orders are imported all the same', async () => {
    const { seen } = await looks(async () => {
      throw new Failure('SHOP_LOGIN_REFUSED', 'refused', 'order_slip: 401');
    });
    expect(seen).toMatchObject({
      until: { changedAt: at },
      refunds: { code: 'SHOP_LOGIN_REFUSED', text: expect.stringContaining('order_slip: 401') },
    });
  });

  it('whose answer was lost are a shop that is away, since reading has no effect', async () => {
    const { seen } = await looks(async () => {
      throw new Failure('SHOP_ANSWER_LOST', 'maybe', 'no answer');
    });
    expect(seen.refunds).toMatchObject({ code: 'SHOP_AWAY' });
  });

  it('are not asked for where the orders of the shop show them', async () => {
    expect((await looks(undefined)).seen.refunds).toBeUndefined();
  });

  it('show a fault of ours as one', async () => {
    const fault = async () => {
      throw new TypeError('not ours');
    };
    await expect(looks(fault)).rejects.toThrow('not ours');
  });
});
