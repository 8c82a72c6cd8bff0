import { describe, expect, test } from 'vitest';
import { call, open, press, steer, stripe } from './stripe-bench.ts';

const SESSIONS = '/v1/checkout/sessions';

describe('reading', () => {
  test('a paid session expands to its PaymentIntent, charge and lines', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox, { 'payment_intent_data[metadata][order]': '100' });
    await press(sandbox, session, 'pay');
    const query = '?expand[]=payment_intent.latest_charge&expand[]=line_items';
    const { body } = await call(sandbox, 'GET', `${SESSIONS}/${session.id}${query}`);
    expect(body).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      payment_intent: {
        status: 'succeeded',
        amount: 2500,
        amount_received: 2500,
        metadata: { order: '100' },
        latest_charge: { status: 'succeeded', paid: true, amount: 2500, livemode: false },
      },
      line_items: { data: [{ description: 'Sedia', quantity: 2, amount_total: 2500 }] },
    });
  });

  test('lists go from the newest to the oldest, page by page, by status', async () => {
    const sandbox = await stripe();
    const ids = [];
    for (const reference of ['a', 'b', 'c'])
      ids.push((await open(sandbox, { client_reference_id: reference })).id);
    await call(sandbox, 'POST', `${SESSIONS}/${ids[0]}/expire`);
    const first = await call(sandbox, 'GET', `${SESSIONS}?limit=2`);
    expect(first.body.data.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.body.has_more).toBe(true);
    const rest = await call(sandbox, 'GET', `${SESSIONS}?limit=2&starting_after=${ids[1]}`);
    expect(rest.body.data.map(({ id }) => id)).toEqual([ids[0]]);
    expect(rest.body.has_more).toBe(false);
    const expired = await call(sandbox, 'GET', `${SESSIONS}?status=expired`);
    expect(expired.body.data.map(({ id }) => id)).toEqual([ids[0]]);
  });

  test('what does not exist is 404, also where the name is one that every object has', async () => {
    const sandbox = await stripe();
    for (const path of [`${SESSIONS}/cs_test_none`, '/v1/payment_intents/constructor', '/v1/nowhere'])
      expect((await call(sandbox, 'GET', path)).status).toBe(404);
  });
});

describe('expiring', () => {
  test('an open session is expired once; after that, and when paid, the request is refused', async () => {
    const sandbox = await stripe();
    const [closed, paid] = [await open(sandbox), await open(sandbox)];
    const first = await call(sandbox, 'POST', `${SESSIONS}/${closed.id}/expire`);
    expect(first.body).toMatchObject({ status: 'expired', payment_status: 'unpaid', url: null });
    await press(sandbox, paid, 'pay');
    for (const { id } of [closed, paid]) {
      const again = await call(sandbox, 'POST', `${SESSIONS}/${id}/expire`);
      expect(again.status).toBe(400);
      expect(again.body.error.message).toContain('status in ["open"]');
    }
  });

  test('a session past its time is expired as soon as the clock is moved', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    await steer(sandbox, 'clock', { advanceSeconds: 24 * 3600 });
    expect(sandbox.books.sessions[session.id]?.object.status).toBe('expired');
    const types = Object.values(sandbox.books.events).map(({ event }) => event.type);
    expect(types).toEqual(['checkout.session.expired']);
  });

  test('a session that was paid stays paid when its time has passed', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    await press(sandbox, session, 'pay');
    sandbox.advance(25 * 3600);
    const { body } = await call(sandbox, 'GET', `${SESSIONS}/${session.id}`);
    expect(body).toMatchObject({ status: 'complete', payment_status: 'paid' });
  });
});
