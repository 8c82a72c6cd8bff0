import { describe, expect, test } from 'vitest';
import {
  call,
  capture,
  issues,
  newKey,
  open,
  orderOf,
  pay,
  paypal,
  press,
  receiver,
  steer,
} from './paypal-bench.ts';

const ORDERS = '/v2/checkout/orders';

describe('a capture', () => {
  test('is refused before the buyer agreed, with where to send them', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    const refused = await capture(sandbox, order);
    expect([refused.status, ...issues(refused)]).toEqual([422, 'ORDER_NOT_APPROVED']);
    expect(refused.body.links).toContainEqual({
      href: `${sandbox.url}/checkoutnow?token=${order.id}`,
      rel: 'approve',
      method: 'GET',
    });
  });

  test('is made once: under another key it is already captured, and the books have one charge', async () => {
    const sandbox = await paypal();
    const { order } = await pay(sandbox);
    const again = await capture(sandbox, order);
    expect([again.status, ...issues(again)]).toEqual([422, 'ORDER_ALREADY_CAPTURED']);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('of an order that is to be held is refused, and so is holding one that is to be captured', async () => {
    const sandbox = await paypal();
    const held = await open(sandbox, { intent: 'AUTHORIZE' });
    const taken = await open(sandbox);
    for (const order of [held, taken]) await press(sandbox, order, 'pay');
    expect(issues(await capture(sandbox, held))).toEqual(['ACTION_DOES_NOT_MATCH_INTENT']);
    const authorize = await call(sandbox, 'POST', `${ORDERS}/${taken.id}/authorize`, {}, newKey());
    expect(issues(authorize)).toEqual(['ACTION_DOES_NOT_MATCH_INTENT']);
  });

  test('is declined by the bank: the order stays, the buyer chooses again and is captured', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'declined');
    const refused = await capture(sandbox, order);
    expect([refused.status, ...issues(refused)]).toEqual([422, 'INSTRUMENT_DECLINED']);
    const payer = `${sandbox.url}/checkoutnow?token=${order.id}`;
    expect(refused.body).toMatchObject({
      name: 'UNPROCESSABLE_ENTITY',
      links: [
        {
          href: 'https://developer.paypal.com/docs/api/orders/v2/#error-INSTRUMENT_DECLINED',
          rel: 'information_link',
          method: 'GET',
        },
        { href: payer, rel: 'redirect', method: 'GET' },
      ],
    });
    expect(await orderOf(sandbox, order)).toMatchObject({ status: 'APPROVED' });
    expect(sandbox.books.captures).toEqual({});
    await press(sandbox, order, 'pay');
    expect((await capture(sandbox, order)).status).toBe(201);
  });

  test('is declined ten times, and then no more attempt is allowed', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'declined');
    for (let n = 0; n < 10; n += 1) await capture(sandbox, order);
    expect(issues(await capture(sandbox, order))).toEqual(['MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED']);
  });

  test('is refused for an invoice that was paid, unless the account takes that', async () => {
    const sandbox = await paypal();
    await pay(sandbox);
    const second = await open(sandbox);
    await press(sandbox, second, 'pay');
    expect(issues(await capture(sandbox, second))).toEqual(['DUPLICATE_INVOICE_ID']);
    await steer(sandbox, 'account', { uniqueInvoiceIds: false });
    expect((await capture(sandbox, second)).status).toBe(201);
  });

  test.each<[string, string, string]>([
    ['delayed-succeed', 'COMPLETED', 'PAYMENT.CAPTURE.COMPLETED'],
    ['delayed-fail', 'DECLINED', 'PAYMENT.CAPTURE.DENIED'],
  ])(
    '%s: the order is COMPLETED and its capture PENDING for days, then %s',
    async (action, status, event) => {
      const hook = await receiver();
      const sandbox = await paypal({ webhookUrl: hook.url, delayedMs: 3 * 24 * 3600_000 });
      const { order, capture: pending } = await pay(sandbox, {}, action);
      expect(pending).toMatchObject({ status: 'PENDING', status_details: { reason: 'ECHECK' } });
      expect(pending).not.toHaveProperty('seller_receivable_breakdown');
      expect((await orderOf(sandbox, order)).status).toBe('COMPLETED');
      expect(sandbox.books.charges).toEqual([]);
      sandbox.advance(3 * 24 * 3600 - 60);
      expect((await call(sandbox, 'GET', `/v2/payments/captures/${pending.id}`)).body.status).toBe('PENDING');
      sandbox.advance(61);
      const after = await call(sandbox, 'GET', `/v2/payments/captures/${pending.id}`);
      expect(after.body).toMatchObject({
        status,
        supplementary_data: { related_ids: { order_id: order.id } },
      });
      expect(sandbox.books.charges).toHaveLength(status === 'COMPLETED' ? 1 : 0);
      await expect.poll(hook.types).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.PENDING', event]);
      const refund = await call(sandbox, 'POST', `/v2/payments/captures/${pending.id}/refund`, {}, newKey());
      expect(refund.status).toBe(status === 'COMPLETED' ? 201 : 422);
    },
  );

  test.each(['UNILATERAL', 'PENDING_REVIEW', 'RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION'])(
    'stays pending for %s until somebody decides',
    async (reason) => {
      const sandbox = await paypal({ delayedMs: 10 });
      await steer(sandbox, 'captures/next', { reason });
      const { order, capture: pending } = await pay(sandbox);
      expect(pending).toMatchObject({ status: 'PENDING', status_details: { reason } });
      sandbox.advance(3600);
      const refund = await call(sandbox, 'POST', `/v2/payments/captures/${pending.id}/refund`, {}, newKey());
      expect(issues(refund)).toEqual(['PENDING_CAPTURE']);
      await steer(sandbox, `delayed/${order.id}`, { result: 'succeed' });
      expect(sandbox.books.charges).toMatchObject([{ id: pending.id, amount: '25.40' }]);
      expect((await steer(sandbox, `delayed/${order.id}`, { result: 'fail' })).status).toBe(422);
    },
  );

  test('can be answered as made and yet be declined: the order is COMPLETED and nothing is taken', async () => {
    const sandbox = await paypal();
    await steer(sandbox, 'captures/next', { declined: true });
    const { order, capture: declined } = await pay(sandbox);
    expect(declined.status).toBe('DECLINED');
    expect((await orderOf(sandbox, order)).status).toBe('COMPLETED');
    expect(sandbox.books.charges).toEqual([]);
  });

  test.each([
    'TRANSACTION_REFUSED',
    'PAYER_CANNOT_PAY',
    'PAYER_ACCOUNT_RESTRICTED',
    'PAYEE_BLOCKED_TRANSACTION',
    'COMPLIANCE_VIOLATION',
    'ORDER_COMPLETION_IN_PROGRESS',
    'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
  ])('is refused with %s where that was ordered, or asked for as at PayPal', async (issue) => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'pay');
    await steer(sandbox, 'refusals', { operation: 'capture', issue });
    const refused = await capture(sandbox, order);
    expect([refused.status, ...issues(refused)]).toEqual([422, issue]);
    const mock = { ...newKey(), 'paypal-mock-response': JSON.stringify({ mock_application_codes: issue }) };
    expect(issues(await capture(sandbox, order, mock))).toEqual([issue]);
    expect((await capture(sandbox, order)).status).toBe(201);
  });
});

