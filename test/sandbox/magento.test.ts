import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { itRecorded, recordedJson } from '../shops/recorded.ts';
import { freshShop, type Json, shape } from './magento-bench.ts';

const { ask, books, place, read, steer, url } = freshShop();

describe('orders', () => {
  itRecorded('have the keys and kinds of values of an order recorded from a real shop', async () => {
    const recorded = recordedJson<Json>('magento2-order-9-canceled.json');
    await steer('quirks', { version: '2.2' });
    const mark = await place({
      customer: { id: 1, street: ['Via Garibaldi 14'] },
      items: [{ sku: 'POLO-PIQUE-BLU-M', qty: 2 }, { sku: 'LAMPADA-TAV' }],
      method: 'checkmo',
      shippingTaxPercent: 0,
    });
    await steer(`orders/${mark.entity_id}/edit`, {});
    expect(shape(await read(1))).toEqual(shape(recorded));
  });

  it('add up to the cent in every currency, discount and VAT of several rates included', async () => {
    const cases: object[] = [
      {},
      { discount: 7.77 },
      {
        items: [
          { sku: 'A', price: 0.99, qty: 7 },
          { sku: 'OLIO-EVO-5L', qty: 3 },
        ],
        discount: 3.33,
      },
      { items: [{ sku: 'B', price: 19.99, qty: 1.5, taxPercent: 10 }], currency: 'USD', discount: 1 },
      { method: 'free' },
    ];
    // Later releases show rows' totals less their discounts.
    await steer('quirks', { version: '2.2' });
    for (const description of cases) {
      const order = await place(description);
      for (const base of ['', 'base_']) {
        const cents = (field: string) => Math.round(Number(order[`${base}${field}`]) * 100);
        const rows = (order.items as Json[]).filter((row) => row.parent_item_id === undefined);
        const rowSum = (field: string) =>
          rows.reduce((sum, row) => sum + Math.round(Number(row[`${base}${field}`]) * 100), 0);
        expect(
          cents('subtotal') +
            cents('tax_amount') +
            cents('discount_tax_compensation_amount') +
            cents(`shipping_discount_tax_compensation_am${base ? '' : 'ou'}nt`) +
            cents('shipping_amount') +
            cents('discount_amount'),
        ).toBe(cents('grand_total'));
        expect(rowSum('row_total')).toBe(cents('subtotal'));
        expect(rowSum('discount_amount') + cents('shipping_discount_amount')).toBe(
          -cents('discount_amount') || 0,
        );
        expect(rowSum('tax_amount') + cents('shipping_tax_amount')).toBe(cents('tax_amount'));
      }
    }
    expect((await read(2)).discount_amount).toBe(-7.77);
    expect((await read(4)).base_grand_total).not.toBe((await read(4)).grand_total);
    expect((await read(5)).grand_total).toBe(0);
  });

  it('count their ids up, and start new and pending with all still due', async () => {
    const [first, second] = [await place(), await place({ method: 'banktransfer' })];
    expect([first.entity_id, first.increment_id]).toEqual([1, '000000001']);
    expect([second.entity_id, second.increment_id]).toEqual([2, '000000002']);
    expect([second.state, second.status, second.total_due]).toEqual(['new', 'pending', second.grand_total]);
    expect(second).not.toHaveProperty('total_paid');
  });

  it('paid in the shop are processing with their total paid, and nothing was captured by us', async () => {
    const order = await place({ paid: true });
    expect([order.state, order.total_due, order.total_paid]).toEqual(['processing', 0, order.grand_total]);
    expect(books().captures).toEqual([]);
  });

  it('of a guest carry no customer id, and in old releases no name outside the address', async () => {
    expect(await place({ guest: true })).toHaveProperty('customer_firstname');
    await steer('quirks', { version: '2.2' });
    const order = await place({ guest: true });
    expect(order.customer_is_guest).toBe(1);
    expect(order).not.toHaveProperty('customer_id');
    expect(order).not.toHaveProperty('customer_firstname');
    expect(order.billing_address).toHaveProperty('firstname');
  });

  it('that are edited are cancelled and point to the one that took their place', async () => {
    await place();
    const edited = (await steer('orders/1/edit', { method: 'banktransfer' })).body as Json;
    expect(edited).toMatchObject({
      entity_id: 2,
      increment_id: '000000001-1',
      relation_parent_id: '1',
      relation_parent_real_id: '000000001',
      payment: { method: 'banktransfer' },
    });
    expect(await read(1)).toMatchObject({
      state: 'canceled',
      relation_child_id: '2',
      relation_child_real_id: '000000001-1',
    });
  });

  it('are refused when the description has a field that nobody knows', async () => {
    const { status, body } = await steer('orders', { metod: 'free' });
    expect(status).toBe(400);
    expect((body as Json).message).toContain('metod');
  });
});

