import { expect, test } from 'vitest';
import { call, open, page, press, steer, stripe } from './stripe-bench.ts';

const MANUAL = { 'payment_intent_data[capture_method]': 'manual' };
const WEEK = 7 * 86_400;
type Sandbox = Awaited<ReturnType<typeof stripe>>;

/** A session whose money is held. */
async function hold(sandbox: Sandbox) {
  const session = await open(sandbox, MANUAL);
  await press(sandbox, session, 'pay');
  const [intent] = Object.values(sandbox.books.paymentIntents).slice(-1);
  return { session, id: intent?.id ?? expect.fail('no intent') };
}
const act = (sandbox: Sandbox, id: string, what: string, form: Record<string, string> = {}) =>
  call(sandbox, 'POST', `/v1/payment_intents/${id}/${what}`, form);
const types = (sandbox: Sandbox) => Object.values(sandbox.books.events).map(({ event }) => event.type);
const shownTo = async (sandbox: Sandbox, { id }: { id: string }) =>
  (await page(`${sandbox.url}/pay/${id}`)).html;
const sessionOf = async (sandbox: Sandbox, { id }: { id: string }) =>
  (await call(sandbox, 'GET', `/v1/checkout/sessions/${id}?expand[]=payment_intent.latest_charge`)).body;

test('a card holds the money for a week; the session is complete and unpaid, and nothing was taken', async () => {
  const sandbox = await stripe();
  const { session } = await hold(sandbox);
  const found = await sessionOf(sandbox, session);
  expect(found).toMatchObject({
    status: 'complete',
    payment_status: 'unpaid',
    payment_intent: {
      status: 'requires_capture',
      capture_method: 'manual',
      amount_capturable: 2500,
      amount_received: 0,
      latest_charge: { captured: false, amount_captured: 0, paid: true },
    },
  });
  const { latest_charge } = found.payment_intent as { latest_charge: { payment_method_details: object } };
  const { card } = latest_charge.payment_method_details as { card: { capture_before: number } };
  expect(card.capture_before - sandbox.now().getTime() / 1000 - WEEK).toBeLessThan(5);
  expect(sandbox.books.charges).toEqual([]);
  expect(types(sandbox)).toEqual(
    expect.arrayContaining(['payment_intent.amount_capturable_updated', 'checkout.session.completed']),
  );
  expect(types(sandbox)).not.toContain('payment_intent.succeeded');
});

test('it is taken once, all or a part; the rest makes no refund', async () => {
  const sandbox = await stripe();
  const { session, id } = await hold(sandbox);
  expect((await act(sandbox, id, 'capture', { amount_to_capture: '2501' })).body.error.code).toBe(
    'amount_too_large',
  );
  expect((await act(sandbox, id, 'capture', { final_capture: 'false' })).status).toBe(400);
  expect((await act(sandbox, id, 'capture', { amount_to_capture: '2000' })).body).toMatchObject({
    status: 'succeeded',
    amount_received: 2000,
    amount_capturable: 0,
  });
  expect((await act(sandbox, id, 'capture')).body.error.code).toBe('payment_intent_unexpected_state');
  expect(sandbox.books.charges.map(({ amount }) => amount)).toEqual([2000]);
  expect(await sessionOf(sandbox, session)).toMatchObject({
    payment_status: 'paid',
    payment_intent: { latest_charge: { amount: 2500, amount_captured: 2000, amount_refunded: 0 } },
  });
  expect(sandbox.books.refunds).toEqual({});
  expect(types(sandbox).slice(-2)).toEqual(['charge.captured', 'payment_intent.succeeded']);
  const refund = (amount: string) => call(sandbox, 'POST', '/v1/refunds', { payment_intent: id, amount });
  expect((await refund('2001')).status).toBe(400);
  expect((await refund('2000')).body).toMatchObject({ amount: 2000, charge: expect.anything() });
});

test('it is let go of on request, and then can not be taken', async () => {
  const sandbox = await stripe();
  const { session, id } = await hold(sandbox);
  expect((await act(sandbox, id, 'cancel')).body).toMatchObject({
    status: 'canceled',
    amount_capturable: 0,
    cancellation_reason: null,
  });
  expect((await act(sandbox, id, 'capture')).status).toBe(400);
  expect((await act(sandbox, id, 'cancel')).status).toBe(400);
  expect(sandbox.books.charges).toEqual([]);
  expect(types(sandbox).at(-1)).toBe('payment_intent.canceled');
  expect(await shownTo(sandbox, session)).toContain('data-state="released"');
});

test('what nobody takes in a week lapses by itself; what was taken or paid at once does not', async () => {
  const sandbox = await stripe();
  const { id } = await hold(sandbox);
  const taken = await hold(sandbox);
  await act(sandbox, taken.id, 'capture');
  sandbox.advance(WEEK - 60);
  expect(sandbox.books.paymentIntents[id]?.status).toBe('requires_capture');
  sandbox.advance(120);
  await expect
    .poll(() => sandbox.books.paymentIntents[id])
    .toMatchObject({ status: 'canceled', cancellation_reason: 'expired' });
  expect(sandbox.books.paymentIntents[taken.id]?.status).toBe('succeeded');
  expect(types(sandbox)).toContain('charge.expired');
  expect(sandbox.books.charges).toHaveLength(1);
});

test('only what is held can be cancelled, or taken by steering', async () => {
  const sandbox = await stripe();
  const session = await open(sandbox);
  await press(sandbox, session, 'pay');
  const [intent] = Object.keys(sandbox.books.paymentIntents);
  expect((await act(sandbox, String(intent), 'cancel')).body.error.code).toBe(
    'payment_intent_unexpected_state',
  );
  expect((await act(sandbox, 'pi_never_was', 'capture')).status).toBe(404);
  const { id } = await hold(sandbox);
  await steer(sandbox, `holds/${id}/capture`, { amount: 100 });
  expect(sandbox.books.charges.map(({ amount }) => amount)).toEqual([2500, 100]);
});

test('its page says in the language of the customer that the sum is held, and offers no bank debit', async () => {
  const sandbox = await stripe();
  const session = await open(sandbox, { ...MANUAL, locale: 'it' });
  const shown = await shownTo(sandbox, session);
  expect(shown).toContain('incassata più tardi');
  expect(shown).not.toContain('delayed-succeed');
  await press(sandbox, session, 'delayed-succeed');
  expect(sandbox.books.paymentIntents).toEqual({});
  await press(sandbox, session, 'pay');
  expect(await shownTo(sandbox, session)).toContain('data-state="held"');
});
