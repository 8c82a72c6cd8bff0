import { describe, expect, test } from 'vitest';
import {
  call,
  capture,
  EXAMPLE,
  issues,
  newKey,
  open,
  orderBody,
  orderOf,
  pay,
  paypal,
  press,
  receiver,
  steer,
} from './paypal-bench.ts';

const ORDERS = '/v2/checkout/orders';

test('the example is opened, agreed to and captured as it is written', async () => {
  const sandbox = await paypal();
  const opened = await call(sandbox, 'POST', ORDERS, EXAMPLE, { ...newKey(), prefer: 'return=minimal' });
  expect(opened.status).toBe(201);
  const { id } = opened.body;
  expect(id).toMatch(/^[A-Z0-9]{17}$/);
  const self = `${sandbox.url}/v2/checkout/orders/${id}`;
  const payer = `${sandbox.url}/checkoutnow?token=${id}`;
  expect(opened.body).toEqual({
    id,
    status: 'PAYER_ACTION_REQUIRED',
    payment_source: { paypal: {} },
    links: [
      { href: self, rel: 'self', method: 'GET' },
      { href: payer, rel: 'payer-action', method: 'GET' },
    ],
  });

  const pressed = await press(sandbox, opened.body, 'pay');
  const payerId = sandbox.books.orders[id]?.payer?.payer_id;
  expect(payerId).toMatch(/^[A-Z0-9]{13}$/);
  expect(pressed.location).toBe(`https://shop.example/checkout/T/return?token=${id}&PayerID=${payerId}`);
  expect(await orderOf(sandbox, opened.body)).toMatchObject({
    intent: 'CAPTURE',
    status: 'APPROVED',
    payer: { email_address: 'buyer@example.com', payer_id: payerId },
    links: expect.arrayContaining([{ href: `${self}/capture`, rel: 'capture', method: 'POST' }]),
  });

  const captured = await capture(sandbox, opened.body);
  expect(captured.status).toBe(201);
  expect(captured.body).toMatchObject({
    id,
    status: 'COMPLETED',
    purchase_units: [
      {
        reference_id: 'default',
        payments: {
          captures: [
            {
              id: expect.stringMatching(/^[A-Z0-9]{17}$/),
              status: 'COMPLETED',
              amount: { currency_code: 'EUR', value: '25.40' },
              final_capture: true,
              custom_id: '100042-7b1c',
              invoice_id: '100042-7b1c',
              seller_protection: { status: 'ELIGIBLE' },
              seller_receivable_breakdown: {
                gross_amount: { currency_code: 'EUR', value: '25.40' },
                paypal_fee: { currency_code: 'EUR', value: '1.21' },
                net_amount: { currency_code: 'EUR', value: '24.19' },
              },
            },
          ],
        },
      },
    ],
  });
  expect(sandbox.books.charges).toMatchObject([
    { amount: '25.40', currency: 'EUR', order: id, custom_id: '100042-7b1c' },
  ]);
});

test('whoever prefers little is answered id, status and links alone', async () => {
  const sandbox = await paypal();
  const order = await open(sandbox);
  await press(sandbox, order, 'pay');
  const { body } = await call(sandbox, 'POST', `${ORDERS}/${order.id}/capture`, {}, { prefer: '' });
  expect(Object.keys(body).sort()).toEqual(['id', 'links', 'payment_source', 'status']);
});

