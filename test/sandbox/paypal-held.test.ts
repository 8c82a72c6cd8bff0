import { describe, expect, test } from 'vitest';
import { call, issues, newKey, open, orderOf, paypal, press, receiver, steer } from './paypal-bench.ts';

const eur = (value: string) => ({ currency_code: 'EUR', value });
const DAY = 24 * 3600;
type Sandbox = Awaited<ReturnType<typeof paypal>>;

/** An order whose money is held. */
async function hold(sandbox: Sandbox) {
  const order = await open(sandbox, { intent: 'AUTHORIZE' });
  await press(sandbox, order, 'pay');
  const { status, body } = await call(
    sandbox,
    'POST',
    `/v2/checkout/orders/${order.id}/authorize`,
    {},
    newKey(),
  );
  const held = body.purchase_units[0]?.payments.authorizations[0];
  if (!held) throw new Error(`${status}`);
  return { order, held };
}
const actOn = (sandbox: Sandbox, { id }: { id: string }, what: string, body: object = {}, prefer?: string) =>
  call(sandbox, 'POST', `/v2/payments/authorizations/${id}/${what}`, body, {
    ...newKey(),
    ...(prefer !== undefined && { prefer }),
  });
const statusOf = async (sandbox: Sandbox, { id }: { id: string }) =>
  (await call(sandbox, 'GET', `/v2/payments/authorizations/${id}`)).body.status;

