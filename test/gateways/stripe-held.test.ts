import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { factOfSession, sessionMessage } from '../../gateways/stripe/mapping.ts';
import { sessionParams } from '../../gateways/stripe/session-params.ts';
import { Session } from '../../gateways/stripe/wire.ts';
import { type StripeBench, stripeBench } from './stripe-bench.ts';
import { aRequest, PAYMENT_ID } from './stripe-given.ts';

const CREATED = 1_772_445_600;
const charge = {
  id: 'ch_1',
  amount: 7990,
  amount_captured: 0,
  amount_refunded: 0,
  currency: 'eur',
  refunded: false,
  disputed: false,
  created: CREATED,
  payment_intent: 'pi_1',
};
const held = (
  status: string,
  intent: object = {},
  payment: { status?: string; payment_status?: string } = {},
): Session =>
  Session.parse({
    object: 'checkout.session',
    id: 'cs_test_1',
    mode: 'payment',
    status: 'complete',
    payment_status: 'unpaid',
    livemode: false,
    amount_total: 7990,
    currency: 'eur',
    expires_at: CREATED + 3_600,
    metadata: { incasso_payment: PAYMENT_ID, incasso_capture: 'later' },
    payment_intent: {
      id: 'pi_1',
      status,
      amount: 7990,
      currency: 'eur',
      capture_method: 'manual',
      latest_charge: charge,
      ...intent,
    },
    ...payment,
  });
const told = (session: Session) =>
  sessionMessage(session, {
    ...factOfSession(session),
    id: 'i',
    source: 'inquiry',
    at: '2026-03-05T12:00:00Z',
  });

describe('a session whose money is held', () => {
  it.each([
    ['requires_capture', 'AUTHORISED'],
    ['succeeded', 'PAID'],
    ['canceled', 'PAGE_EXPIRED'],
    ['processing', 'PROCESSING'],
    ['requires_payment_method', 'UNKNOWN'],
    ['pondering', 'UNKNOWN'],
  ])('is what its intent says, %s: %s, whatever the session says of being paid', (status, fact) => {
    for (const payment_status of ['unpaid', 'paid'])
      expect(factOfSession(held(status, {}, { payment_status })).fact).toBe(fact);
  });

  it.each(['open', 'expired'])('and that is %s all the same is unknown', (status) => {
    expect(factOfSession(held('requires_capture', {}, { status })).fact).toBe('UNKNOWN');
  });

  it('is held until the moment that its card names; where none is named, for a week', () => {
    const card = { capture_before: CREATED + 5 * 86_400 };
    const byCard = { latest_charge: { ...charge, payment_method_details: { type: 'card', card } } };
    expect(told(held('requires_capture', byCard)).until).toBe('2026-03-07T10:00:00.000Z');
    expect(told(held('requires_capture')).until).toBe('2026-03-09T10:00:00.000Z');
    expect(told(held('requires_capture', { latest_charge: 'ch_1' })).until).toBeUndefined();
  });

  it('is paid with what was received, and without a sum where Stripe names none', () => {
    expect(told(held('succeeded', { amount_received: 2000 })).money).toEqual({
      amount: 2000,
      currency: 'EUR',
    });
    expect(told(held('succeeded')).money).toBeUndefined();
    expect(told(held('requires_capture')).money).toEqual({ amount: 7990, currency: 'EUR' });
  });

  it.each([
    ['expired', 'the hold has lapsed'],
    ['automatic', 'the hold has lapsed'],
    ['abandoned', 'the hold was let go of'],
    [null, 'the hold was let go of'],
  ])('and was cancelled because of %s says so', (cancellation_reason, note) => {
    expect(factOfSession(held('canceled', { cancellation_reason })).note).toBe(note);
  });
});

it('a page is asked to hold only where that is wanted', () => {
  const wanted = (capture?: 'now' | 'later') =>
    sessionParams(aRequest({ capture }), 'shop', undefined).payment_intent_data;
  expect(wanted()).toEqual(wanted('now'));
  expect(wanted()).not.toHaveProperty('capture_method');
  expect(wanted('later')).toMatchObject({ capture_method: 'manual', metadata: { incasso_capture: 'later' } });
});

