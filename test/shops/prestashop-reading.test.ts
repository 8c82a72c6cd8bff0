import { afterEach, describe, expect, it, vi } from 'vitest';
import { discountTotal } from '../../domain/charges.ts';
import { failureOf } from '../contract/shop-notices.ts';
import { prestashopBench, type Row } from './prestashop-bench.ts';

describe('what a PrestaShop is read as', () => {
  const { url, steer, shopAt, table, rowOf } = prestashopBench();
  const place = async (description: object = {}) =>
    String(((await steer('/orders', description)) as { id: number }).id);
  /** How many requests a call makes. */
  const requests = async (call: () => Promise<unknown>): Promise<number> => {
    await steer('/faults', { kind: 'latency', ms: 0, times: 1000 });
    await call();
    const left = (await (await fetch(`${url()}/_sandbox/faults`)).json()) as {
      faults: { times: number }[];
    };
    await fetch(`${url()}/_sandbox/faults`, { method: 'DELETE' });
    return 1000 - (left.faults[0]?.times ?? 0);
  };
  afterEach(() => {
    vi.useRealTimers();
  });

  describe('what orders refer to', () => {
    it('is asked once an hour where it is of the shop, and once a minute where it is of people', async () => {
      const id = await place();
      const shop = shopAt();
      const first = await requests(() => shop.readOrder(id));
      expect(await requests(() => shop.readOrder(id))).toBe(4);
      expect(first).toBeGreaterThan(10);
      const order = rowOf('orders', id);
      const before = await shop.readOrder(id);
      Object.assign(rowOf('customers', order.id_customer), { email: 'new@example.com' });
      Object.assign(rowOf('addresses', order.id_address_invoice), { city: 'Nuoro' });
      Object.assign(rowOf('carriers', order.id_carrier), { name: 'Altro corriere' });
      expect(await shop.readOrder(id)).toEqual(before);
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_001 });
      expect(await shop.readOrder(id)).toMatchObject({
        customer: { email: 'new@example.com' },
        billing: { city: 'Nuoro' },
        carrier: { title: 'Corriere espresso' },
      });
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_601_000 });
      expect((await shop.readOrder(id)).carrier?.title).toBe('Altro corriere');
    });

    it('that is gone leaves the order readable, but for its currency', async () => {
      const id = await place();
      const order = rowOf('orders', id);
      Object.assign(order, {
        id_customer: 999,
        id_carrier: 998,
        id_address_delivery: 997,
        current_state: 996,
      });
      expect(await shopAt().readOrder(id)).toMatchObject({
        customer: { id: '999', email: '' },
        shipping: undefined,
        shippingCost: { code: '998', title: '998' },
        state: 'unknown',
        status: '996',
      });
      order.id_currency = 99;
      expect((await failureOf(shopAt().readOrder(id))).message).toContain('currency 99 of it is missing');
    });

    it('that the key may not read is told, and not taken for nothing', async () => {
      const id = await place();
      const key = 'ORDERSONLYORDERSONLYORDERSONLY12';
      await steer('/keys', { key, permissions: { orders: ['GET'] } });
      const failure = await failureOf(shopAt({ key }).readOrder(id));
      expect(failure).toMatchObject({ code: 'SHOP_LOGIN_REFUSED', kind: 'refused' });
      expect(failure.message).toContain('(26)');
    });
  });

  describe('time', () => {
    it("is the shop's own zone, unless the settings say another", async () => {
      const id = await place({ at: '2026-07-01 10:00:00' });
      expect((await shopAt().readOrder(id)).createdAt).toBe('2026-07-01T08:00:00.000Z');
      const other = shopAt({ timezone: 'America/New_York' });
      expect((await other.readOrder(id)).createdAt).toBe('2026-07-01T14:00:00.000Z');
    });

    it.each([
      ['', 'not told'],
      ['Mars/Olympus', 'Mars/Olympus'],
    ])('of a shop whose zone is "%s" is not guessed', async (zone, detail) => {
      const id = await place();
      const configuration = table('configurations').find((row) => row.name === 'PS_TIMEZONE') as Row;
      const before = configuration.value;
      configuration.value = zone;
      const failure = await failureOf(shopAt().readOrder(id));
      expect((await shopAt({ timezone: 'Europe/Rome' }).readOrder(id)).id).toBe(id);
      configuration.value = before;
      expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
      expect(failure.message).toContain(detail);
    });

    const changedAt = async (id: string, local: string) => {
      rowOf('orders', id).date_upd = local;
    };

    it('that comes twice is read as its second time, and skips nothing for who waits until then', async () => {
      const [first, second] = [await place(), await place()];
      await changedAt(first, '2031-10-26 02:50:00');
      await changedAt(second, '2031-10-26 03:30:00');
      const shop = shopAt();
      const start = { changedAt: '2031-10-26T00:00:00.000Z', id: '0' };
      // 02:50 in summer time: the list already says 01:50 UTC, ahead of now (00:50).
      const seen = await shop.listChanged(start, 1);
      expect(seen.orders).toMatchObject([{ id: first, changedAt: '2031-10-26T01:50:00.000Z' }]);
      // An hour on, in winter time, another order changes at what the clock shows as earlier.
      await changedAt(second, '2031-10-26 02:10:00');
      const later = await shop.listChanged(start, 5);
      expect(later.orders.map(({ id, changedAt: at }) => [id, at])).toEqual([
        [second, '2031-10-26T01:10:00.000Z'],
        [first, '2031-10-26T01:50:00.000Z'],
      ]);
    });

    it('within the first of two such hours begins an hour earlier, since what follows can show less', async () => {
      const id = await place();
      await changedAt(id, '2032-10-31 02:10:00');
      const midway = { changedAt: '2032-10-31T00:40:00.000Z', id: '0' };
      expect((await shopAt().listChanged(midway, 5)).orders).toMatchObject([{ id }]);
      const past = { changedAt: '2032-10-31T01:20:00.000Z', id: '0' };
      expect((await shopAt().listChanged(past, 5)).orders).toEqual([]);
    });

    it('goes on over the hour that never comes', async () => {
      const [before, after] = [await place(), await place()];
      await changedAt(before, '2033-03-27 01:59:59');
      await changedAt(after, '2033-03-27 03:00:00');
      const shop = shopAt();
      const start = { changedAt: '2033-03-27T00:59:59.000Z', id: '0' };
      const { orders, until } = await shop.listChanged(start, 1);
      expect(orders).toMatchObject([{ id: before, changedAt: '2033-03-27T00:59:59.000Z' }]);
      expect((await shop.listChanged(until, 1)).orders).toMatchObject([
        { id: after, changedAt: '2033-03-27T01:00:00.000Z' },
      ]);
    });
  });

  describe('misbehaviour', () => {
    it('of JSON that drops what is 0 or empty is read as what it was', async () => {
      await steer('/settings', { version: '9' });
      const id = await place({ state: 0 });
      expect(await shopAt({ output: 'json' }).readOrder(id)).toEqual(await shopAt().readOrder(id));
      expect(await shopAt({ output: 'json' }).readOrder(id)).toMatchObject({ state: 'unknown', status: '0' });
    });

    it.each([['strings'], ['numbers']])('of JSON with ids as %s is read alike', async (jsonIds) => {
      const id = await place({
        discounts: [{ name: 'Sconto', value: 3 }],
        wrapping: 2,
        giftMessage: 'Auguri',
      });
      await steer('/quirks', { jsonIds });
      const order = await shopAt({ output: 'json' }).readOrder(id);
      await steer('/quirks', { jsonIds: null });
      expect(order).toEqual(await shopAt().readOrder(id));
      expect(order).toMatchObject({ giftWrap: { gross: 200 }, giftMessages: ['Auguri'] });
      expect(discountTotal(order)).toBe(300);
    });

    it('of a firewall in between is waited for', async () => {
      const id = await place();
      await steer('/quirks', { rateLimit: { requests: 3, seconds: 30 } });
      const failure = await failureOf(shopAt().readOrder(id));
      await steer('/quirks', { rateLimit: null });
      expect(failure).toMatchObject({ code: 'SHOP_AWAY', kind: 'away' });
      expect(failure.retryAfterMs).toBeGreaterThan(20_000);
    });

    it.each([[true], [false]])(
      'of a 404 with a body or without is an order that is not there (%s)',
      async (on) => {
        await steer('/quirks', { emptyNotFound: on });
        const failure = await failureOf(shopAt().readOrder('9999'));
        await steer('/quirks', { emptyNotFound: true });
        expect(failure).toMatchObject({ code: 'ORDER_NOT_FOUND', kind: 'refused' });
      },
    );

    it('of a webservice that was switched off is waited for', async () => {
      const id = await place();
      await steer('/quirks', { webserviceOff: true });
      const failure = await failureOf(shopAt().readOrder(id));
      await steer('/quirks', { webserviceOff: false });
      expect(failure).toMatchObject({ code: 'SHOP_AWAY', kind: 'away' });
      expect(failure.message).toContain('disabled');
    });

    it('of an Apache that keeps the key to itself is a refused login', async () => {
      const id = await place();
      await steer('/quirks', { dropAuthorization: true });
      const failure = await failureOf(shopAt().readOrder(id));
      await steer('/quirks', { dropAuthorization: false });
      expect(failure).toMatchObject({ code: 'SHOP_LOGIN_REFUSED', kind: 'refused' });
    });
  });
});
