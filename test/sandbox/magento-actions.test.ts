import { beforeEach, describe, expect, it } from 'vitest';
import { filter, freshShop, type Json } from './magento-bench.ts';

const { ask, books, place, read, steer, url } = freshShop();

describe('an invoice', () => {
  it('books the whole order as paid offline and answers its id as a JSON string', async () => {
    const order = await place();
    const body = { capture: false, notify: false, comment: { comment: 'pi_1', is_visible_on_front: 0 } };
    expect(await ask('POST', '/rest/V1/order/1/invoice', body)).toEqual({ status: 200, body: '1' });
    const total = order.grand_total;
    expect(await read(1)).toMatchObject({
      state: 'processing',
      status: 'processing',
      total_due: 0,
      base_total_due: 0,
      total_paid: total,
      base_total_paid: total,
      payment: { amount_paid: total },
    });
    const invoices = await ask('GET', `/rest/V1/invoices?${filter('order_id', '1')}`);
    expect(invoices.body).toMatchObject({
      total_count: 1,
      items: [{ entity_id: 1, order_id: 1, grand_total: total, comments: [{ comment: 'pi_1' }] }],
    });
    expect(books().captures).toEqual([]);
  });

  it('is refused the second time', async () => {
    await place();
    await ask('POST', '/rest/V1/order/1/invoice', {});
    expect(await ask('POST', '/rest/V1/order/1/invoice', {})).toEqual({
      status: 400,
      body: {
        message:
          "Invoice Document Validation Error(s):\nThe invoice can't be created without products. Add products and try again.\nThe order does not allow an invoice to be created.",
      },
    });
    expect(books().invoices).toHaveLength(1);
  });

  it('is refused while the order is on hold', async () => {
    await place();
    expect(await ask('POST', '/rest/V1/orders/1/hold')).toEqual({ status: 200, body: true });
    const refused = await ask('POST', '/rest/V1/order/1/invoice', {});
    expect([refused.status, (refused.body as Json).message]).toEqual([
      400,
      expect.stringMatching(/status of holded$/),
    ]);
    expect((await ask('POST', '/rest/V1/orders/1/unhold')).body).toBe(true);
    expect((await ask('POST', '/rest/V1/order/1/invoice', {})).status).toBe(200);
  });

  it('with capture takes real money on an online method, and none on an offline one', async () => {
    await place();
    await place({ method: 'banktransfer' });
    for (const id of [1, 2]) await ask('POST', `/rest/V1/order/${id}/invoice`, { capture: true });
    expect(books().captures).toMatchObject([{ orderId: 1, method: 'stripe_payments' }]);
  });

  it('is refused with an unknown field or a wrong type, and nothing is booked', async () => {
    await place();
    const unknown = await ask('POST', '/rest/V1/order/1/invoice', { captur: false });
    expect(unknown).toEqual({
      status: 400,
      body: {
        message: '"%fieldName" is not supported. Correct the field name and try again.',
        parameters: { fieldName: 'captur' },
      },
    });
    expect((await ask('POST', '/rest/V1/order/1/invoice', { capture: 'no' })).status).toBe(400);
    expect((await ask('POST', '/rest/V1/order/1/invoice', { append_comment: false })).status).toBe(200);
    expect(books().invoices).toHaveLength(1);
  });
});

describe('holding and cancelling', () => {
  it('hold and unhold bring back what was, and are refused out of turn', async () => {
    await place();
    expect((await ask('POST', '/rest/V1/orders/1/unhold')).body).toEqual({
      message: 'You cannot remove the hold.',
    });
    await ask('POST', '/rest/V1/orders/1/hold');
    expect(await read(1)).toMatchObject({ state: 'holded', hold_before_state: 'new' });
    expect((await ask('POST', '/rest/V1/orders/1/hold')).body).toEqual({
      message: 'A hold action is not available.',
    });
    await ask('POST', '/rest/V1/orders/1/unhold');
    expect(await read(1)).toMatchObject({ state: 'new', status: 'pending' });
    expect(await read(1)).not.toHaveProperty('hold_before_state');
  });

  it('cancel answers true, keeps the amount due, and answers false where it cannot be done', async () => {
    const order = await place();
    await place({ paid: true });
    expect(await ask('POST', '/rest/V1/orders/1/cancel')).toEqual({ status: 200, body: true });
    expect(await read(1)).toMatchObject({ state: 'canceled', total_due: order.grand_total });
    expect(await ask('POST', '/rest/V1/orders/1/cancel')).toEqual({ status: 200, body: false });
    expect(await ask('POST', '/rest/V1/orders/2/cancel')).toEqual({ status: 200, body: false });
    await place();
    await steer('quirks', { cancelFalse: true });
    expect((await ask('POST', '/rest/V1/orders/3/cancel')).body).toBe(false);
    expect((await read(3)).state).toBe('new');
  });
});

