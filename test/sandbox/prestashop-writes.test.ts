import { describe, expect, it } from 'vitest';
import { codes, freshShop, type Json, messages } from './prestashop-bench.ts';

const { advance, ask, books, get, list, place, read, steer, url, write } = freshShop();

const setState = (state: number, query = '', order = 1) =>
  write('POST', `/order_histories${query}`, 'order_history', { id_order_state: state, id_order: order });
const amounts = async () => (await list('order_payments')).map(({ amount }) => Number(amount));

describe('a new state by order_histories', () => {
  it('that is paid makes invoice and payment of what is left, by the module’s name, and is 201 with its row', async () => {
    await place();
    const before = await read('orders', 1);
    await advance(60);
    const answer = await setState(2);
    expect(answer.status).toBe(201);
    expect(answer.xml.order_history).toMatchObject({ id: '2', id_order_state: { '#text': '2' } });
    const order = await read('orders', 1);
    expect(order).toMatchObject({
      current_state: '2',
      valid: '1',
      invoice_number: '1',
      total_paid_real: before.total_paid,
      date_add: before.date_add,
    });
    expect(order.date_upd).not.toBe(before.date_upd);
    expect(order.invoice_date).toBe(order.date_upd);
    expect(await list('order_payments')).toMatchObject([
      {
        order_reference: order.reference,
        amount: order.total_paid,
        payment_method: 'Stripe',
        transaction_id: '',
      },
    ]);
    expect(await list('order_invoices')).toMatchObject([
      { id_order: '1', number: '1', total_paid_tax_incl: order.total_paid },
    ]);
  });

  it('always adds a row, but no second payment', async () => {
    await place();
    await setState(2);
    await setState(2);
    expect(await list('order_histories', 'filter[id_order_state]=[2]')).toHaveLength(2);
    expect(await amounts()).toHaveLength(1);
  });

  it('mails with sendemail=1 where the state sends mails, and not with sendmail=1', async () => {
    await place();
    await setState(2);
    await setState(2, '?sendmail=1');
    await setState(15, '?sendemail=1');
    expect(books().mails).toEqual([]);
    await setState(2, '?sendemail=1');
    expect(books().mails).toMatchObject([
      { to: 'chiara.esposito@example.com', subject: 'Pagamento accettato', orderId: 1, template: 'payment' },
    ]);
  });

  it.each([
    [true, [20.23, 20.23]],
    [false, [20.23]],
  ])(
    'after a payment was posted by hand pays the order twice where that quirk is on (%s)',
    async (bookedTwice, booked) => {
      await steer('quirks', { bookedTwice });
      await place({ items: [{ reference: 'A', price: 20.23 }], shipping: 0 });
      const { reference, date_upd } = await read('orders', 1);
      const posted = await write('POST', '/order_payments', 'order_payment', {
        order_reference: reference ?? '',
        id_currency: 1,
        amount: 20.23,
        payment_method: 'Stripe',
        transaction_id: 'pi_1',
      });
      expect(posted.status).toBe(201);
      expect(await read('orders', 1)).toMatchObject({ total_paid_real: '0.000000', date_upd });
      await setState(2);
      expect(await amounts()).toEqual(booked);
    },
  );

  it('puts goods back when it is cancelled or an error, once, and takes them again when it is paid', async () => {
    await place({ items: [{ reference: 'A', qty: 3 }] });
    const stock = () => Object.values(books().stock);
    expect(stock()).toEqual([97]);
    await setState(8);
    expect(stock()).toEqual([100]);
    await setState(6);
    expect(stock()).toEqual([100]);
    await setState(2);
    expect(stock()).toEqual([97]);
    expect((await read('orders', 1)).valid).toBe('1');
    await setState(6);
    expect(stock()).toEqual([100]);
    expect(await read('orders', 1)).toMatchObject({ valid: '0', current_state: '6' });
  });

  it('of a delivery gives it number and date', async () => {
    await place();
    await setState(4);
    expect(await read('orders', 1)).toMatchObject({ delivery_number: '1', invoice_number: '1' });
    expect((await read('orders', 1)).delivery_date).not.toBe('0000-00-00 00:00:00');
  });

  it.each([
    ['1.7', 200, 'Invalid new order status'],
    ['8', 500, ''],
    ['9', 500, ''],
  ])(
    'of an order or to a state that is not there changes nothing and has no XML (%s)',
    async (version, status, text) => {
      await steer('settings', { version });
      await place();
      for (const answer of [await setState(2, '', 77), await setState(99)]) {
        expect([answer.status, answer.text]).toEqual([status, text]);
        expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
      }
      expect(await list('order_histories')).toHaveLength(1);
      expect((await read('orders', 1)).current_state).toBe('14');
    },
  );

  it('of 0 is taken: the order has no state then, and keeps all else', async () => {
    await place({ paid: true });
    const before = await read('orders', 1);
    expect((await setState(0)).status).toBe(201);
    expect(await read('orders', 1)).toEqual({ ...before, current_state: '0', date_upd: expect.any(String) });
  });

  it('is refused without its fields, with an id, and with nonsense', async () => {
    await place();
    const post = (fields: { [name: string]: string | number }) =>
      write('POST', '/order_histories', 'order_history', fields);
    const missing = await post({ id_order: 1 });
    expect([missing.status, codes(missing), messages(missing)]).toEqual([
      400,
      [41],
      ['parameter "id_order_state" required'],
    ]);
    expect(codes(await post({ id: 5, id_order: 1, id_order_state: 2 }))).toEqual([91]);
    const empty = await post({ id_order: 1, id_order_state: '' });
    expect([codes(empty), messages(empty)]).toEqual([
      [85],
      ['Validation error: "Property OrderHistory-&gt;id_order_state is empty."'],
    ]);
    expect(messages(await post({ id_order: 1, id_order_state: 'x' }))[0]).toContain(
      'OrderHistory-&gt;id_order_state is not valid',
    );
    for (const body of ['', '<prestashop><order_history>', 'no xml']) {
      const broken = await ask('POST', '/order_histories', body || ' ');
      expect([broken.status, codes(broken)]).toEqual([500, [127]]);
    }
    expect(await list('order_histories')).toHaveLength(1);
  });
});

