import { expect, it } from 'vitest';
import { chargedTotal, settledTotal } from '../../domain/charges.ts';
import type { Order, OrderLine } from '../../domain/schemas/order.ts';
import type { MagentoClient } from '../../shops/magento/client.ts';
import { toOrder } from '../../shops/magento/mapping.ts';
import { withCreditMemos } from '../../shops/magento/refunds.ts';
import { type Json, reading } from './magento-recorded.ts';
import { describeRecorded, recordedFiles, recordedJson } from './recorded.ts';

const read = (path: string): Order => {
  const file = recordedJson<Json & { answer?: Json }>(path);
  return toOrder('it', file.answer ?? file, reading);
};
const rows = ({ lines }: Order) =>
  lines.map(({ sku, quantity, net, gross, taxRate, discount }) => [
    sku,
    quantity,
    net,
    gross,
    taxRate,
    ...(discount ? [discount.net, discount.gross] : []),
  ]);
const shipping = ({ shippingCost }: Order) => [
  shippingCost?.net,
  shippingCost?.gross,
  shippingCost?.taxRate,
  ...(shippingCost?.discount ? [shippingCost.discount.net, shippingCost.discount.gross] : []),
];

type Row = [sku: string, quantity: number, net: number, gross: number, rate: number, ...discount: number[]];
const coffee = (quantity: number, net: number, gross: number): Row => ['CAFFE-1KG', quantity, net, gross, 22];
const knitwear: Row[] = [
  ['MAGLIA-M', 2, 7377, 9000, 22],
  ['MAGLIA-S', 1, 3689, 4500, 22],
];

/** Worked out by hand: prices by quantity, and discounts as the rows tell them. */
const expected: Record<string, { total: number; rows: Row[]; shipping: number[] }> = {
  '2.4.7-p3/orders/order-1-plain-two-rates': {
    total: 9175,
    rows: [coffee(2, 4082, 4980), ['LIBRO', 1, 1817, 1999, 10]],
    shipping: [1800, 2196, 22],
  },
  '2.4.7-p3/orders/order-10-bundle-fixed': {
    total: 9444,
    rows: [['CESTO-FISSO', 2, 6541, 7980, 22]],
    shipping: [1200, 1464, 22],
  },
  '2.4.7-p3/orders/order-13-extra-EU': {
    total: 2641,
    rows: [['CAFFE-1KG', 1, 2041, 2041, 0]],
    shipping: [600, 600, 0],
  },
  '2.4.7-p3/orders/order-14-purchase-order': {
    total: 3222,
    rows: [coffee(1, 2041, 2490)],
    shipping: [600, 732, 22],
  },
  '2.4.7-p3/orders/order-17-odd-names': {
    total: 2731,
    rows: [['LIBRO', 1, 1817, 1999, 10]],
    shipping: [600, 732, 22],
  },
  '2.4.7-p3/orders/order-2-bank-transfer': {
    total: 8193,
    rows: [['LIBRO', 3, 5452, 5997, 10]],
    shipping: [1800, 2196, 22],
  },
  '2.4.7-p3/orders/order-36-net-catalogue-bank-transfer': {
    total: 9276,
    rows: [['LIBRO', 3, 5997, 6597, 10]],
    shipping: [2196, 2679, 22],
  },
  '2.4.7-p3/orders/order-4-percent-coupon-incl-shipping': {
    total: 11157,
    rows: [
      [...coffee(3, 6123, 7470), 612, 747],
      ['LIBRO', 1, 1817, 1999, 10, 182, 200],
    ],
    shipping: [2400, 2928, 22, 240, 293],
  },
  '2.4.7-p3/orders/order-52-usd-order-of-a-eur-shop': {
    total: 12050,
    rows: [coffee(2, 5478, 6683), ['LIBRO', 1, 2199, 2419, 10]],
    shipping: [2416, 2948, 22],
  },
  '2.4.7-p3/orders/order-71-with-fpt': {
    total: 3472,
    rows: [coffee(1, 2041, 2490)],
    shipping: [600, 732, 22],
  },
  '2.4.7-p3/orders/order-8-virtual-and-physical': {
    total: 3730,
    rows: [
      ['EBOOK', 1, 819, 999, 22],
      ['LIBRO', 1, 1817, 1999, 10],
    ],
    shipping: [600, 732, 22],
  },
  '2.4.7-p3/orders/order-9-configurable': { total: 15696, rows: knitwear, shipping: [1800, 2196, 22] },
  '2.4.8-beta1/orders/order-1-plain-two-rates-gross': {
    total: 9175,
    rows: [coffee(2, 4082, 4980), ['LIBRO', 1, 1817, 1999, 10]],
    shipping: [1800, 2196, 22],
  },
  '2.4.8-beta1/orders/order-12-company-with-vat-gross': {
    total: 32220,
    rows: [coffee(10, 20410, 24900)],
    shipping: [6000, 7320, 22],
  },
  '2.4.8-beta1/orders/order-15-thirds-gross': {
    total: 2295,
    rows: [['TERZO', 3, 81, 99, 22]],
    shipping: [1800, 2196, 22],
  },
  '2.4.8-beta1/orders/order-2-bank-transfer-gross': {
    total: 8193,
    rows: [['LIBRO', 3, 5452, 5997, 10]],
    shipping: [1800, 2196, 22],
  },
  '2.4.8-beta1/orders/order-26-configurable-net': {
    total: 19149,
    rows: [
      ['MAGLIA-M', 2, 9000, 10980, 22],
      ['MAGLIA-S', 1, 4500, 5490, 22],
    ],
    shipping: [2196, 2679, 22],
  },
  '2.4.8-beta1/orders/order-9-configurable-gross': {
    total: 15696,
    rows: knitwear,
    shipping: [1800, 2196, 22],
  },
};
const folders = ['magento-2.4.7-p3', 'magento-2.4.8-beta1'];