test('money is held for 29 days and nothing is taken', async () => {
  const hook = await receiver();
  const sandbox = await paypal({ webhookUrl: hook.url });
  const { order, held } = await hold(sandbox);
  expect(held).toMatchObject({ status: 'CREATED', amount: eur('25.40'), custom_id: '100042-7b1c' });
  const days = (Date.parse(String(held.expiration_time)) - sandbox.now().getTime()) / 1000 / DAY;
  expect(Math.abs(days - 29)).toBeLessThan(0.01);
  expect((await orderOf(sandbox, order)).status).toBe('COMPLETED');
  expect(sandbox.books.charges).toEqual([]);
  await expect.poll(hook.types).toEqual(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.AUTHORIZATION.CREATED']);
  const again = await call(sandbox, 'POST', `/v2/checkout/orders/${order.id}/authorize`, {}, newKey());
  expect(issues(again)).toEqual(['ORDER_ALREADY_AUTHORIZED']);
});

describe('what is held', () => {
  test('is taken whole, and once', async () => {
    const sandbox = await paypal();
    const { order, held } = await hold(sandbox);
    const taken = await actOn(sandbox, held, 'capture', { final_capture: true });
    expect([taken.status, taken.body.status]).toEqual([201, 'COMPLETED']);
    expect(taken.body).toMatchObject({
      amount: eur('25.40'),
      final_capture: true,
      supplementary_data: { related_ids: { order_id: order.id, authorization_id: held.id } },
    });
    expect(await statusOf(sandbox, held)).toBe('CAPTURED');
    expect(issues(await actOn(sandbox, held, 'capture'))).toEqual(['AUTHORIZATION_ALREADY_CAPTURED']);
    expect(issues(await actOn(sandbox, held, 'void'))).toEqual(['PREVIOUSLY_CAPTURED']);
    expect((await orderOf(sandbox, order)).purchase_units[0]?.payments.captures).toHaveLength(1);
  });

  test('is taken in part: the rest stays held, unless that was the last', async () => {
    const sandbox = await paypal();
    const { held } = await hold(sandbox);
    const first = await actOn(sandbox, held, 'capture', { amount: eur('10.00') });
    expect(first.body.final_capture).toBe(false);
    expect(await statusOf(sandbox, held)).toBe('PARTIALLY_CAPTURED');
    expect(issues(await actOn(sandbox, held, 'capture', { amount: eur('15.41') }))).toEqual([
      'MAX_CAPTURE_AMOUNT_EXCEEDED',
    ]);
    await actOn(sandbox, held, 'capture', { amount: eur('5.00'), final_capture: true });
    expect(await statusOf(sandbox, held)).toBe('CAPTURED');
    expect(sandbox.books.charges.map(({ amount }) => amount)).toEqual(['10.00', '5.00']);
  });

  test.each<[string, object, string]>([
    ['in another currency', { currency_code: 'USD', value: '1.00' }, 'AUTH_CAPTURE_CURRENCY_MISMATCH'],
    ['for nothing', eur('0'), 'CANNOT_BE_ZERO_OR_NEGATIVE'],
    ['for more', eur('25.41'), 'MAX_CAPTURE_AMOUNT_EXCEEDED'],
  ])('is not taken %s', async (_, amount, issue) => {
    const sandbox = await paypal();
    const { held } = await hold(sandbox);
    expect(issues(await actOn(sandbox, held, 'capture', { amount }))).toEqual([issue]);
    expect(sandbox.books.charges).toEqual([]);
  });

  test('is let go: 204, or 200 with what became of it', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const { held } = await hold(sandbox);
    expect((await actOn(sandbox, held, 'void', {}, '')).status).toBe(204);
    expect(issues(await actOn(sandbox, held, 'void'))).toEqual(['PREVIOUSLY_VOIDED']);
    expect(issues(await actOn(sandbox, held, 'capture'))).toEqual(['AUTHORIZATION_VOIDED']);
    await expect.poll(hook.types).toContain('PAYMENT.AUTHORIZATION.VOIDED');
    await steer(sandbox, 'account', { uniqueInvoiceIds: false });
    const other = await hold(sandbox);
    expect(await actOn(sandbox, other.held, 'void')).toMatchObject({
      status: 200,
      body: { status: 'VOIDED' },
    });
  });

  test('lapses after 29 days, which is told, and is never taken then', async () => {
    const hook = await receiver();
    const sandbox = await paypal({ webhookUrl: hook.url });
    const { held } = await hold(sandbox);
    sandbox.advance(29 * DAY - 60);
    expect(await statusOf(sandbox, held)).toBe('CREATED');
    sandbox.advance(61);
    expect(await statusOf(sandbox, held)).toBe('VOIDED');
    expect(issues(await actOn(sandbox, held, 'capture'))).toEqual(['AUTHORIZATION_EXPIRED']);
    await expect.poll(hook.types).toContain('PAYMENT.AUTHORIZATION.VOIDED');
    expect(sandbox.books.charges).toEqual([]);
  });

  test('is honoured for three days: later the bank may say no, and authorized again it stands three more', async () => {
    const sandbox = await paypal();
    const { held } = await hold(sandbox);
    await steer(sandbox, `authorizations/${held.id}`, { honoured: false });
    expect(issues(await actOn(sandbox, held, 'reauthorize'))).toEqual(['REAUTHORIZATION_NOT_SUPPORTED']);
    sandbox.advance(3 * DAY + 1);
    expect(issues(await actOn(sandbox, held, 'capture'))).toEqual(['PAYER_CANNOT_PAY']);
    const again = await actOn(sandbox, held, 'reauthorize', { amount: eur('25.40') });
    expect([again.status, again.body.id === held.id]).toEqual([201, false]);
    expect(again.body.expiration_time).toBe(held.expiration_time);
    for (const authorization of [held, again.body])
      expect(issues(await actOn(sandbox, authorization, 'reauthorize'))).toEqual([
        'REAUTHORIZATION_NOT_SUPPORTED',
      ]);
    expect(issues(await actOn(sandbox, again.body, 'void'))).toEqual(['CANNOT_BE_VOIDED']);
    expect((await actOn(sandbox, again.body, 'capture', { final_capture: true })).status).toBe(201);
    expect(await statusOf(sandbox, held)).toBe('CAPTURED');
  });

  test('is declined at once where the bank does not agree, and the buyer goes to PayPal again', async () => {
    const sandbox = await paypal();
    const order = await open(sandbox, { intent: 'AUTHORIZE' });
    await press(sandbox, order, 'declined');
    const path = `/v2/checkout/orders/${order.id}/authorize`;
    expect(issues(await call(sandbox, 'POST', path, {}, newKey()))).toEqual(['PAYER_ACTION_REQUIRED']);
    await press(sandbox, order, 'pay');
    expect((await call(sandbox, 'POST', path, {}, newKey())).status).toBe(201);
  });
});

test('of an authorization that is not there nothing is known', async () => {
  const sandbox = await paypal();
  const answer = await actOn(sandbox, { id: '0VF52814937998046' }, 'capture');
  expect([answer.status, ...issues(answer)]).toEqual([404, 'INVALID_RESOURCE_ID']);
});