describe('two states of one order at once', () => {
  const goods = { items: [{ reference: 'A', price: 20.74 }], shipping: 0, module: 'ps_wirepayment' };
  const invoices = async () => (await list('order_invoices')).map(({ number }) => number);

  it('that begin together make two invoices of one number, four payments and twice the money', async () => {
    await place(goods);
    await steer('quirks', { stateMs: 300 });
    const answers = await Promise.all([setState(2), setState(2)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await invoices()).toEqual(['1', '1']);
    expect(await amounts()).toEqual([20.74, 20.74, 20.74, 20.74]);
    expect((await read('orders', 1)).total_paid_real).toBe('41.480000');
  });

  it('of which one overtakes the other leave an order without its invoice’s number', async () => {
    await place(goods);
    await steer('quirks', { stateMs: 1800 });
    const first = setState(2);
    await new Promise((later) => setTimeout(later, 1200));
    expect([(await setState(2)).status, (await first).status]).toEqual([201, 201]);
    expect(await list('order_histories', 'filter[id_order_state]=[2]')).toHaveLength(2);
    expect([await invoices(), await amounts()]).toEqual([['1'], [20.74]]);
    expect(await read('orders', 1)).toMatchObject({
      invoice_number: '0',
      total_paid_real: '0.000000',
      current_state: '2',
    });
  });

  it('one after the other are one invoice and one payment, however long each takes', async () => {
    await place(goods);
    await steer('quirks', { stateMs: 50 });
    for (let i = 0; i < 2; i += 1) await setState(2);
    expect([await invoices(), await amounts()]).toEqual([['1'], [20.74]]);
  });
});

describe('a payment', () => {
  it('gets its transaction by PUT, which wants currency and amount and empties what is not there', async () => {
    await place();
    await setState(2);
    const [payment] = await list('order_payments');
    const put = (fields: { [name: string]: string | number }) =>
      write('PUT', '/order_payments/1', 'order_payment', fields);
    expect(messages(await put({ id: 1, transaction_id: 'pi_1' }))).toEqual([
      'parameter "id_currency" required',
    ]);
    expect((await put({ ...(payment ?? {}), transaction_id: 'pi_1' })).status).toBe(200);
    // NULL, which nobody's payment has, is written as a number.
    expect(payment?.id_employee).toBe('');
    expect(await list('order_payments')).toEqual([{ ...payment, transaction_id: 'pi_1', id_employee: '0' }]);
    await put({ id: 1, id_currency: 1, amount: '1.5' });
    expect(await read('order_payments', 1)).toMatchObject({
      amount: '1.500000',
      order_reference: '',
      payment_method: '',
      transaction_id: '',
    });
    expect(codes(await put({ transaction_id: 'x' }))).toEqual([90]);
    const unknown = await put({ id: 9, id_currency: 1, amount: 1 });
    expect([unknown.status, codes(unknown)]).toEqual([404, [92]]);
  });

  it('is shown as it was sent, empty where nothing was, and is kept as the database has it', async () => {
    const sent = await write('POST', '/order_payments', 'order_payment', {
      order_reference: 'ABCDEFGHI',
      id_currency: 1,
      amount: '24.4',
      nobody_knows: 'x',
    });
    expect(sent.status).toBe(201);
    expect(sent.text).toContain('<amount><![CDATA[24.4]]></amount>');
    expect(sent.text).toContain('<conversion_rate><![CDATA[]]></conversion_rate>');
    expect(sent.text).not.toContain('nobody_knows');
    expect(await read('order_payments', 1)).toMatchObject({
      amount: '24.400000',
      conversion_rate: '0.000000',
      transaction_id: '',
    });
  });

  it('is refused with a reference of more than nine letters', async () => {
    const answer = await write('POST', '/order_payments', 'order_payment', {
      order_reference: 'ABCDEFGHIJ',
      id_currency: 1,
      amount: 1,
    });
    expect([answer.status, codes(answer)]).toEqual([400, [85]]);
    expect(messages(answer)[0]).toContain('currently 10 chars. It must be between 0 and 9 chars.');
  });

  it('can be patched since 8: only what is given changes', async () => {
    await place();
    await setState(2);
    const before = await read('order_payments', 1);
    const patched = await write('PATCH', '/order_payments/1', 'order_payment', {
      id: 1,
      transaction_id: 'pi_1',
    });
    expect(patched.status).toBe(200);
    expect(await read('order_payments', 1)).toEqual({ ...before, transaction_id: 'pi_1' });
  });
});

describe('an order', () => {
  const required = async () => {
    const order = await read('orders', 1);
    const names =
      'id id_address_delivery id_address_invoice id_cart id_currency id_lang id_customer id_carrier module payment total_paid total_paid_real total_products total_products_wt conversion_rate';
    return Object.fromEntries(names.split(' ').map((name) => [name, order[name] ?? '']));
  };
  const put = (fields: { [name: string]: string | number }) => write('PUT', '/orders/1', 'order', fields);

  it('put with its required fields only loses the others, reference and state among them', async () => {
    await place();
    expect((await put(await required())).status).toBe(200);
    expect(await read('orders', 1)).toMatchObject({
      reference: '',
      current_state: '0',
      secure_key: '',
      total_shipping: '0.000000',
    });
  });

  it('put with a new state has it set first, and then overwritten by what the same body says of invoice and validity', async () => {
    await place();
    const whole = Object.fromEntries(
      Object.entries(await read('orders', 1)).filter(([name]) => name !== 'associations'),
    );
    expect((await put({ ...whole, current_state: 2 })).status).toBe(200);
    expect(await read('orders', 1)).toMatchObject({ current_state: '2', invoice_number: '0', valid: '0' });
    expect(await list('order_invoices')).toHaveLength(1);
    expect(await amounts()).toHaveLength(1);
    expect(books().mails).toHaveLength(1);
    expect((await put({ ...whole, current_state: 2 })).status).toBe(200);
    expect(await list('order_histories')).toHaveLength(2);
  });

  it('has changed its state already when the put is then refused', async () => {
    await place();
    const { payment: _payment, ...fields } = await required();
    const refused = await put({ ...fields, current_state: 2 });
    expect([refused.status, messages(refused)]).toEqual([400, ['parameter "payment" required']]);
    expect((await read('orders', 1)).current_state).toBe('2');
  });

  it('patched to a paid state counts the payment that is there', async () => {
    await place({ items: [{ reference: 'A', price: 20.23 }], shipping: 0 });
    const { reference } = await read('orders', 1);
    await write('POST', '/order_payments', 'order_payment', {
      order_reference: reference ?? '',
      id_currency: 1,
      amount: 20.23,
    });
    expect((await write('PATCH', '/orders/1', 'order', { id: 1, current_state: 2 })).status).toBe(200);
    expect(await amounts()).toEqual([20.23]);
    expect(await read('orders', 1)).toMatchObject({ current_state: '2', reference });
  });

  it('gets a tracking number at its carrier', async () => {
    await place();
    await write('PATCH', '/orders/1', 'order', { id: 1, shipping_number: 'TRK1' });
    expect((await read('order_carriers', 1)).tracking_number).toBe('TRK1');
    expect((await get('/orders/1')).text).toContain(
      '<shipping_number notFilterable="true"><![CDATA[TRK1]]></shipping_number>',
    );
  });
});

describe('a write that PHP complains of', () => {
  it('is done, and answered with 500 and the complaint’s code', async () => {
    await place();
    await steer('notices', { times: 1, code: 8, method: 'POST', resource: 'order_histories' });
    const answer = await setState(2);
    expect([answer.status, codes(answer)]).toEqual([500, [8]]);
    expect((await read('orders', 1)).current_state).toBe('2');
    expect((await setState(15)).status).toBe(201);
    expect((await steer('notices', { code: 16 })).status).toBe(400);
  });
});

describe('a message', () => {
  it('is written into a thread of the order, and mails nobody', async () => {
    await place({ message: 'Quando arriva?' });
    const threads = (await list('customer_threads', 'filter[id_order]=[1]')) as unknown as Json[];
    const answer = await write('POST', '/customer_messages', 'customer_message', {
      id_customer_thread: String(threads[0]?.id),
      message: 'Paga qui: https://pay.example/c/1',
      private: 0,
    });
    expect(answer.status).toBe(201);
    expect(await list('customer_messages')).toMatchObject([
      { message: 'Quando arriva?', private: '0' },
      { message: 'Paga qui: https://pay.example/c/1', private: '0', id_customer_thread: '1' },
    ]);
    const thread = await write('POST', '/customer_threads', 'customer_thread', {
      id_lang: 1,
      id_contact: 0,
      id_order: 1,
      id_customer: 1,
      token: 'abc',
      status: 'open',
    });
    expect(thread.status).toBe(201);
    expect(
      (await write('POST', '/messages', 'message', { message: 'Nota', id_order: 1, private: 1 })).status,
    ).toBe(201);
    expect(books().mails).toEqual([]);
  });
});

describe('the shop’s own people', () => {
  it('change states as employees, which counts payments that are there, and mails', async () => {
    await place({ module: 'ps_wirepayment' });
    await steer('orders/1/pay', { transactionId: 'CRO 123' });
    expect(await list('order_payments')).toMatchObject([{ transaction_id: 'CRO 123' }]);
    await steer('orders/1/state', { state: 6 });
    expect(await read('orders', 1)).toMatchObject({ current_state: '6', valid: '0' });
    const whole = (await (await fetch(url('/_sandbox/orders/1'))).json()) as { [name: string]: Json[] };
    expect(whole.histories?.map((row) => [row.id_order_state, row.id_employee])).toEqual([
      [10, 0],
      [2, 0],
      [6, 1],
    ]);
    expect(whole.mails?.map(({ template }) => template)).toEqual(['bankwire', 'payment', 'order_canceled']);
  });

  it('save an order without changing anything but its date', async () => {
    await place();
    const before = await read('orders', 1);
    await advance(5);
    await steer('orders/1/touch');
    const after = await read('orders', 1);
    expect(after.date_upd).not.toBe(before.date_upd);
    expect({ ...after, date_upd: '' }).toEqual({ ...before, date_upd: '' });
    expect((await steer('orders/9/touch')).status).toBe(404);
  });
});
