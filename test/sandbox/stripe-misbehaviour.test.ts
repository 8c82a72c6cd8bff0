import { describe, expect, test } from 'vitest';
import { call, open, page, press, receiver, steer, stripe, v1 } from './stripe-bench.ts';

const COMPLETED = 'checkout.session.completed';

describe('told to misbehave', () => {
  const misbehave = async (mode: string, extra: object = {}) => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url, webhookRetryMs: [10, 10] });
    await steer(sandbox, 'webhooks', { mode, times: 1, ...extra });
    return { hook, sandbox };
  };

  test('it loses one notification, which can be sent again', async () => {
    const { hook, sandbox } = await misbehave('lose');
    await press(sandbox, await open(sandbox), 'pay');
    expect(hook.got).toEqual([]);
    const { body } = await call(sandbox, 'GET', '/v1/events?delivery_success=false');
    await steer(sandbox, 'webhooks/resend', { event: body.data[0]?.id });
    expect(hook.got.map(({ event }) => event.type)).toEqual([COMPLETED]);
    const after = await call(sandbox, 'GET', '/v1/events?delivery_success=false');
    expect(after.body.data).toEqual([]);
  });

  test.each([
    ['duplicate', 1],
    ['duplicate-new-id', 2],
  ])('%s: one fact is told twice under %i event ids', async (mode, ids) => {
    const { hook, sandbox } = await misbehave(mode);
    await press(sandbox, await open(sandbox), 'pay');
    await hook.until(2);
    expect(new Set(hook.got.map(({ event }) => event.id)).size).toBe(ids);
    expect(new Set(hook.got.map(({ event }) => event.data.object.id)).size).toBe(1);
    expect(sandbox.books.charges).toHaveLength(1);
  });

  test('delay: the buyer is back before the notification', async () => {
    const { hook, sandbox } = await misbehave('delay', { ms: 2_000 });
    expect((await press(sandbox, await open(sandbox), 'pay')).status).toBe(303);
    expect(hook.got).toEqual([]);
    await hook.until(1);
  });

  test('reorder: an event arrives after the one that follows it', async () => {
    const { hook, sandbox } = await misbehave('reorder', { type: COMPLETED });
    const session = await open(sandbox);
    await press(sandbox, session, 'delayed-succeed');
    sandbox.advance(1);
    await steer(sandbox, `delayed/${session.id}`, { result: 'succeed' });
    await hook.until(2);
    expect(hook.got.map(({ event }) => event.type)).toEqual([
      'checkout.session.async_payment_succeeded',
      COMPLETED,
    ]);
    expect(hook.got[1]?.event.data.object.payment_status).toBe('unpaid');
  });

  test('corrupt-signature: the first attempt is signed wrongly, its repetition rightly', async () => {
    const right = ({ signature, raw }: { signature: string; raw: string }) => {
      const [time = '', digest] = signature.replace('t=', '').split(',v1=');
      return digest === v1(raw, time, 'whsec_sandbox');
    };
    const hook = await receiver((received) => (right(received) ? 200 : 400));
    const sandbox = await stripe({ webhookUrl: hook.url, webhookRetryMs: [10, 10] });
    await steer(sandbox, 'webhooks', { mode: 'corrupt-signature', times: 1 });
    await press(sandbox, await open(sandbox), 'pay');
    await hook.until(2);
    expect(hook.got.map(right)).toEqual([false, true]);
  });

  test('what was ordered can be taken back', async () => {
    const { hook, sandbox } = await misbehave('lose');
    await fetch(`${sandbox.url}/_sandbox/webhooks`, { method: 'DELETE' });
    await press(sandbox, await open(sandbox), 'pay');
    expect(hook.got).toHaveLength(1);
  });

  test('a misbehaviour nobody knows is refused', async () => {
    const sandbox = await stripe();
    expect((await steer(sandbox, 'webhooks', { mode: 'shout', times: 1 })).status).toBe(400);
  });
});

describe('met with mishaps', () => {
  test('a call meets with what is drawn for it, after what was ordered; steering and pages never do', async () => {
    const sandbox = await stripe({
      mishaps: ({ url }) => (url.startsWith('/v1/events') ? { kind: 'status', status: 503 } : undefined),
    });
    await steer(sandbox, 'faults', { kind: 'status', status: 429, times: 1, path: '/v1/events' });
    const statuses = [];
    for (const path of ['/v1/events', '/v1/events', '/v1/charges', '/'])
      statuses.push((await page(`${sandbox.url}${path}`)).status);
    // Without a key.
    expect(statuses).toEqual([429, 503, 401, 200]);
  });

  test('a notification meets with what is drawn for its type', async () => {
    const hook = await receiver();
    const sandbox = await stripe({
      webhookUrl: hook.url,
      webhookMishaps: (type) => (type === COMPLETED ? { mode: 'lose' } : undefined),
    });
    const session = await open(sandbox);
    await press(sandbox, session, 'refuse');
    await press(sandbox, session, 'pay');
    await hook.until(1);
    expect(hook.got.map(({ event }) => event.type)).toEqual(['payment_intent.payment_failed']);
    expect(sandbox.books.deliveries.map(({ type, note }) => `${type} ${note}`)).toContain(
      `${COMPLETED} lost on purpose`,
    );
  });
});

describe('told what no buyer and no merchant can do', () => {
  test('a payment under way as its page expired goes through: money is taken, and told', async () => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url });
    const session = await open(sandbox);
    expect((await steer(sandbox, `sessions/${session.id}/pay-late`, {})).status).toBe(400);
    await steer(sandbox, `sessions/${session.id}/expire`, {});
    await steer(sandbox, `sessions/${session.id}/pay-late`, {});
    await hook.until(2);
    expect(hook.got.map(({ event }) => event.type)).toEqual(['checkout.session.expired', COMPLETED]);
    expect(sandbox.books.charges).toHaveLength(1);
    const { body } = await call(sandbox, 'GET', `/v1/checkout/sessions/${session.id}`);
    expect(body).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });

  test('a paid session is told as failed, and asked for it is paid', async () => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url });
    const session = await open(sandbox);
    expect((await steer(sandbox, `sessions/${session.id}/contradict`, {})).status).toBe(400);
    await press(sandbox, session, 'pay');
    await steer(sandbox, `sessions/${session.id}/contradict`, {});
    const told = (await hook.until(2)).map(({ event }) => [event.type, event.data.object.payment_status]);
    expect(told).toEqual([
      [COMPLETED, 'paid'],
      ['checkout.session.async_payment_failed', 'unpaid'],
    ]);
    const { body } = await call(sandbox, 'GET', `/v1/checkout/sessions/${session.id}`);
    expect(body).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });

  test('a page is there while the answer that says so is still on its way', async () => {
    const sandbox = await stripe();
    await steer(sandbox, 'faults', { kind: 'latency-after', ms: 60_000, times: 1, path: '/sessions$' });
    let answered = false;
    const opening = open(sandbox).then((session) => {
      answered = true;
      return session;
    });
    await expect.poll(() => Object.keys(sandbox.books.sessions), { interval: 5 }).toHaveLength(1);
    expect(answered).toBe(false);
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    expect(sandbox.books.sessions).toHaveProperty((await opening).id);
  });
});
