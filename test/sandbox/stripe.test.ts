import { describe, expect, test } from 'vitest';
import { call, open, sessionForm, steer, stripe } from './stripe-bench.ts';

const SESSIONS = '/v1/checkout/sessions';

describe('who may ask', () => {
  test('a wrong key is refused with 401 and nothing is created', async () => {
    const sandbox = await stripe();
    const wrong = await call(sandbox, 'POST', SESSIONS, sessionForm(), {
      authorization: 'Bearer sk_test_other',
    });
    expect(wrong.status).toBe(401);
    expect(wrong.body.error.type).toBe('invalid_request_error');
    expect(wrong.body.error.message).not.toContain('sk_test_other');
    expect(sandbox.books.sessions).toEqual({});
  });

  test('the key may come as the user name of Basic authentication', async () => {
    const sandbox = await stripe();
    const authorization = `Basic ${Buffer.from('sk_test_sandbox:').toString('base64')}`;
    const { status, body, headers } = await call(sandbox, 'GET', '/v1/account', undefined, { authorization });
    expect(status).toBe(200);
    expect(body.object).toBe('account');
    expect(headers.get('request-id')).toMatch(/^req_/);
  });

  test('with a live key every object is live', async () => {
    const sandbox = await stripe({ secretKey: 'sk_live_sandbox' });
    const session = await open(sandbox);
    expect(session.id).toMatch(/^cs_live_/);
    expect(session.livemode).toBe(true);
  });

  test("an injected 429 has Stripe's shape, other statuses are a proxy's HTML", async () => {
    const sandbox = await stripe();
    await steer(sandbox, 'faults', { kind: 'status', status: 429, times: 1, path: '/v1' });
    const limited = await call(sandbox, 'GET', '/v1/account');
    expect(limited.status).toBe(429);
    expect(limited.body.error.code).toBe('rate_limit');
  });
});

describe('opening a page', () => {
  test('a session is open and unpaid, has its address and no PaymentIntent', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox, { 'metadata[order]': '100', customer_email: 'anna@example.it' });
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 2500,
      currency: 'eur',
      livemode: false,
      client_reference_id: 'payment-1',
      metadata: { order: '100' },
      customer_email: 'anna@example.it',
      mode: 'payment',
    });
    expect(session.url).toBe(`${sandbox.url}/pay/${session.id}`);
    expect(Number(session.expires_at) - Number(session.created)).toBe(24 * 3600);
  });

  const price = 'line_items[0][price_data]';
  test.each([
    [
      'the removed payment_method_types',
      { 'payment_method_types[0]': 'card' },
      'payment_method_types',
      'parameter_unknown',
    ],
    ['an unknown nested field', { [`${price}[amount]`]: '1' }, `${price}[amount]`, 'parameter_unknown'],
    ['a missing mode', { mode: undefined }, 'mode', 'parameter_missing'],
    [
      'an amount that is no integer',
      { [`${price}[unit_amount]`]: '12.5' },
      `${price}[unit_amount]`,
      'parameter_invalid_integer',
    ],
    [
      'a negative amount',
      { [`${price}[unit_amount]`]: '-1' },
      `${price}[unit_amount]`,
      'parameter_invalid_integer',
    ],
    ['a total under 50 cents', { [`${price}[unit_amount]`]: '24' }, undefined, 'amount_too_small'],
    ['an empty string', { client_reference_id: '' }, 'client_reference_id', 'parameter_invalid_empty'],
    [
      'a reference of 201 characters',
      { client_reference_id: 'x'.repeat(201) },
      'client_reference_id',
      undefined,
    ],
    ['a currency nobody uses', { [`${price}[currency]`]: 'euro' }, `${price}[currency]`, undefined],
    ['a relative address', { success_url: '/thanks' }, 'success_url', 'url_invalid'],
    ['a locale Stripe has not', { locale: 'it-IT' }, 'locale', undefined],
    ['a metadata value of 501 characters', { 'metadata[a]': 'x'.repeat(501) }, 'metadata[a]', undefined],
    [
      'a metadata key of 41 characters',
      { [`metadata[${'k'.repeat(41)}]`]: '1' },
      `metadata[${'k'.repeat(41)}]`,
      undefined,
    ],
    ['a scalar for a list', { line_items: '1', ...without('line_items') }, 'line_items', undefined],
    ['something that cannot be expanded', { 'expand[0]': 'shipping' }, 'expand', undefined],
  ])('refuses %s', async (_what, changes, param, code) => {
    const sandbox = await stripe();
    const { status, body } = await call(sandbox, 'POST', SESSIONS, sessionForm(changes));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'invalid_request_error' });
    expect(body.error.param).toBe(param);
    expect(body.error.code).toBe(code);
  });

  test('refuses two currencies, 101 lines and 51 metadata keys', async () => {
    const sandbox = await stripe();
    const second = (index: number, currency: string) => ({
      [`line_items[${index}][quantity]`]: '1',
      [`line_items[${index}][price_data][currency]`]: currency,
      [`line_items[${index}][price_data][unit_amount]`]: '100',
      [`line_items[${index}][price_data][product_data][name]`]: 'x',
    });
    const many = Object.assign({}, ...Array.from({ length: 101 }, (_, index) => second(index, 'eur')));
    const keys = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`metadata[k${index}]`, '1']));
    for (const changes of [second(1, 'usd'), many, keys]) {
      const { status } = await call(sandbox, 'POST', SESSIONS, sessionForm(changes));
      expect(status).toBe(400);
    }
    expect(sandbox.books.sessions).toEqual({});
  });

  test('an expiry must be 30 minutes to 24 hours ahead by the clock of the sandbox', async () => {
    const sandbox = await stripe();
    sandbox.advance(3600);
    const now = Math.floor(sandbox.now().getTime() / 1000);
    const ask = (ahead: number) =>
      call(sandbox, 'POST', SESSIONS, sessionForm({ expires_at: String(now + ahead) }));
    expect((await ask(29 * 60)).body.error.param).toBe('expires_at');
    expect((await ask(24 * 3600 + 60)).body.error.param).toBe('expires_at');
    expect((await ask(31 * 60)).status).toBe(200);
  });
});

function without(prefix: string): Record<string, undefined> {
  const names = Object.keys(sessionForm()).filter((name) => name.startsWith(`${prefix}[`));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