describeRecorded('an order that Magento 2.4.7 or 2.4.8 answered', () => {
  it('is among those whose amounts are worked out here, whichever it is', () => {
    const paths = folders.flatMap((folder) => recordedFiles(`${folder}/orders`, '.json'));
    const named = Object.keys(expected).map((name) => `magento-${name}.json`);
    expect(paths.filter((path) => !named.includes(path))).toEqual([]);
  });

  it.each(Object.entries(expected))('%s is read to the cent, row by row', (name, amounts) => {
    const order = read(`magento-${name}.json`);
    expect({ total: order.total, rows: rows(order), shipping: shipping(order) }).toEqual(amounts);
    expect(order.unexplained).toBeUndefined();
    expect(chargedTotal(order) - settledTotal(order)).toBe(order.total);
  });

  it('with a fixed product tax has it as a fee of its own, with its VAT', () => {
    expect(read('magento-2.4.7-p3/orders/order-71-with-fpt.json').fees).toEqual([
      { kind: 'eco', code: 'RAEE', title: 'RAEE', net: 205, gross: 250, taxRate: 22 },
    ]);
  });

  it('in another currency says what it comes to in the base currency', () => {
    const { base, currency } = read('magento-2.4.7-p3/orders/order-52-usd-order-of-a-eur-shop.json');
    expect([currency, base]).toEqual(['USD', { currency: 'EUR', total: 10954, rate: 1.1 }]);
  });

  it('that is a bundle with a fixed price names its parts', () => {
    const [line] = read('magento-2.4.7-p3/orders/order-10-bundle-fixed.json').lines as [OrderLine];
    expect(line.parts?.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['CAFFE-1KG', 2],
      ['LIBRO', 2],
    ]);
  });

  it.each([
    ['magento-2.4.7-p3/exchanges/12-order-open.json', 'open', 0, undefined],
    ['magento-2.4.7-p3/exchanges/29-order-held.json', 'open', 0, undefined],
    ['magento-2.4.7-p3/exchanges/31-order-after-unhold.json', 'open', 0, undefined],
    ['magento-2.4.7-p3/exchanges/36-order-invoiced.json', 'open', 32220, undefined],
    ['magento-2.4.7-p3/exchanges/44-order-cancelled.json', 'cancelled', 0, undefined],
    ['magento-2.4.7-p3/exchanges/62-order-refunded-in-part.json', 'completed', 32220, 25022],
    ['magento-2.4.7-p3/exchanges/64-order-refunded-closed.json', 'refunded', 32220, 32220],
    ['magento-2.4.8-beta1/exchanges/30-get-orders-12-200.json', 'open', 0, undefined],
    ['magento-2.4.8-beta1/exchanges/63-get-orders-12-200.json', 'completed', 32220, 25000],
    ['magento-2.4.8-beta1/exchanges/65-get-orders-12-200.json', 'refunded', 32220, 32220],
  ])('%s is %s, paid %d and given back %s', (path, state, paid, refunded) => {
    const order = read(path);
    expect([order.state, order.paid, order.refunds?.[0]?.amount]).toEqual([state, paid, refunded]);
  });

  it('that was given back has its credit memos by number, where they come to the sum', async () => {
    const memos = recordedJson<{ answer: Json }>('magento-2.4.7-p3/exchanges/65-credit-memos.json').answer;
    const client = { get: async () => memos } as unknown as MagentoClient;
    const refunded = async (path: string) =>
      (await withCreditMemos(client, 'it', read(path))).refunds?.map(({ id, number, at, amount }) => [
        id,
        number,
        at,
        amount,
      ]);
    expect(await refunded('magento-2.4.7-p3/exchanges/64-order-refunded-closed.json')).toEqual([
      ['1', '000000001', '2026-11-29T17:09:08.000Z', 25022],
      ['2', '000000002', '2026-11-29T17:09:09.000Z', 7198],
    ]);
    expect(await refunded('magento-2.4.7-p3/exchanges/62-order-refunded-in-part.json')).toEqual([
      ['total', '000000029', '2026-11-29T17:09:08.000Z', 25022],
    ]);
  });

  it('is the same wherever in an exchange it stands', () => {
    const whole = folders
      .flatMap((folder) => recordedFiles(`${folder}/exchanges`, '.json'))
      .filter((path) => recordedJson<{ answer?: Json }>(path).answer?.grand_total !== undefined);
    expect(whole.length).toBeGreaterThan(25);
    for (const path of whole) {
      const order = read(path);
      expect([path, order.unexplained]).toEqual([path, undefined]);
      expect(chargedTotal(order)).toBe(order.total);
    }
  });
});
