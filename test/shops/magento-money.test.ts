import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargedTotal, settledTotal } from '../../domain/charges.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';
import { magento } from '../../shops/magento/index.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

const coffee = { sku: 'CAFFE', price: 24.9, taxPercent: 22 };
const oil = { sku: 'OLIO', price: 100, taxPercent: 4 };
const given = { items: [coffee], shipping: 0, method: 'banktransfer' };

describe('what a Magento order holds besides plain rows', () => {
  let sandbox: Awaited<ReturnType<typeof createMagentoSandbox>>;
  beforeAll(async () => {
    sandbox = await createMagentoSandbox();
  });
  beforeEach(() => {
    sandbox.books.quirks.version = '2.4.7';
    sandbox.books.quirks.rights = null;
  });
  afterAll(() => sandbox.close());
  const steer = steering(() => sandbox.url);
  const shop = (more: object = {}) =>
    magento.create(
      'it',
      magento.settings.parse({
        url: sandbox.url,
        auth: { kind: 'oauth1', ...sandboxIntegration },
        ...more,
      }),
      markerKey,
    );
  const place = async (description: object) => {
    const { entity_id } = (await steer('/orders', { ...given, ...description })) as { entity_id: number };
    return String(entity_id);
  };
  const stored = (id: string) => {
    const order = sandbox.books.orders.find(({ entity_id }) => String(entity_id) === id);
    if (!order) throw new Error(`no order ${id}`);
    return order;
  };
  const read = async (description: object, more: object = {}): Promise<Order> => {
    const order = await shop(more).readOrder(await place(description));
    expect(chargedTotal(order) - settledTotal(order) + (order.unexplained ?? 0)).toBe(order.total);
    return order;
  };

  it.each([['2.2'], ['2.4.7'], ['2.4.8']] as const)(
    'a coupon on goods and shipping is on each once, as %s shows them',
    async (version) => {
      sandbox.books.quirks.version = version;
      const order = await read({
        items: [
          { ...coffee, qty: 3 },
          { sku: 'LIBRO', price: 19.99, taxPercent: 10 },
        ],
        shipping: 29.28,
        coupon: { percent: 10, shipping: true },
      });
      expect(order).toMatchObject({
        total: 11157,
        lines: [
          { gross: 7470, discount: { net: 612, gross: 747 } },
          { gross: 1999, discount: { net: 182, gross: 200 } },
        ],
        shippingCost: { gross: 2928, discount: { net: 240, gross: 293 } },
      });
    },
  );

  it.each([['2.2'], ['2.4.7'], ['2.4.8']] as const)(
    'an order that a coupon made free is read, and comes to nothing, as %s shows it',
    async (version) => {
      sandbox.books.quirks.version = version;
      const order = await read({ items: [{ ...coffee, qty: 2 }], shipping: 6.9, method: 'free' });
      expect(order).toMatchObject({
        total: 0,
        lines: [{ net: 4082, gross: 4980, discount: { net: 4082, gross: 4980 } }],
        shippingCost: { gross: 690, discount: { gross: 690 } },
      });
    },
  );

  it.each([['2.2'], ['2.4.7'], ['2.4.8']] as const)(
    'three pieces at 10.00 without VAT are 36.60, as %s shows them',
    async (version) => {
      sandbox.books.quirks.version = version;
      const order = await read({
        items: [{ sku: 'A', price: 10, qty: 3, taxPercent: 22 }],
        tax: { pricesWithTax: false },
      });
      expect(order).toMatchObject({ total: 3660, lines: [{ net: 3000, gross: 3660 }] });
    },
  );

  it('free shipping over food is off the shipping, at its VAT, and off nothing else', async () => {
    const order = await read({ items: [oil], shipping: 10, shippingDiscount: 10 });
    expect(order.lines[0]).not.toHaveProperty('discount');
    expect(order).toMatchObject({
      total: 10000,
      shippingCost: { gross: 1000, taxRate: 22, discount: { net: 820, gross: 1000 } },
    });
  });

  it('a discount of one row is on that row', async () => {
    const order = await read({ items: [{ ...coffee, discount: 4.9 }, oil] });
    expect(order.lines).toMatchObject([{ discount: { net: 402, gross: 490 } }, { gross: 10000 }]);
    expect(order.lines[1]).not.toHaveProperty('discount');
  });

  it('a bundle whose price is that of its parts is its parts, each with its own VAT', async () => {
    const basket = {
      sku: 'CESTO',
      name: 'Cesto di Natale',
      qty: 2,
      parts: [
        { ...coffee, qty: 2 },
        { ...oil, qty: 1 },
      ],
    };
    const order = await read({ items: [basket], coupon: { percent: 10 } });
    expect(order.lines).toMatchObject([
      { sku: 'CAFFE', quantity: 4, gross: 9960, taxRate: 22, discount: { gross: 996 } },
      { sku: 'OLIO', quantity: 2, gross: 20000, taxRate: 4, discount: { gross: 2000 } },
    ]);
    for (const line of order.lines) expect(line.options).toEqual(['Parte di Cesto di Natale']);
  });

  it('a bundle with a price of its own is one row, and names its parts', async () => {
    const basket = { sku: 'CESTO', price: 39.9, taxPercent: 22, qty: 2, parts: [coffee, oil] };
    expect((await read({ items: [basket] })).lines).toMatchObject([
      { sku: 'CESTO', gross: 7980, parts: [{ sku: 'CAFFE', quantity: 2 }, { sku: 'OLIO' }] },
    ]);
  });

  it('a gift card, credit and points pay a part and lower no row, beside a coupon too', async () => {
    const order = await read({
      items: [{ sku: 'A', price: 200, taxPercent: 22 }],
      discount: 50,
      giftCard: { code: 'NATALE-1', amount: 10 },
    });
    expect(order).toMatchObject({
      total: 14000,
      lines: [{ gross: 20000, discount: { gross: 5000 } }],
      settled: [{ by: 'gift_card', amount: 1000, reference: 'NATALE-1' }],
    });
    const paid = await read({ items: [oil], storeCredit: 60, rewardPoints: 40 });
    expect(paid).toMatchObject({
      total: 0,
      settled: [
        { by: 'store_credit', amount: 6000 },
        { by: 'reward_points', amount: 4000 },
      ],
    });
    expect(paid.lines[0]).not.toHaveProperty('discount');
  });

  it('a gift card is read too where it stands as the database has it', async () => {
    const id = await place({ items: [oil], giftCard: { code: 'X', amount: 30 } });
    const order = stored(id);
    const { gift_cards, gift_cards_amount, ...rest } = order.extension_attributes;
    order.extension_attributes = rest;
    Object.assign(order, { gift_cards_amount, gift_cards: '[{"i":1,"c":"X","a":30,"ba":30}]' });
    expect((await shop().readOrder(id)).settled).toEqual([{ by: 'gift_card', amount: 3000, reference: 'X' }]);
  });

  it.each([
    ['msp', 450, 549],
    ['phoenix', 450, 549],
    ['amasty', 450, 549],
  ])('a fee of cash on delivery that %s tells is a row with its VAT', async (stated, net, gross) => {
    const order = await read({ method: 'cashondelivery', fee: { amount: 5.49, stated } });
    expect(order.fees).toEqual([
      { kind: 'payment', code: 'cashondelivery', title: 'Contrassegno', net, gross, taxRate: 22 },
    ]);
    expect(order.unexplained).toBeUndefined();
  });

  it('a fee that is in the total only is one where the settings say so, and unexplained where they do not', async () => {
    const order = { method: 'cashondelivery', fee: { amount: 5 } };
    expect(await read(order)).toMatchObject({ unexplained: 500 });
    const fees = { cashondelivery: { taxRate: 22 } };
    expect(await read(order, { fees })).toMatchObject({
      fees: [{ kind: 'payment', title: 'Contrassegno', net: 410, gross: 500, taxRate: 22 }],
    });
    expect(await read({ ...order, method: 'checkmo' }, { fees })).toMatchObject({ unexplained: 500 });
  });

  it.each([
    [true, 205, 250, 22],
    [false, 205, 205, 0],
  ])('a fixed product tax is a fee of its own (with VAT: %s)', async (fptTaxed, net, gross, taxRate) => {
    for (const fptInSubtotal of [true, false])
      for (const item of [coffee, { ...coffee, variant: 'Blu' }]) {
        const order = await read({
          items: [{ ...item, fpt: { amount: 2.05 } }],
          tax: { fptTaxed, fptInSubtotal },
        });
        expect(order).toMatchObject({
          lines: [{ gross: 2490 }],
          fees: [{ kind: 'eco', code: 'RAEE', net, gross, taxRate }],
        });
        expect(order.unexplained).toBeUndefined();
      }
  });

  it('money that is held is authorised until it is taken', async () => {
    const id = await place({ authorised: true });
    expect(await shop().readOrder(id)).toMatchObject({ authorised: 2490, paid: 0 });
    Object.assign(stored(id), { total_paid: 24.9 });
    expect((await shop().readOrder(id)).authorised).toBeUndefined();
  });

  it('an order in another currency than the shop keeps its books in says both sums', async () => {
    const order = await read({ items: [{ ...coffee, price: 27.39 }], currency: 'USD' });
    expect(order).toMatchObject({
      currency: 'USD',
      total: 2739,
      base: { currency: 'EUR', total: 2490, rate: 1.1 },
    });
    expect((await read({})).base).toBeUndefined();
  });

  it.each([
    ['processing', 'fraud', 'in_review'],
    ['payment_review', 'payment_review', 'in_review'],
    ['payment_review', 'fraud', 'in_review'],
    ['complete', 'complete', 'completed'],
    ['closed', 'closed', 'refunded'],
    ['canceled', 'fraud', 'cancelled'],
    ['holded', 'holded', 'on_hold'],
  ])('state %s with status %s is %s', async (state, status, meaning) => {
    const id = await place({});
    Object.assign(stored(id), { state, status });
    expect((await shop().readOrder(id)).state).toBe(meaning);
  });

  it('a hold of our own reads as open, and one of a person as on hold, after ours too', async () => {
    const id = await place({});
    const firm = shop({ writeBack: { verify: 'hold' } });
    await firm.writeBack(id, { kind: 'verify', marker: 'v', reason: 'no answer' });
    expect(stored(id).state).toBe('holded');
    expect((await firm.readOrder(id)).state).toBe('open');
    const other = await place({});
    Object.assign(stored(other), { state: 'holded', status: 'holded' });
    expect((await firm.readOrder(other)).state).toBe('on_hold');
  });

  it('an order that came to nothing and is closed by shipping was not refunded', async () => {
    const id = await place({ method: 'free' });
    Object.assign(stored(id), { state: 'closed', status: 'closed' });
    expect((await shop().readOrder(id)).state).toBe('completed');
  });

  it('refunds are credit memos with their numbers, or one sum where the key may not list them', async () => {
    const id = await place({ paid: true, items: [{ ...coffee, qty: 2 }] });
    const [row] = stored(id).items;
    const refund = async (body: object) => {
      const answer = await fetch(`${sandbox.url}/rest/V1/order/${id}/refund`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${sandboxIntegration.accessToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(200);
    };
    await refund({ items: [{ order_item_id: row?.item_id, qty: 1 }] });
    await refund({});
    const refunds = (await shop().readOrder(id)).refunds ?? [];
    expect(refunds.map(({ amount }) => amount)).toEqual([2490, 2490]);
    expect(new Set(refunds.map(({ number }) => number)).size).toBe(2);
    sandbox.books.quirks.rights = ['Magento_Sales::actions_view'];
    expect((await shop().readOrder(id)).refunds).toMatchObject([{ id: 'total', amount: 4980 }]);
  });
});
