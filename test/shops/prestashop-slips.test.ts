import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rights } from '../../shops/prestashop/rights.ts';
import { failureOf } from '../contract/shop-notices.ts';
import { prestashopBench } from './prestashop-bench.ts';

describe('credit slips in a PrestaShop', () => {
  const { steer, shopAt, place, table } = prestashopBench();
  const slipOf = (order: string, second: string, more: object = {}) => {
    const id = table('order_slip').length + 1;
    const date = `2026-11-29 ${second}`;
    const totals = { total_products_tax_excl: '10.000000', total_products_tax_incl: '12.200000' };
    table('order_slip').push({
      id,
      id_order: Number(order),
      date_add: date,
      date_upd: date,
      ...totals,
      ...more,
    });
    return String(id);
  };

  it('are listed once each, whatever the size of the page, also within one second', async () => {
    const [first, other] = [await place({ paid: true }), await place({ paid: true })];
    const seconds = ['19:27:34', '19:27:34', '19:27:34', '19:27:35', '19:27:36'];
    const slips = seconds.map((second, n) => slipOf(n % 2 ? other.id : first.id, second));
    for (const size of [1, 2, 3, 5, 100]) {
      const seen: string[] = [];
      let at = { changedAt: '2026-11-29T18:27:33.000Z', id: '0' };
      for (let more = true; more; ) {
        const page = await shopAt().listRefunded?.(at, size);
        seen.push(...(page?.orders ?? []).map(({ id, changedAt }) => `${id} ${changedAt.slice(17, 19)}`));
        more = (page?.orders.length ?? 0) > 0;
        at = page?.until ?? at;
      }
      expect(seen).toEqual(
        [0, 1, 0, 1, 0].map((n, k) => `${[first.id, other.id][n]} ${seconds[k]?.slice(6)}`),
      );
    }
    expect((await shopAt().readOrder(other.id)).refunds).toMatchObject([
      { id: slips[1], amount: 1220 },
      { id: slips[3], amount: 1220 },
    ]);
  });

  it('that the key may not read are refused as a list, and keep no order from being read', async () => {
    const { id } = await place({ paid: true });
    slipOf(id, '20:00:00');
    const key = 'WITHOUTSLIPSWITHOUTSLIPSWITHOUT1';
    const others = rights.filter(({ resource }) => resource !== 'order_slip');
    const permissions = Object.fromEntries(others.map(({ resource, verbs }) => [resource, verbs]));
    await steer('/keys', { key, permissions });
    const shop = shopAt({ key });
    const start = { changedAt: '2026-11-29T18:00:00.000Z', id: '0' };
    expect((await failureOf(shop.listRefunded?.(start, 5) as Promise<unknown>)).code).toBe(
      'SHOP_LOGIN_REFUSED',
    );
    expect((await shop.readOrder(id)).refunds).toBeUndefined();
    expect(await shop.check()).toContainEqual(
      expect.objectContaining({ ok: false, subject: 'right GET order_slip' }),
    );
  });

  it('that break their list are named', async () => {
    const { id } = await place({ paid: true });
    slipOf(id, '21:00:00', { date_upd: '0000-00-00 00:00:00' });
    slipOf(id, '21:00:01', { date_add: '0000-00-00 00:00:00' });
    const start = { changedAt: '2026-11-29T19:59:59.000Z', id: '0' };
    const { orders, unreadable } = (await shopAt().listRefunded?.(start, 5)) ?? {};
    expect([orders, unreadable]).toEqual([[], [`credit slip ${table('order_slip').length}`]]);
  });

  it('of another shop are no orders of this one', async () => {
    await steer('/settings', { shops: 2 });
    const own = await place({ paid: true });
    const { ids } = (await steer('/orders', { paid: true, shop: 2 })) as { ids: number[] };
    slipOf(String(ids[0]), '22:00:00');
    slipOf(own.id, '22:00:01');
    const start = { changedAt: '2026-11-29T20:59:59.000Z', id: '0' };
    const listed = async (shopId: number) =>
      (await shopAt({ shopId, timezone: 'Europe/Rome' }).listRefunded?.(start, 5))?.orders.map(
        ({ id }) => id,
      );
    expect(await listed(1)).toEqual([own.id]);
    expect(await listed(2)).toEqual([String(ids[0])]);
  });

  it('are none of an order that was cancelled or marked as refunded, whose payments stand', async () => {
    for (const [state, read] of [
      [6, 'cancelled'],
      [7, 'refunded'],
    ]) {
      const { id, read: before } = await place({ paid: true });
      await steer(`/orders/${id}/state`, { state });
      const after = await shopAt().readOrder(id);
      expect(after).toMatchObject({ state: read, paid: before.total, countsAsPaid: false });
      expect(after.refunds).toBeUndefined();
    }
  });

  it('are what their goods and shipping cost, less vouchers that are left out, or what somebody typed', async () => {
    const goods = [
      { reference: 'SED', price: 12.2, qty: 3, taxPercent: 22 },
      { reference: 'POM', price: 3.3, qty: 4, taxPercent: 10 },
      { reference: 'LIB', price: 13, qty: 2, taxPercent: 4 },
    ];
    const pieces = fc.tuple(fc.nat(3), fc.nat(4), fc.nat(2)).filter((pieces) => pieces.some((n) => n > 0));
    const asked = fc.record({
      pieces,
      shipping: fc.constantFrom(0, 3.05, 6.1),
      netPrices: fc.boolean(),
      more: fc.constantFrom({}, { vouchers: 'excluded' }, { amount: 1.5 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ pieces: counts, shipping, netPrices, more }) => {
        const discounts = [{ name: 'V', value: 1.25 }];
        const { id } = await place({
          items: goods,
          shipping: 6.1,
          discounts,
          paid: true,
          customer: { like: 2, netPrices },
        });
        const rows = goods.flatMap(({ reference }, n) => (counts[n] ? [{ reference, qty: counts[n] }] : []));
        // Who is shown net prices is shown net shipping.
        const shown = Math.round((netPrices ? shipping / 1.22 : shipping) * 100) / 100;
        await steer(`/orders/${id}/refund`, { rows, shipping: shown, ...more });
        const cost = goods.reduce((sum, { price }, n) => sum + Math.round(price * 100) * (counts[n] ?? 0), 0);
        const back = 'amount' in more ? 150 : cost - ('vouchers' in more ? 125 : 0);
        const wanted = back + Math.round(shipping * 100);
        const { refunds = [] } = await shopAt().readOrder(id);
        expect(refunds).toHaveLength(1);
        expect(
          Math.abs((refunds[0]?.amount ?? 0) - wanted),
          JSON.stringify([wanted, refunds]),
        ).toBeLessThanOrEqual(1);
        expect(refunds[0]?.lines?.map(({ quantity }) => quantity)).toEqual(rows.map(({ qty }) => qty));
      }),
      { numRuns: 40 },
    );
  });
});
