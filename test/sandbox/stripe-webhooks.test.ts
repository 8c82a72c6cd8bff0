import { describe, expect, test } from 'vitest';
import { call, open, press, receiver, steer, stripe, v1 } from './stripe-bench.ts';

const COMPLETED = 'checkout.session.completed';
describe('a notification', () => {
  test('carries the session as it was, signed over the raw body at the time of the machine', async () => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url });
    sandbox.advance(3600);
    const session = await open(sandbox);
    await press(sandbox, session, 'pay');
    const [received] = await hook.until(1);
    expect(received?.event).toMatchObject({
      object: 'event',
      type: COMPLETED,
      livemode: false,
      pending_webhooks: 1,
      data: { object: { id: session.id, status: 'complete', payment_status: 'paid', url: null } },
    });
    const [, time = '', digest = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(received?.signature ?? '') ?? [];
    expect(digest).toBe(v1(received?.raw ?? '', time, 'whsec_sandbox'));
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(60);
  });

  test('goes only to endpoints that asked for its type, which can be made over the API with a secret of their own', async () => {
    const [first, second] = [await receiver(), await receiver()];
    const sandbox = await stripe({ webhookUrl: first.url });
    const form = { url: second.url, 'enabled_events[0]': 'charge.succeeded' };
    const { body: made } = await call(sandbox, 'POST', '/v1/webhook_endpoints', form);
    await press(sandbox, await open(sandbox), 'pay');
    await Promise.all([first.until(1), second.until(1)]);
    expect(first.got.map(({ event }) => event.type)).toEqual([COMPLETED]);
    expect(second.got.map(({ event }) => event.type)).toEqual(['charge.succeeded']);
    const [time = '', digest] = (second.got[0]?.signature ?? '').replace('t=', '').split(',v1=');
    expect(digest).toBe(v1(second.got[0]?.raw ?? '', time, String(made.secret)));
    const { body: shown } = await call(sandbox, 'GET', `/v1/webhook_endpoints/${made.id}`);
    expect(shown.secret).toBeUndefined();
  });

  test('is repeated until it is answered 2xx, and is then delivered', async () => {
    const answers = [500, 302, 200];
    const hook = await receiver(() => answers.shift() ?? 500);
    const sandbox = await stripe({ webhookUrl: hook.url, webhookRetryMs: [10, 10, 10] });
    await press(sandbox, await open(sandbox), 'pay');
    await hook.until(3);
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    expect(new Set(hook.got.map(({ event }) => event.id)).size).toBe(1);
    const tries = sandbox.books.deliveries.map(({ attempt, status }) => [attempt, status]);
    expect(tries).toEqual([
      [1, 500],
      [2, 302],
      [3, 200],
    ]);
  });

  test('is given up after the last attempt; its event is then found by delivery_success=false', async () => {
    const hook = await receiver(() => 500);
    const sandbox = await stripe({ webhookUrl: hook.url, webhookRetryMs: [10] });
    await press(sandbox, await open(sandbox), 'pay');
    await expect.poll(() => sandbox.books.outbox).toEqual([]);
    expect(hook.got).toHaveLength(2);
    const { body } = await call(
      sandbox,
      'GET',
      '/v1/events?delivery_success=false&types[]=checkout.session.completed',
    );
    expect(body.data).toMatchObject([{ type: COMPLETED, pending_webhooks: 1 }]);
  });

  test('waiting to be repeated goes out when the clock is moved', async () => {
    const answers = [500, 200];
    const hook = await receiver(() => answers.shift() ?? 500);
    const sandbox = await stripe({ webhookUrl: hook.url, webhookRetryMs: [3_600_000] });
    await press(sandbox, await open(sandbox), 'pay');
    await expect.poll(() => sandbox.books.deliveries.length).toBe(1);
    await steer(sandbox, 'clock', { advanceSeconds: 3600 });
    await hook.until(2);
  });

  test('is signed twice while a secret is being rolled', async () => {
    const hook = await receiver();
    const sandbox = await stripe();
    await steer(sandbox, 'webhooks/endpoint', {
      url: hook.url,
      secret: 'whsec_new',
      previousSecret: 'whsec_old',
    });
    await press(sandbox, await open(sandbox), 'pay');
    const [{ signature, raw } = { signature: '', raw: '' }] = await hook.until(1);
    const [time = '', ...digests] = signature.replace('t=', '').split(',v1=');
    expect(digests).toEqual([v1(raw, time, 'whsec_new'), v1(raw, time, 'whsec_old')]);
  });
});

test('events are listed from the newest, by type and by time', async () => {
  const sandbox = await stripe();
  await press(sandbox, await open(sandbox), 'pay');
  const { body } = await call(sandbox, 'GET', '/v1/events');
  expect(body.data.map(({ type }) => type)).toEqual([
    COMPLETED,
    'payment_intent.succeeded',
    'charge.succeeded',
    'payment_intent.created',
  ]);
  const now = Math.floor(sandbox.now().getTime() / 1000);
  const later = await call(sandbox, 'GET', `/v1/events?created[gt]=${now + 5}`);
  expect(later.body.data).toEqual([]);
  const filtered = await call(sandbox, 'GET', '/v1/events?types[]=charge.succeeded&types[]=charge.failed');
  expect(filtered.body.data.map(({ type }) => type)).toEqual(['charge.succeeded']);
});