describe('the shop around it', () => {
  it('answers under every address of a Magento, and 404 in its shape elsewhere', async () => {
    await place();
    for (const base of ['/rest/V1', '/rest/all/V1', '/rest/default/V1', '/index.php/rest/V1'])
      expect((await ask('GET', `${base}/orders/1`)).status).toBe(200);
    const noRoute = { status: 404, body: { message: 'Request does not match any route.' } };
    expect(await ask('GET', '/rest/elsewhere/V1/orders/1')).toEqual(noRoute);
    expect(await ask('POST', '/rest/V1/orders', { entity: { entity_id: 1 } })).toEqual(noRoute);
    expect(await ask('GET', '/rest/V1/orders/99')).toEqual({
      status: 404,
      body: { message: "The entity that was requested doesn't exist. Verify the entity and try again." },
    });
  });

  it('tells its time zone, and the payment methods by way of a guest cart', async () => {
    const configs = (await ask('GET', '/rest/V1/store/storeConfigs')).body;
    expect(configs).toMatchObject([{ code: 'default', timezone: 'Europe/Rome' }]);
    const cart = (await ask('POST', '/rest/V1/guest-carts', undefined, {})).body;
    const offered = await ask('GET', `/rest/V1/guest-carts/${cart}/payment-methods`, undefined, {});
    expect(offered.body).toContainEqual({ code: 'banktransfer', title: 'Bonifico bancario' });
  });

  it('announces a new order until it is heard, and links the checkout on its thank-you page', async () => {
    const heard: { url: string | undefined; authorization: string | undefined }[] = [];
    const listener = createServer((request, response) => {
      heard.push({ url: request.url, authorization: request.headers.authorization });
      if (heard.length === 1) response.writeHead(503).end();
      else response.end(JSON.stringify({ checkoutUrl: 'https://pay.example/c/abc' }));
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => listener.once('listening', resolve));
      const listening = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/orders/{id}`;
      await steer('announce', { url: listening, secret: 's3cret' });
      const form = new URLSearchParams({
        customer: '2',
        sku: 'MOKA-3T',
        qty: '2',
        method: 'stripe_payments',
      });
      const thanks = await fetch(url('/buy'), { method: 'POST', body: form });
      expect(thanks.url).toBe(url('/thanks/1'));
      await expect.poll(() => books().announcements[0]?.delivered).toBe(true);
      expect(heard).toEqual(Array(2).fill({ url: '/orders/1', authorization: 'Bearer s3cret' }));
      expect(books().announcements[0]?.attempts.map(({ status }) => status)).toEqual([503, 200]);
      const page = await (await fetch(url('/thanks/1'))).text();
      expect(page).toContain('href="https://pay.example/c/abc"');
      expect((await read(1)).grand_total).toBe(66.7);
    } finally {
      listener.close();
    }
  });

  it('says on every page that it is a sandbox, and escapes what customers write', async () => {
    await place({ customer: { id: 1, firstname: '<script>', lastname: 'x' } });
    for (const path of ['/', '/orders/1', '/thanks/1', '/admin/sales/order/view/order_id/1']) {
      const html = await (await fetch(url(path))).text();
      expect(html).toContain('SANDBOX');
      expect(html).not.toContain('<script>');
    }
    expect(await (await fetch(url('/'))).text()).toContain('&lt;script&gt;');
  });
});