test('two units are captured as two, each under its own name', async () => {
  const sandbox = await paypal();
  const unit = (reference_id: string, value: string) => ({
    reference_id,
    custom_id: `custom-${reference_id}`,
    amount: { currency_code: 'EUR', value },
  });
  const { order } = await pay(sandbox, { units: [unit('a', '10.00'), unit('b', '15.40')] });
  const { purchase_units } = await orderOf(sandbox, order);
  expect(purchase_units.map(({ payments }) => payments.captures.map(({ custom_id }) => custom_id))).toEqual([
    ['custom-a'],
    ['custom-b'],
  ]);
  expect(sandbox.books.charges.map(({ amount }) => amount)).toEqual(['10.00', '15.40']);
});

describe('a PayPal-Request-Id', () => {
  test('repeated answers 200 with the order as it is now, and nothing is done twice', async () => {
    const sandbox = await paypal();
    const body = {
      intent: 'CAPTURE',
      purchase_units: [{ amount: { currency_code: 'EUR', value: '25.40' } }],
      payment_source: { paypal: {} },
    };
    const key = newKey();
    const first = await call(sandbox, 'POST', ORDERS, body, key);
    await press(sandbox, first.body, 'pay');
    const again = await call(sandbox, 'POST', ORDERS, body, key);
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    expect([first.body.status, again.body.status]).toEqual(['PAYER_ACTION_REQUIRED', 'APPROVED']);
    expect(Object.keys(sandbox.books.orders)).toEqual([first.body.id]);
    const taking = newKey();
    const statuses = [await capture(sandbox, first.body, taking), await capture(sandbox, first.body, taking)];
    expect(statuses.map(({ status }) => status)).toEqual([201, 200]);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('used for another body, or another order, is refused', async () => {
    const sandbox = await paypal();
    const [first, other] = [await open(sandbox), await open(sandbox, { unit: { invoice_id: 'other' } })];
    for (const order of [first, other]) await press(sandbox, order, 'pay');
    const key = newKey();
    await capture(sandbox, first, key);
    const elsewhere = await capture(sandbox, other, key);
    expect([elsewhere.status, ...issues(elsewhere)]).toEqual([422, 'PAYPAL_REQUEST_ID_PREVIOUSLY_USED']);
    const taken = (await orderOf(sandbox, first)).purchase_units[0]?.payments.captures[0];
    const refund = (value: string) =>
      call(
        sandbox,
        'POST',
        `/v2/payments/captures/${taken?.id}/refund`,
        { amount: { currency_code: 'EUR', value } },
        key,
      );
    expect((await refund('5.00')).status).toBe(201);
    expect(issues(await refund('5.01'))).toEqual(['PAYPAL_REQUEST_ID_PREVIOUSLY_USED']);
    expect(Object.keys(sandbox.books.refunds)).toHaveLength(1);
  });

  test('is forgotten after six hours for orders, and after 45 days for refunds', async () => {
    const sandbox = await paypal({ orderHours: 72 });
    const key = newKey();
    const body = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'EUR', value: '1.00' } }] };
    const first = await call(sandbox, 'POST', ORDERS, body, key);
    sandbox.advance(6 * 3600 - 60);
    expect((await call(sandbox, 'POST', ORDERS, body, key)).body.id).toBe(first.body.id);
    sandbox.advance(61);
    const second = await call(sandbox, 'POST', ORDERS, body, key);
    expect([second.status, second.body.id === first.body.id]).toEqual([201, false]);

    const { capture: taken } = await pay(sandbox);
    const refund = () =>
      call(
        sandbox,
        'POST',
        `/v2/payments/captures/${taken.id}/refund`,
        { amount: { currency_code: 'EUR', value: '5.00' } },
        key,
      );
    const given = await refund();
    sandbox.advance(44 * 24 * 3600);
    expect(await refund()).toMatchObject({ status: 200, body: { id: given.body.id } });
    sandbox.advance(24 * 3600 + 1);
    expect((await refund()).status).toBe(201);
    expect(Object.keys(sandbox.books.refunds)).toHaveLength(2);
  });

  test('of more than 108 characters is refused', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    const long = await capture(sandbox, order, { 'paypal-request-id': 'x'.repeat(109) });
    expect([long.status, ...issues(long)]).toEqual([400, 'INVALID_STRING_LENGTH']);
  });

  test('of a refusal can be used again, unless the account keeps refusals', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    const key = newKey();
    expect(issues(await capture(sandbox, order, key))).toEqual(['ORDER_NOT_APPROVED']);
    await press(sandbox, order, 'declined');
    await steer(sandbox, 'account', { keepsRefusals: true });
    expect(issues(await capture(sandbox, order, key))).toEqual(['INSTRUMENT_DECLINED']);
    await press(sandbox, order, 'pay');
    expect(issues(await capture(sandbox, order, key))).toEqual(['INSTRUMENT_DECLINED']);
    expect((await capture(sandbox, order)).status).toBe(201);
  });

  test('at work: the second of two at once is refused with 409, and money is taken once', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'pay');
    await steer(sandbox, 'slow', { times: 1, ms: 1500 });
    const key = newKey();
    const both = await Promise.all([capture(sandbox, order, key), capture(sandbox, order, key)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(sandbox.books.charges).toHaveLength(1);
    expect((await capture(sandbox, order, key)).status).toBe(200);
  });
});

