import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { open, press, receiver, steer, stripe } from './stripe-bench.ts';

async function withSdk(options: Parameters<typeof stripe>[0] = {}) {
  const sandbox = await stripe(options);
  const { hostname, port } = new URL(sandbox.url);
  const sdk = new Stripe(sandbox.secretKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
  return { sandbox, sdk };
}

const params = (changes: Stripe.Checkout.SessionCreateParams = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    { quantity: 1, price_data: { currency: 'eur', unit_amount: 990, product_data: { name: 'Acconto' } } },
  ],
  client_reference_id: 'payment-9',
  metadata: { order: '9' },
  payment_intent_data: { metadata: { order: '9' }, description: 'Order 9' },
  allowed_payment_method_types: ['card'],
  success_url: 'http://127.0.0.1:9/return?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1:9/basket',
  locale: 'it',
  adaptive_pricing: { enabled: false },
  ...changes,
});

test('the real library opens, reads, expands and expires a session', async () => {
  const { sandbox, sdk } = await withSdk();
  const expires_at = Math.floor(Date.now() / 1000) + 3600;
  const made = await sdk.checkout.sessions.create(params({ expires_at }), { idempotencyKey: 'payment-9-1' });
  const again = await sdk.checkout.sessions.create(params({ expires_at }), { idempotencyKey: 'payment-9-1' });
  expect(again.id).toBe(made.id);
  expect(made).toMatchObject({ amount_total: 990, expires_at, metadata: { order: '9' }, locale: 'it' });
  await press(sandbox, made, 'pay');
  const paid = await sdk.checkout.sessions.retrieve(made.id, { expand: ['payment_intent.latest_charge'] });
  expect(paid.payment_intent).toMatchObject({ description: 'Order 9', latest_charge: { paid: true } });
  await expect(sdk.checkout.sessions.expire(made.id)).rejects.toThrow(/status of `complete`/);
  const other = await sdk.checkout.sessions.create(params());
  expect((await sdk.checkout.sessions.expire(other.id)).status).toBe('expired');
});

test("its errors are the library's own: idempotency, authentication, rate limit, invalid request", async () => {
  const { sandbox, sdk } = await withSdk();
  await sdk.checkout.sessions.create(params(), { idempotencyKey: 'k' });
  const other = sdk.checkout.sessions.create(params({ client_reference_id: 'x' }), { idempotencyKey: 'k' });
  await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  const missing = sdk.checkout.sessions.retrieve('cs_test_none');
  await expect(missing).rejects.toMatchObject({ code: 'resource_missing', statusCode: 404 });
  await steer(sandbox, 'faults', { kind: 'status', status: 429, times: 1 });
  await expect(sdk.accounts.retrieveCurrent()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  const { hostname: host, port } = new URL(sandbox.url);
  const stranger = new Stripe('sk_test_other', { host, port, protocol: 'http' });
  await expect(stranger.events.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
});

test('a restricted key is refused what it has no right to, as Stripe words it', async () => {
  const { sandbox, sdk } = await withSdk({ secretKey: 'rk_test_sandbox' });
  await steer(sandbox, 'key', { lacks: ['rak_webhook_read', 'rak_charge_write'] });
  await expect(sdk.webhookEndpoints.list()).rejects.toBeInstanceOf(Stripe.errors.StripePermissionError);
  await expect(sdk.refunds.create({ payment_intent: 'pi_1' })).rejects.toThrow(
    "'rak_charge_write' permission",
  );
  expect((await sdk.refunds.list()).data).toEqual([]);
  expect((await sdk.charges.list()).data).toEqual([]);
});

test('its constructEvent accepts what is sent, and refuses what is signed wrongly', async () => {
  const hook = await receiver();
  const { sandbox, sdk } = await withSdk({ webhookUrl: hook.url, webhookRetryMs: [] });
  const session = await open(sandbox);
  await press(sandbox, session, 'pay');
  const [first] = await hook.until(1);
  const event = sdk.webhooks.constructEvent(first?.raw ?? '', first?.signature ?? '', sandbox.webhookSecret);
  expect(event.type).toBe('checkout.session.completed');
  expect(event.data.object).toMatchObject({ id: session.id, payment_status: 'paid' });
  await steer(sandbox, 'webhooks', { mode: 'corrupt-signature', times: 1 });
  await press(sandbox, await open(sandbox), 'pay');
  const second = (await hook.until(2))[1];
  expect(() =>
    sdk.webhooks.constructEvent(second?.raw ?? '', second?.signature ?? '', sandbox.webhookSecret),
  ).toThrow(Stripe.errors.StripeSignatureVerificationError);
});

test('it pages through events and refunds a payment', async () => {
  const { sandbox, sdk } = await withSdk();
  for (const _ of [1, 2]) await press(sandbox, await open(sandbox), 'pay');
  const seen: string[] = [];
  const wanted = { types: ['checkout.session.completed', 'charge.succeeded'], limit: 1 };
  for await (const event of sdk.events.list(wanted)) seen.push(event.id);
  expect(new Set(seen).size).toBe(4);
  const payment_intent = String(sandbox.books.charges[0]?.payment_intent);
  const refund = await sdk.refunds.create({ payment_intent, amount: 100, reason: 'duplicate' });
  expect(refund.status).toBe('succeeded');
  expect((await sdk.refunds.list({ payment_intent })).data).toHaveLength(1);
});