describe('an order is refused', () => {
  const eur = (value: string) => ({ currency_code: 'EUR', value });
  const item = (changes: object = {}) => ({
    name: 'Sedia',
    quantity: '2',
    unit_amount: eur('10.00'),
    ...changes,
  });
  const unit = (changes: object = {}) => ({ reference_id: 'default', amount: eur('1.00'), ...changes });
  test.each<[string, number, string[], () => unknown]>([
    ['without an intent', 400, ['MISSING_REQUIRED_PARAMETER'], () => ({ ...orderBody(), intent: undefined })],
    ['of another intent', 400, ['INVALID_PARAMETER_VALUE'], () => orderBody({ intent: 'SELL' })],
    ['without units', 400, ['INVALID_ARRAY_MIN_ITEMS'], () => orderBody({ units: [] })],
    [
      'of eleven units',
      400,
      ['INVALID_ARRAY_MAX_ITEMS'],
      () => orderBody({ units: Array.from({ length: 11 }, (_, n) => unit({ reference_id: `${n}` })) }),
    ],
    [
      'with a long custom_id',
      400,
      ['INVALID_STRING_LENGTH'],
      () => orderBody({ unit: { custom_id: 'x'.repeat(128) } }),
    ],
    ['of "a lot"', 400, ['INVALID_PARAMETER_SYNTAX'], () => orderBody({ amount: eur('a lot') })],
    ['of "25,40"', 400, ['INVALID_PARAMETER_SYNTAX'], () => orderBody({ amount: eur('25,40') })],
    [
      'for a card',
      400,
      ['NOT_SUPPORTED'],
      () => ({ ...orderBody(), payment_source: { paypal: {}, card: {} } }),
    ],
    [
      'with all that is wrong at once',
      400,
      ['INVALID_PARAMETER_VALUE', 'INVALID_STRING_LENGTH'],
      () => orderBody({ intent: 'SELL', unit: { invoice_id: '' } }),
    ],
    ['that is no JSON', 400, ['MALFORMED_REQUEST_JSON'], () => '{"intent"'],
    ['of 0', 422, ['CANNOT_BE_ZERO_OR_NEGATIVE'], () => orderBody({ amount: eur('0.00') })],
    ['of less', 422, ['CANNOT_BE_ZERO_OR_NEGATIVE'], () => orderBody({ amount: eur('-1.00') })],
    ['of a thousandth', 422, ['DECIMAL_PRECISION'], () => orderBody({ amount: eur('1.001') })],
    ['of too much', 422, ['MAX_VALUE_EXCEEDED'], () => orderBody({ amount: eur('1000000000000000.00') })],
    [
      'in a currency that is none',
      422,
      ['INVALID_CURRENCY_CODE'],
      () => orderBody({ amount: { currency_code: 'ABC', value: '1.00' } }),
    ],
    [
      'in forints with decimals',
      422,
      ['DECIMALS_NOT_SUPPORTED'],
      () => orderBody({ amount: { currency_code: 'HUF', value: '10.50' } }),
    ],
    [
      'in two currencies',
      422,
      ['MULTI_CURRENCY_ORDER'],
      () =>
        orderBody({
          units: [
            unit({ reference_id: 'a' }),
            { reference_id: 'b', amount: { currency_code: 'USD', value: '1.00' } },
          ],
        }),
    ],
    [
      'of two units with one name',
      422,
      ['DUPLICATE_REFERENCE_ID'],
      () => orderBody({ units: [unit(), unit()] }),
    ],
    [
      'of two units to hold',
      422,
      ['UNSUPPORTED_INTENT'],
      () => orderBody({ intent: 'AUTHORIZE', units: [unit(), unit({ reference_id: 'b' })] }),
    ],
    [
      'with items and no total of them',
      422,
      ['ITEM_TOTAL_REQUIRED'],
      () => orderBody({ unit: { items: [item()] } }),
    ],
    [
      'with items of another total',
      422,
      ['ITEM_TOTAL_MISMATCH'],
      () =>
        orderBody({
          unit: { items: [item()] },
          amount: { ...eur('20.01'), breakdown: { item_total: eur('20.01') } },
        }),
    ],
    [
      'with taxes and no total of them',
      422,
      ['TAX_TOTAL_REQUIRED'],
      () =>
        orderBody({
          unit: { items: [item({ tax: eur('2.20') })] },
          amount: { ...eur('20.00'), breakdown: { item_total: eur('20.00') } },
        }),
    ],
    [
      'of parts that make another sum',
      422,
      ['AMOUNT_MISMATCH'],
      () =>
        orderBody({
          amount: { ...eur('25.40'), breakdown: { item_total: eur('20.00'), shipping: eur('5.41') } },
        }),
    ],
  ])('%s: %i %j', async (_, status, expected, body) => {
    const sandbox = await paypal();
    const answer = await call(sandbox, 'POST', ORDERS, body(), newKey());
    expect(answer.status).toBe(status);
    expect(issues(answer).sort()).toEqual(expected);
    expect(answer.body).toMatchObject({ name: status === 400 ? 'INVALID_REQUEST' : 'UNPROCESSABLE_ENTITY' });
    expect(answer.body.debug_id).toBe(answer.headers.get('paypal-debug-id'));
    expect(sandbox.books.orders).toEqual({});
  });

  test('with a payment_source and no PayPal-Request-Id', async () => {
    const sandbox = await paypal();
    const answer = await call(sandbox, 'POST', ORDERS, orderBody());
    expect([answer.status, ...issues(answer)]).toEqual([400, 'PAYPAL_REQUEST_ID_REQUIRED']);
    const old = { intent: 'CAPTURE', purchase_units: [unit()] };
    const made = await call(sandbox, 'POST', ORDERS, old);
    expect([made.status, made.body.status]).toEqual([201, 'CREATED']);
    expect(made.body.links.map(({ rel }) => rel)).toEqual(['self', 'approve', 'update', 'capture']);
  });

  test('that is not sent as JSON: 415', async () => {
    const sandbox = await paypal();
    const form = { ...newKey(), 'content-type': 'application/x-www-form-urlencoded' };
    expect((await call(sandbox, 'POST', ORDERS, 'intent=CAPTURE', form)).status).toBe(415);
    const order = await open(sandbox);
    const bare = await call(sandbox, 'POST', `${ORDERS}/${order.id}/capture`);
    expect([bare.status, bare.body.name]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });
});

test.each(['HUF', 'JPY', 'TWD'])('%s is taken in whole units', async (currency_code) => {
  const sandbox = await paypal();
  const { capture: taken } = await pay(sandbox, { amount: { currency_code, value: '1000' } });
  expect(taken.amount).toEqual({ currency_code, value: '1000' });
});

test('parts and items that sum up are taken', async () => {
  const sandbox = await paypal();
  const eur = (value: string) => ({ currency_code: 'EUR', value });
  const breakdown = { item_total: eur('20.00'), shipping: eur('5.50'), discount: eur('0.10') };
  const items = [{ name: 'Sedia', quantity: '2', unit_amount: eur('10') }];
  const order = await open(sandbox, { amount: { ...eur('25.4'), breakdown }, unit: { items } });
  expect(order.purchase_units).toMatchObject([{ amount: { value: '25.40' } }]);
});

test('an account can show orders without their payments', async () => {
  const sandbox = await paypal();
  const { order } = await pay(sandbox);
  await steer(sandbox, 'account', { showsPayments: false });
  const shown = await orderOf(sandbox, order);
  expect(shown.status).toBe('COMPLETED');
  expect(shown.purchase_units[0]).not.toHaveProperty('payments');
});

describe('an order lapses', () => {
  test('three hours after it was made, if nobody came: then it is as if it had never been', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    sandbox.advance(3 * 3600 - 60);
    expect((await call(sandbox, 'GET', `${ORDERS}/${order.id}`)).status).toBe(200);
    sandbox.advance(61);
    const gone = await call(sandbox, 'GET', `${ORDERS}/${order.id}`);
    expect([gone.status, gone.body.name, ...issues(gone)]).toEqual([
      404,
      'RESOURCE_NOT_FOUND',
      'INVALID_RESOURCE_ID',
    ]);
    expect((await capture(sandbox, order)).status).toBe(404);
  });

  test('three hours after the buyer came, approved or not; an approval that lapsed is told', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const order = await open(sandbox);
    sandbox.advance(2 * 3600);
    await fetch(`${sandbox.url}/checkoutnow?token=${order.id}`);
    await press(sandbox, order, 'pay');
    sandbox.advance(2 * 3600);
    expect((await orderOf(sandbox, order)).status).toBe('APPROVED');
    sandbox.advance(3600 + 1);
    expect((await capture(sandbox, order)).status).toBe(404);
    const [, told] = await hook.until(2);
    expect(told?.event).toMatchObject({
      event_type: 'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
      resource: { order_id: order.id, purchase_units: [{ custom_id: '100042-7b1c' }] },
    });
    expect(told?.event).not.toHaveProperty('resource_type');
    expect(sandbox.books.charges).toEqual([]);
  });

  test('later where the account manager granted 72 hours, and never once it is completed', async () => {
    const sandbox = await paypal({ orderHours: 72 });
    const order = await open(sandbox);
    sandbox.advance(71 * 3600);
    expect((await orderOf(sandbox, order)).status).toBe('PAYER_ACTION_REQUIRED');
    await press(sandbox, order, 'pay');
    await capture(sandbox, order);
    sandbox.advance(100 * 24 * 3600);
    expect((await orderOf(sandbox, order)).status).toBe('COMPLETED');
  });

  test('though it was captured, where it is told to: the money stays taken and the capture is still there', async () => {
    const sandbox = await paypal();
    const { order, capture: taken } = await pay(sandbox);
    await steer(sandbox, `orders/${order.id}/forget`, {});
    expect((await call(sandbox, 'GET', `${ORDERS}/${order.id}`)).status).toBe(404);
    expect((await call(sandbox, 'GET', `/v2/payments/captures/${taken.id}`)).body.status).toBe('COMPLETED');
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('when it is told to', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await steer(sandbox, `orders/${order.id}/expire`, {});
    expect((await call(sandbox, 'GET', `${ORDERS}/${order.id}`)).status).toBe(404);
  });
});