describe('what fails', () => {
  test.each([
    ['failure', { effect: true }, 200],
    ['failure', { effect: false }, 201],
  ])("%s %j: 500 in PayPal's shape, and the same key answers %i", async (path, how, status) => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'pay');
    await steer(sandbox, path, how);
    const key = newKey();
    const failed = await capture(sandbox, order, key);
    expect([failed.status, failed.body.name]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect((await capture(sandbox, order, key)).status).toBe(status);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('an answer lost on its way: the same key captures nothing more, another key says so', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await press(sandbox, order, 'pay');
    await steer(sandbox, 'faults', { kind: 'reset-after', times: 1, path: '/capture' });
    const key = newKey();
    await expect(capture(sandbox, order, key)).rejects.toThrow();
    expect((await capture(sandbox, order, key)).status).toBe(200);
    expect(issues(await capture(sandbox, order))).toEqual(['ORDER_ALREADY_CAPTURED']);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('429 is JSON, 502 is HTML', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox);
    await steer(sandbox, 'faults', { kind: 'status', status: 429, times: 1, path: ORDERS });
    const limited = await call(sandbox, 'GET', `${ORDERS}/${order.id}`);
    expect([limited.status, limited.body.name]).toEqual([429, 'RATE_LIMIT_REACHED']);
    await steer(sandbox, 'faults', { kind: 'status', status: 502, times: 1, path: ORDERS });
    await expect(call(sandbox, 'GET', `${ORDERS}/${order.id}`)).rejects.toThrow(SyntaxError);
  });
});
