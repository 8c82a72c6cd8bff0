import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { call, open, page, press, sessionForm, steer, stripe } from './stripe-bench.ts';

describe('money given back', () => {
  const paid = async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    await press(sandbox, session, 'pay');
    return { sandbox, payment_intent: String(sandbox.books.charges[0]?.payment_intent) };
  };
  const types = (sandbox: Awaited<ReturnType<typeof stripe>>) =>
    Object.values(sandbox.books.events).map(({ event }) => event.type);

  test('never exceeds what was paid', async () => {
    const { sandbox, payment_intent } = await paid();
    const refund = (amount?: string) =>
      call(sandbox, 'POST', '/v1/refunds', { payment_intent, ...(amount && { amount }) });
    expect((await refund('1000')).body).toMatchObject({
      object: 'refund',
      amount: 1000,
      status: 'succeeded',
    });
    expect((await refund('1501')).body.error.param).toBe('amount');
    expect((await refund()).body.amount).toBe(1500);
    expect((await refund()).body.error.code).toBe('charge_already_refunded');
    const { body } = await call(sandbox, 'GET', `/v1/refunds?payment_intent=${payment_intent}`);
    expect(body.data.map(({ amount }) => amount)).toEqual([1500, 1000]);
  });

  test('can be pending first and fail later, which gives the amount back to the charge', async () => {
    const { sandbox, payment_intent } = await paid();
    await steer(sandbox, 'refunds/next', { status: 'pending' });
    const { body } = await call(sandbox, 'POST', '/v1/refunds', { payment_intent });
    expect(body.status).toBe('pending');
    await steer(sandbox, `refunds/${body.id}`, { status: 'failed' });
    const { body: failed } = await call(sandbox, 'GET', `/v1/refunds/${body.id}?expand[]=charge`);
    expect(failed).toMatchObject({ status: 'failed', charge: { amount_refunded: 0, refunded: false } });
    expect(types(sandbox).slice(-2)).toEqual(['refund.updated', 'refund.failed']);
  });

  test('is refused where nothing was paid', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox);
    await press(sandbox, session, 'refuse');
    const [intent] = Object.keys(sandbox.books.paymentIntents);
    const refused = await call(sandbox, 'POST', '/v1/refunds', { payment_intent: String(intent) });
    expect(refused.status).toBe(400);
    expect(sandbox.books.refunds).toEqual({});
  });

  test('in the dashboard, or by a dispute opened and closed, sends events', async () => {
    const { sandbox, payment_intent } = await paid();
    await steer(sandbox, 'refunds', { payment_intent, amount: 500 });
    const { body: dispute } = await steer(sandbox, 'disputes', { payment_intent });
    await steer(sandbox, `disputes/${dispute.id}/close`, { outcome: 'lost' });
    expect(types(sandbox).slice(-5)).toEqual([
      'refund.created',
      'charge.refunded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.closed',
    ]);
    expect(sandbox.books.disputes[dispute.id]?.status).toBe('lost');
  });

  test('can be disputed several times, for no more than it came to, and be lost after it was won', async () => {
    const { sandbox, payment_intent } = await paid();
    const amount = sandbox.books.charges[0]?.amount ?? 0;
    const { body: first } = await steer(sandbox, 'disputes', { payment_intent, amount: amount - 100 });
    expect((await steer(sandbox, 'disputes', { payment_intent, amount: 101 })).status).toBe(400);
    await steer(sandbox, 'disputes', { payment_intent, amount: 100 });
    const refund = { payment_intent, amount: '1' };
    expect((await call(sandbox, 'POST', '/v1/refunds', refund)).body.error.code).toBe('charge_disputed');
    await steer(sandbox, `disputes/${first.id}/close`, { outcome: 'won' });
    expect((await steer(sandbox, `disputes/${first.id}/close`, { outcome: 'won' })).status).toBe(400);
    await steer(sandbox, `disputes/${first.id}/close`, { outcome: 'lost' });
    expect(types(sandbox).slice(-4)).toEqual([
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
      'charge.dispute.funds_withdrawn',
    ]);
    const { body } = await call(sandbox, 'GET', `/v1/disputes?payment_intent=${payment_intent}`);
    expect(body.data.map(({ status }) => status)).toEqual(['needs_response', 'lost']);
  });

  test('is suspected by bank and people until it is approved, disputed or given back', async () => {
    const { sandbox, payment_intent } = await paid();
    const { body: warning } = await steer(sandbox, 'warnings', { payment_intent });
    const { body: review } = await steer(sandbox, 'reviews', { payment_intent });
    expect((await steer(sandbox, 'reviews', { payment_intent })).status).toBe(400);
    expect(types(sandbox).slice(-2)).toEqual(['radar.early_fraud_warning.created', 'review.opened']);
    const approved = await call(sandbox, 'POST', `/v1/reviews/${review.id}/approve`);
    expect(approved.body).toMatchObject({ open: false, reason: 'approved', closed_reason: 'approved' });
    expect((await call(sandbox, 'POST', `/v1/reviews/${review.id}/approve`)).status).toBe(400);
    await steer(sandbox, 'reviews', { payment_intent });
    expect((await call(sandbox, 'GET', '/v1/reviews')).body.data).toHaveLength(1);
    await steer(sandbox, 'refunds', { payment_intent });
    expect(types(sandbox).slice(-2)).toEqual(['review.closed', 'radar.early_fraud_warning.updated']);
    const seen = await call(sandbox, 'GET', `/v1/radar/early_fraud_warnings/${warning.id}`);
    expect(seen.body).toMatchObject({ actionable: false, payment_intent });
  });
});

describe('the dashboard', () => {
  test('shows sessions and events, moves the clock and orders misbehaviour', async () => {
    const sandbox = await stripe();
    const session = await open(sandbox, { client_reference_id: 'order-77' });
    const form = (path: string, fields: Record<string, string>) =>
      fetch(`${sandbox.url}/dashboard/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    await form('webhooks', { mode: 'lose' });
    expect((await page(sandbox.url)).html).toMatch(
      /order-77[\s\S]*Ordered: lose × 1|Ordered: lose × 1[\s\S]*order-77/,
    );
    await form('clock', { hours: '24' });
    expect((await page(sandbox.url)).html).toContain('checkout.session.expired');
    expect(sandbox.books.sessions[session.id]?.object.status).toBe('expired');
  });

  test.each(['payment_intent', 'id', 'session'] as const)(
    'a payment has a page under the %s of its charge',
    async (field) => {
      const sandbox = await stripe();
      await press(sandbox, await open(sandbox), 'pay');
      const { html, status } = await page(
        `${sandbox.url}/dashboard/payments/${sandbox.books.charges[0]?.[field]}`,
      );
      expect(status).toBe(200);
      expect(html).toContain('€25.00');
      expect((await page(`${sandbox.url}/dashboard/payments/pi_none`)).status).toBe(404);
    },
  );
});

test('the books outlive a restart: keys, sessions and the clock', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'stripe-books-')), 'books.json');
  const first = await stripe({ file });
  const key = { 'idempotency-key': 'k' };
  const { body } = await call(first, 'POST', '/v1/checkout/sessions', sessionForm(), key);
  first.advance(3600);
  await first.close();
  const second = await stripe({ file });
  const again = await call(second, 'POST', '/v1/checkout/sessions', sessionForm(), key);
  expect(again.body.id).toBe(body.id);
  expect(second.now().getTime() - Date.now()).toBeGreaterThan(3_500_000);
});
