import { describe, expect, test } from 'vitest';
import { call, open, page, press, receiver, steer, stripe } from './stripe-bench.ts';

describe('the hosted page', () => {
  test('speaks Italian where the session asks for it, English otherwise, and escapes what it shows', async () => {
    const sandbox = await stripe();
    const name = { 'line_items[0][price_data][product_data][name]': 'Sedia <b>' };
    const italian = await page((await open(sandbox, { ...name, locale: 'it' })).url);
    expect(italian.html).toContain('<html lang="it">');
    expect(italian.html).toContain('25,00');
    expect(italian.html).toContain('Sedia &lt;b&gt;');
    const english = await page((await open(sandbox, { locale: 'auto' })).url);
    expect(english.html).toContain('Pay €25.00');
  });

  test('paying takes the money once however often the form is sent, and returns to the shop each time', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    const sent = await Promise.all([1, 2, 3].map(() => press(sandbox, session, 'pay')));
    const returnUrl = `http://127.0.0.1:9/return?session=${session.id}`;
    for (const { status, location } of sent) expect([status, location]).toEqual([303, returnUrl]);
    expect(sandbox.books.charges).toMatchObject([{ amount: 2500, currency: 'eur', session: session.id }]);
    const after = await press(sandbox, session, 'refuse');
    expect(after.html).toContain('data-state="paid"');
    expect(sandbox.books.sessions[session.id]?.object.payment_status).toBe('paid');
  });

  test('the buyer waits for the answer to the notification, but not for ever', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const hook = await receiver(async () => {
      await held;
      return 200;
    });
    const sandbox = await stripe({ webhookUrl: hook.url });
    let returned = false;
    const paying = press(sandbox, await open(sandbox), 'pay').then(() => {
      returned = true;
    });
    await hook.until(1);
    expect(returned).toBe(false);
    answer();
    await paying;

    const silent = await receiver(() => new Promise<number>(() => {}));
    const hurried = await stripe({ webhookUrl: silent.url, redirectWaitMs: 50 });
    expect((await press(hurried, await open(hurried), 'pay')).status).toBe(303);
  });

  test('a refused card leaves the page open, says so, and the next one can pay', async () => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url });
    const session = await open(sandbox, { 'payment_intent_data[metadata][order]': '100' });
    const refused = await press(sandbox, session, 'refuse');
    expect(refused.status).toBe(200);
    expect(refused.html).toContain('Your card was declined');
    const [failed] = await hook.until(1);
    expect(failed?.event).toMatchObject({
      type: 'payment_intent.payment_failed',
      data: {
        object: {
          status: 'requires_payment_method',
          metadata: { order: '100' },
          last_payment_error: { code: 'card_declined' },
        },
      },
    });
    const { body } = await call(sandbox, 'GET', `/v1/checkout/sessions/${session.id}`);
    expect(body).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    expect(body.payment_intent).toBe(failed?.event.data.object.id);
    await press(sandbox, session, 'pay');
    expect(sandbox.books.charges).toMatchObject([{ payment_intent: body.payment_intent }]);
  });

  test.each([
    ['delayed-succeed', 'paid', 'succeeded', 1],
    ['delayed-fail', 'unpaid', 'requires_payment_method', 0],
  ])('%s: complete and unpaid first, then %s', async (action, payment_status, status, charges) => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url, delayedMs: 60_000 });
    const session = await open(sandbox);
    expect((await press(sandbox, session, action)).status).toBe(303);
    const path = `/v1/checkout/sessions/${session.id}?expand[]=payment_intent`;
    expect((await call(sandbox, 'GET', path)).body).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    });
    expect(sandbox.books.charges).toEqual([]);
    await steer(sandbox, 'clock', { advanceSeconds: 61 });
    expect((await call(sandbox, 'GET', path)).body).toMatchObject({
      status: 'complete',
      payment_status,
      payment_intent: { status },
    });
    expect(sandbox.books.charges).toHaveLength(charges);
    await expect
      .poll(() => hook.got.map(({ event }) => event.type))
      .toContain(`checkout.session.async_payment_${charges ? 'succeeded' : 'failed'}`);
  });

  test('a delayed payment settles by itself, and only once', async () => {
    const sandbox = await stripe({ delayedMs: 50 });
    const session = await open(sandbox);
    await press(sandbox, session, 'delayed-succeed');
    await expect.poll(() => sandbox.books.charges.length).toBe(1);
    expect((await steer(sandbox, `delayed/${session.id}`, { result: 'fail' })).status).toBe(400);
  });

  test('going back cancels nothing', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    expect((await press(sandbox, session, 'back')).location).toBe('http://127.0.0.1:9/basket');
    expect((await press(sandbox, session, 'pay')).status).toBe(303);
  });

  test('whoever pays and closes the browser goes nowhere, and the shop is told', async () => {
    const hook = await receiver();
    const sandbox = await stripe({ webhookUrl: hook.url });
    const closed = await press(sandbox, await open(sandbox), 'pay-and-close');
    expect([closed.status, closed.location]).toEqual([200, null]);
    expect(closed.html).toContain('You closed the browser');
    expect(hook.got.map(({ event }) => event.type)).toEqual(['checkout.session.completed']);
  });

  test('an expired page says so and takes no money', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    sandbox.advance(24 * 3600);
    expect((await page(session.url)).html).toContain('This page has expired');
    expect((await press(sandbox, session, 'pay')).html).toContain('data-state="expired"');
    expect(sandbox.books.charges).toEqual([]);
  });

  test('a total of zero asks for no payment', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox, { 'line_items[0][price_data][unit_amount]': '0' });
    await press(sandbox, session, 'pay');
    const { body } = await call(sandbox, 'GET', `/v1/checkout/sessions/${session.id}`);
    expect(body).toMatchObject({
      status: 'complete',
      payment_status: 'no_payment_required',
      payment_intent: null,
    });
    expect(sandbox.books.charges).toEqual([]);
  });
});