describe('held money about which Stripe keeps a failure', () => {
  let bench: StripeBench;
  beforeAll(async () => {
    bench = await stripeBench();
  });
  afterAll(() => bench?.close());

  async function aHold() {
    const paymentId = `100042-${randomUUID()}`;
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const request = aRequest({ capture: 'later', paymentId, expiresAt });
    const gateway = bench.makeGateway();
    const page = await gateway.openPage(request, `${paymentId}-1`);
    await bench.holds?.hold(page);
    const [{ charge: hold = '' }] = await gateway.inquire(paymentId, page.id);
    return { gateway, hold: { paymentId, pageId: page.id, hold } };
  }
  const failing = (call: Promise<unknown>) =>
    call.then(
      () => expect.fail('it should fail'),
      (error) => error,
    );

  it.each([false, true])('is let go of all the same (%s: it was as it failed)', async (effect) => {
    const { gateway, hold } = await aHold();
    await bench.steer('stored-failure', { times: 1, effect });
    expect(await failing(gateway.void(hold))).toMatchObject({ kind: 'maybe' });
    expect(await gateway.void(hold)).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
  });

  it('is not taken under its key any more, which is told; and under the next it is', async () => {
    const { gateway, hold } = await aHold();
    const money = { amount: 7990, currency: 'EUR' };
    const before = new Date(Date.now() + 3_600_000).toISOString();
    const capture = (n: number) =>
      gateway.capture({ ...hold, money, before, captureKey: `capture:${hold.paymentId}:${n}` });
    await bench.steer('stored-failure', { times: 1 });
    expect(await failing(capture(1))).toMatchObject({ kind: 'maybe' });
    expect(await failing(capture(1))).toMatchObject({ code: 'GATEWAY_STORED_FAILURE' });
    expect(await capture(2)).toMatchObject([{ fact: 'PAID' }]);
  });
});

describe("what people do with held money in Stripe's dashboard", () => {
  let bench: StripeBench;
  beforeAll(async () => {
    bench = await stripeBench();
  });
  afterAll(() => bench?.close());

  async function aHold() {
    const request = aRequest({
      capture: 'later',
      paymentId: `100042-${randomUUID()}`,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const page = await bench.makeGateway().openPage(request, `${request.paymentId}-1`);
    await bench.holds?.hold(page);
    const [{ charge: hold = '' }] = await bench.makeGateway().inquire(request.paymentId, page.id);
    const heard = async (type: string) => {
      const event = await bench.arrived((body) => body.includes(`"${type}"`) && body.includes(hold));
      const read = await bench.makeGateway().readNotification(event);
      return read.kind === 'lookup' ? bench.makeGateway().lookUp(read) : read;
    };
    return { ...request, page, hold, heard };
  }

  it('a part that was taken is told as paid, with its sum and page', async () => {
    const { paymentId, page, hold, heard } = await aHold();
    await bench.steer(`holds/${hold}/capture`, { amount: 500 });
    const message = { fact: 'PAID', page: page.id, charge: hold, money: { amount: 500, currency: 'EUR' } };
    expect(await heard('charge.captured')).toMatchObject({ paymentId, messages: [message] });
  });

  it.each(['cancel', 'lapse'])('what was let go of (%s) is told as over', async (how) => {
    const { paymentId, page, hold, heard } = await aHold();
    await bench.steer(`holds/${hold}/${how}`, {});
    expect(await heard('payment_intent.canceled')).toMatchObject({
      paymentId,
      messages: [{ fact: 'PAGE_EXPIRED', page: page.id }],
    });
  });

  it('is heard by the installation that opened the page alone, and of money that was never held nothing is', async () => {
    const { hold } = await aHold();
    const event = await bench.arrived(
      (body) => body.includes('"payment_intent.amount_capturable_updated"') && body.includes(hold),
    );
    const other = bench.makeGateway({ installation: 'trial.shop.example' });
    expect(await other.readNotification(event)).toMatchObject({ kind: 'foreign' });
    const unmarked = event.body.toString().replace('"later"', '"now"');
    const signed = bench.sign({ ...event, body: Buffer.from(unmarked) });
    expect(await bench.makeGateway().readNotification(signed)).toMatchObject({ kind: 'ignored' });
  });
});
