import { expect, it } from 'vitest';
import { describeRecorded, recordedJson } from '../shops/recorded.ts';
import { freshShop, type Json } from './magento-bench.ts';

const { place, steer } = freshShop();

const coffee = { sku: 'CAFFE-1KG', price: 24.9, taxPercent: 22 };
const book = { sku: 'LIBRO', price: 19.99, taxPercent: 10 };
const net = { pricesWithTax: false, shippingWithTax: false };
const usd = { currency: 'USD', tax: net };
const shirt = { price: 45, taxPercent: 22, variant: 'M' };

/** What was bought in the recorded shop; shipping is 6.00 a piece without VAT. */
const bought: [path: string, version: string, description: object][] = [
  [
    'magento-2.4.7-p3/orders/order-1-plain-two-rates.json',
    '2.4.7',
    { items: [{ ...coffee, qty: 2 }, book], shipping: 21.96 },
  ],
  [
    'magento-2.4.7-p3/orders/order-4-percent-coupon-incl-shipping.json',
    '2.4.7',
    { items: [{ ...coffee, qty: 3 }, book], shipping: 29.28, coupon: { percent: 10, shipping: true } },
  ],
  [
    'magento-2.4.7-p3/orders/order-9-configurable.json',
    '2.4.7',
    {
      items: [
        { ...shirt, sku: 'MAGLIA-M', qty: 2 },
        { ...shirt, sku: 'MAGLIA-S' },
      ],
      shipping: 21.96,
    },
  ],
  [
    'magento-2.4.7-p3/orders/order-10-bundle-fixed.json',
    '2.4.7',
    {
      items: [
        {
          sku: 'CESTO-FISSO',
          price: 39.9,
          taxPercent: 22,
          qty: 2,
          parts: [{ sku: 'CAFFE-1KG' }, { sku: 'LIBRO' }],
        },
      ],
      shipping: 14.64,
    },
  ],
  [
    'magento-2.4.7-p3/orders/order-36-net-catalogue-bank-transfer.json',
    '2.4.7',
    { items: [{ ...book, qty: 3 }], shipping: 21.96, tax: net },
  ],
  [
    'magento-2.4.7-p3/orders/order-52-usd-order-of-a-eur-shop.json',
    '2.4.7',
    {
      ...usd,
      items: [
        { ...coffee, price: 27.39, qty: 2 },
        { ...book, price: 21.989 },
      ],
      shipping: 24.156,
    },
  ],
  [
    'magento-2.4.7-p3/orders/order-71-with-fpt.json',
    '2.4.7',
    { items: [{ ...coffee, fpt: { amount: 2.05 } }], shipping: 7.32, method: 'cashondelivery' },
  ],
  [
    'magento-2.4.8-beta1/orders/order-12-company-with-vat-gross.json',
    '2.4.8',
    { items: [{ ...coffee, qty: 10 }], shipping: 73.2 },
  ],
  [
    'magento-2.4.8-beta1/orders/order-15-thirds-gross.json',
    '2.4.8',
    { items: [{ sku: 'TERZO', price: 0.33, taxPercent: 22, qty: 3 }], shipping: 21.96 },
  ],
  [
    'magento-2.4.8-beta1/orders/order-26-configurable-net.json',
    '2.4.8',
    {
      items: [
        { ...shirt, sku: 'MAGLIA-M', qty: 2 },
        { ...shirt, sku: 'MAGLIA-S' },
      ],
      shipping: 21.96,
      tax: net,
    },
  ],
];

/** The amounts of an order or a row that are not 0, those in the base currency too. */
const amountsOf = (fields: Json): Json =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        /amount|price|subtotal|tax_percent|incl_tax|row_total|grand_total|total_due|weee_tax_applied|qty_ordered/.test(
          name,
        ) && value !== 0,
    ),
  );
const taxesOf = (order: Json) =>
  (
    order.extension_attributes as { item_applied_taxes: { type: string; applied_taxes: Json[] }[] }
  ).item_applied_taxes
    .map(
      ({ type, applied_taxes }) =>
        `${type} ${applied_taxes.map(({ percent, amount }) => `${percent}: ${amount}`)}`,
    )
    .sort();

describeRecorded('orders placed as they were in a real shop', () => {
  it.each(bought)('have the very amounts of %s', async (path, version, description) => {
    await steer('quirks', { version });
    const [real, placed] = [recordedJson<Json>(path), await place(description)];
    expect(amountsOf(placed)).toEqual(amountsOf(real));
    expect((placed.items as Json[]).map(amountsOf)).toEqual((real.items as Json[]).map(amountsOf));
    expect(taxesOf(placed)).toEqual(taxesOf(real));
  });
});