describe('a comment', () => {
  const comment = (text: string, more: object = {}) =>
    ask('POST', '/rest/V1/orders/1/comments', { statusHistory: { comment: text, ...more } });
  beforeEach(async () => {
    await place();
  });

  it('is kept newest first and changes neither state nor, unnamed, status', async () => {
    expect(await comment('first', { status: 'pending' })).toEqual({ status: 200, body: true });
    await comment('second');
    expect(await read(1)).toMatchObject({
      state: 'new',
      status: 'pending',
      status_histories: [
        { comment: 'second', is_customer_notified: 0 },
        { comment: 'first', status: 'pending' },
      ],
    });
    expect(books().mails).toEqual([]);
  });

  it('with is_customer_notified is a mail to the customer, without its tags', async () => {
    await comment('Paga qui: https://pay.example/c/1 <b>grazie</b>', {
      status: 'pending',
      is_customer_notified: 1,
    });
    expect(books().mails).toMatchObject([
      { to: (await read(1)).customer_email, text: 'Paga qui: https://pay.example/c/1 grazie', orderId: 1 },
    ]);
    for (const page of ['/', '/orders/1']) {
      const html = await (await fetch(url(page))).text();
      expect(html).toContain('<a href="https://pay.example/c/1">https://pay.example/c/1</a>');
    }
  });

  it('without status takes the status away in versions that do so', async () => {
    await steer('quirks', { statusNull: true });
    await comment('oops');
    expect(await read(1)).not.toHaveProperty('status');
    await comment('again', { status: 'pending' });
    expect((await read(1)).status).toBe('pending');
  });

  it('with a status of another state is refused in versions that look', async () => {
    await steer('quirks', { version: '2.2' });
    expect((await comment('x', { status: 'processing' })).status).toBe(200);
    await comment('x', { status: 'pending' });
    await steer('quirks', { version: '2.4.8' });
    expect(await comment('x', { status: 'complete' })).toEqual({
      status: 400,
      body: {
        message: 'Unable to add comment: The status "%1" is not part of the order status history.',
        parameters: ['complete'],
      },
    });
    expect((await comment('x', { status: 'pending' })).status).toBe(200);
  });

  it('is refused with unknown fields, inside or out, or with nothing in it', async () => {
    expect((await comment('x', { notify: 1 })).status).toBe(400);
    expect((await ask('POST', '/rest/V1/orders/1/comments', { comment: 'x' })).status).toBe(400);
    expect((await ask('POST', '/rest/V1/orders/1/comments', {})).body).toMatchObject({
      parameters: { fieldName: 'statusHistory' },
    });
    expect((await read(1)).status_histories).toEqual([]);
  });
});

describe('a shipment', () => {
  const ship = (id: number, body: object = {}) => ask('POST', `/rest/V1/order/${id}/ship`, body);
  const track = { track_number: '1Z', title: 'Corriere', carrier_code: 'custom' };

  it('ships all that is left once, and completes an order that is invoiced', async () => {
    await place();
    expect(await ship(1, { tracks: [track] })).toEqual({ status: 200, body: '1' });
    expect((await read(1)).state).toBe('processing');
    expect(books().shipments).toMatchObject([{ order_id: 1, tracks: [track] }]);
    await ask('POST', '/rest/V1/order/1/invoice', {});
    expect((await read(1)).state).toBe('complete');
    expect(await ship(1)).toEqual({
      status: 400,
      body: {
        message:
          "Shipment Document Validation Error(s):\nThe order does not allow a shipment to be created.\nYou can't create a shipment without products.",
      },
    });
  });

  it('is refused for an order that is held, cancelled or not shipped at all', async () => {
    await place();
    await ask('POST', '/rest/V1/orders/1/hold');
    await place();
    await ask('POST', '/rest/V1/orders/2/cancel');
    await place({ items: [{ sku: 'EBOOK', virtual: true }] });
    for (const id of [1, 2, 3]) expect((await ship(id)).status).toBe(400);
    expect(books().shipments).toEqual([]);
  });
});

describe('a refund', () => {
  const refund = (body: object = {}) => ask('POST', '/rest/V1/order/1/refund', body);

  it('gives back what was paid, in part and then whole, and closes the order', async () => {
    const { grand_total } = await place({ items: [{ sku: 'A', price: 10, qty: 3 }], shipping: 6.1 });
    expect((await refund()).status).toBe(400);
    await ask('POST', '/rest/V1/order/1/invoice', {});
    const item = { order_item_id: 1, qty: 1 };
    const nothingElse = { shipping_amount: 0, adjustment_positive: 0, adjustment_negative: 0 };
    expect((await refund({ items: [item], arguments: nothingElse })).body).toBe('1');
    expect(await read(1)).toMatchObject({ total_refunded: 10, state: 'processing' });
    expect((await refund()).body).toBe('2');
    expect(await read(1)).toMatchObject({ total_refunded: grand_total, state: 'closed', status: 'closed' });
    expect((await refund()).status).toBe(400);
    const list = await ask('GET', `/rest/V1/creditmemos?${filter('order_id', '1')}`);
    expect((list.body as Json).items).toMatchObject([{ grand_total: 10 }, { grand_total: 26.1 }]);
  });
});

describe('fixed product taxes', () => {
  it('are left out of what is invoiced, so that the order is never paid to the last cent', async () => {
    const { grand_total } = await place({
      items: [{ sku: 'TV', price: 100, fpt: { amount: 4 } }],
      shipping: 0,
    });
    await ask('POST', '/rest/V1/order/1/invoice', {});
    const { total_paid, total_due } = await read(1);
    expect([grand_total, total_paid, total_due]).toEqual([104.88, 100, 4.88]);
  });
});
