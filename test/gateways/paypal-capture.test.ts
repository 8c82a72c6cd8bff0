import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import type { Able } from '../contract/gateway-bench.ts';
import { type PayPalBench, paypalBench } from './paypal-bench.ts';
import { aRequest, orderIn } from './paypal-given.ts';

let bench: PayPalBench;
beforeAll(async () => {
  bench = await paypalBench();
});
afterAll(() => bench?.close());
afterEach(() => void vi.useRealTimers());

const HOUR_MS = 3_600_000;
async function aPage(request = aRequest(), n = 1) {
  const page = await bench.makeGateway().openPage(request, `${request.paymentId}-${n}`);
  return { page, paymentId: request.paymentId };
}
/** A page whose customer has agreed, and nobody has asked since. */
async function agreed(action = 'pay-and-close') {
  const opened = await aPage();
  await bench.press(opened.page, action);
  return opened;
}
const inquire = async (paymentId: string, page: Page, gateway = bench.makeGateway()) =>
  (await gateway.inquire(paymentId, page.id))[0];
/** What is taken of the page under its n-th key, and what comes of it. */
const capture = async (page: Page, n = 1, gateway = bench.makeGateway()) =>
  (await gateway.capture(bench.takingOf(page, n)))[0];
/** What PayPal tells of the agreement. */
async function told(page: Page, gateway: Able = bench.makeGateway()) {
  const event = await bench.arrived('CHECKOUT.ORDER.APPROVED', (body) => body.includes(orderIn(page)));
  return gateway.readNotification(event);
}
const taken = (page: Page) => bench.chargesOf(page);
const ONCE = [{ amount: 2540, currency: 'EUR' }];
const refuseNext = (issue: string) => bench.steer('refusals', { operation: 'capture', issue, times: 1 });
/** Moves every clock, the sandbox's too; timers go on as they are. */
const at = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: ms });
/** PayPal forgets the order. */
const lapse = (page: Page) => bench.steer(`orders/${orderIn(page)}/expire`, {});
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );

describe("what the customer agreed to on PayPal's page", () => {
  it('is told by PayPal with the payment, though no browser came back, and nothing is asked for that', async () => {
    const { page, paymentId } = await agreed();
    expect(await told(page)).toMatchObject({
      kind: 'message',
      paymentId,
      message: { fact: 'APPROVED', page: page.id, source: 'notification' },
    });
    expect(await taken(page)).toEqual([]);
  });

  it('is told by the order too, where what was told of its agreement was lost', async () => {
    const { page, paymentId } = await agreed();
    const lookup = {
      kind: 'lookup',
      id: 'WH-1',
      type: 'completed',
      charge: `order:${orderIn(page)}`,
    } as const;
    const looking = () => bench.makeGateway().lookUp(lookup);
    expect(await looking()).toMatchObject({ paymentId, messages: [{ fact: 'APPROVED', page: page.id }] });
    expect(await taken(page)).toEqual([]);
    await capture(page);
    expect(await looking()).toMatchObject({ paymentId, messages: [{ fact: 'PAID', page: page.id }] });
  });

  it('is not taken by whoever comes after the page was closed: it is over for all who ask by closing', async () => {
    const { page, paymentId } = await agreed();
    const closing = () => bench.makeGateway().closePage(paymentId, page.id);
    expect(await closing()).toMatchObject([
      { fact: 'PAGE_EXPIRED', page: page.id, note: expect.stringContaining('nothing is taken') },
    ]);
    await capture(page);
    expect(await closing()).toMatchObject([{ fact: 'PAID' }]);
  });

  it.each([
    ['PayPal fails after it took the money', () => bench.steer('failure', { times: 1, effect: true })],
    [
      'the connection is cut after it',
      () => bench.steer('faults', { kind: 'reset-after', method: 'POST', path: '/capture$', times: 1 }),
    ],
    [
      'a proxy answers in its place, before it was done',
      () =>
        bench.steer('faults', { kind: 'status', status: 502, method: 'POST', path: '/capture$', times: 1 }),
    ],
  ])('is taken once where %s', async (_how, trouble) => {
    const { page } = await agreed();
    await trouble();
    expect(await failureOf(capture(page))).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    expect(await capture(page)).toMatchObject({ fact: 'PAID' });
    expect(await taken(page)).toEqual(ONCE);
  });

  it('of one payment on two pages is taken on one of them: PayPal knows our reference', async () => {
    const request = aRequest();
    const [first, second] = [await aPage(request, 1), await aPage(request, 2)];
    expect(second.page.id).not.toBe(first.page.id);
    for (const { page } of [first, second]) await bench.press(page, 'pay');
    expect(await capture(first.page)).toMatchObject({ fact: 'PAID' });
    expect(await failureOf(capture(second.page, 2))).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('DUPLICATE_INVOICE_ID'),
    });
    expect(await taken(second.page)).toEqual([]);
  });

  it("is another installation's where it is that one's", async () => {
    const { page } = await agreed();
    const other = bench.makeGateway({ installation: 'trial.shop.example' });
    expect(await told(page, other)).toMatchObject({ kind: 'foreign' });
  });

  it('waits with the reason while PayPal holds it, and is not given up on', async () => {
    const { page, paymentId } = await agreed('delayed-fail');
    expect(await capture(page)).toMatchObject({ fact: 'PROCESSING', note: 'ECHECK' });
    await bench.settleDelayed(page, 'fail');
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'FAILED' });
  });

  it('that waits for the merchant says so', async () => {
    const { page } = await agreed();
    await bench.steer('captures/next', { times: 1, reason: 'UNILATERAL' });
    expect(await capture(page)).toMatchObject({
      fact: 'PROCESSING',
      note: expect.stringContaining('accept it in the PayPal account'),
    });
  });
});

describe('once the time of the page is over', () => {
  it('nothing is taken any more of what the customer agreed to in time', async () => {
    const { page, paymentId } = await agreed();
    const end = Date.parse(page.expiresAt);
    const over = { fact: 'PAGE_EXPIRED', note: expect.stringContaining('nothing was taken') };
    at(end);
    expect(await inquire(paymentId, page)).toMatchObject(over);
    expect(await capture(page)).toMatchObject(over);
    at(end + HOUR_MS);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'PAGE_EXPIRED' });
    expect(await taken(page)).toEqual([]);
  });

  it('nothing is taken of what they agree to then', async () => {
    const { page, paymentId } = await aPage();
    at(Date.parse(page.expiresAt));
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'PAGE_EXPIRED' });
    await bench.press(page, 'pay');
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'PAGE_EXPIRED' });
    expect(await capture(page)).toMatchObject({ fact: 'PAGE_EXPIRED' });
    expect(await taken(page)).toEqual([]);
  });

  it('nothing can be on its way: in its last two minutes nothing is begun', async () => {
    const { page } = await agreed();
    at(Date.parse(page.expiresAt) - 119_000);
    expect(await capture(page)).toMatchObject({ fact: 'APPROVED' });
    expect(await taken(page)).toEqual([]);
    at(Date.parse(page.expiresAt) - 121_000);
    expect(await capture(page)).toMatchObject({ fact: 'PAID' });
  });

  it('money that was taken in time is told as paid', async () => {
    const { page, paymentId } = await agreed();
    await capture(page);
    at(Date.parse(page.expiresAt) + HOUR_MS);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'PAID' });
    expect(await capture(page)).toMatchObject({ fact: 'PAID' });
  });
});

describe('a capture that PayPal refuses', () => {
  it('because the card was declined leaves the page open; another way to pay is taken', async () => {
    const { page } = await agreed('declined');
    expect(await capture(page)).toMatchObject({ fact: 'PAGE_OPEN', note: 'INSTRUMENT_DECLINED' });
    await bench.press(page, 'pay');
    expect(await capture(page, 2)).toMatchObject({ fact: 'PAID' });
  });

  it('under a key that keeps the refusal is refused again under it, and taken under the next', async () => {
    await bench.steer('account', { keepsRefusals: true });
    const { page } = await agreed('declined');
    expect(await capture(page)).toMatchObject({ fact: 'PAGE_OPEN' });
    await bench.press(page, 'pay');
    expect(await capture(page)).toMatchObject({ fact: 'PAGE_OPEN', note: 'INSTRUMENT_DECLINED' });
    expect(await capture(page, 2)).toMatchObject({ fact: 'PAID' });
    await bench.steer('account', { keepsRefusals: false });
  });

  it.each([
    'PAYER_ACTION_REQUIRED',
    'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
    'TRANSACTION_REFUSED',
    'PAYER_ACCOUNT_RESTRICTED',
    'COMPLIANCE_VIOLATION',
  ])('with %s has taken nothing, and the page is open', async (issue) => {
    const { page } = await agreed();
    await refuseNext(issue);
    expect(await capture(page)).toMatchObject({ fact: 'PAGE_OPEN', note: issue });
    expect(await taken(page)).toEqual([]);
  });

  it('because there were too many tries has failed', async () => {
    const { page } = await agreed();
    await refuseNext('MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED');
    expect(await capture(page)).toMatchObject({ fact: 'FAILED' });
  });

  it('because it was done already is read from the order, and where that does not show it, unknown', async () => {
    const { page } = await agreed();
    await refuseNext('ORDER_ALREADY_CAPTURED');
    expect(await capture(page)).toMatchObject({ fact: 'UNKNOWN' });
    expect(await capture(page)).toMatchObject({ fact: 'PAID' });
    expect(await taken(page)).toEqual(ONCE);
  });

  it.each([
    ['is busy', { kind: 'status', status: 429 }],
    ['cuts the connection', { kind: 'reset-before' }],
  ])('because it was done already may have been done, where PayPal then %s', async (_how, fault) => {
    const { page } = await agreed();
    await refuseNext('ORDER_ALREADY_CAPTURED');
    const reading = { method: 'GET', path: '/v2/checkout/orders/', times: 1 };
    await bench.steer('faults', { ...reading, kind: 'latency', ms: 0, next: { ...reading, ...fault } });
    expect(await failureOf(capture(page))).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it.each([
    ['ORDER_COMPLETION_IN_PROGRESS', 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['PREVIOUS_REQUEST_IN_PROGRESS', 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['INVALID_RESOURCE_ID', 'GATEWAY_ANSWER_LOST', 'maybe'],
    ['PAYEE_ACCOUNT_RESTRICTED', 'GATEWAY_REFUSED', 'refused'],
    ['DUPLICATE_INVOICE_ID', 'GATEWAY_REFUSED', 'refused'],
    ['PERMISSION_DENIED', 'GATEWAY_LOGIN_REFUSED', 'refused'],
  ])('with %s is %s', async (issue, code, kind) => {
    const { page } = await agreed();
    await refuseNext(issue);
    const failure = await failureOf(capture(page));
    expect(failure).toMatchObject({ code, kind, message: expect.stringContaining(issue) });
    expect(await taken(page)).toEqual([]);
  });
});

describe('an order that PayPal knows no more', () => {
  it('to which nobody agreed is over once its time is, and unknown before', async () => {
    const { page, paymentId } = await aPage();
    await lapse(page);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'UNKNOWN', page: page.id });
    at(Date.parse(page.expiresAt));
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'PAGE_EXPIRED', page: page.id });
    at(Date.parse(page.expiresAt) + 20 * 24 * HOUR_MS);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'PAGE_EXPIRED' });
    // PayPal's list of who agreed does not go back so far.
    at(Date.parse(page.expiresAt) + 31 * 24 * HOUR_MS);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'UNKNOWN' });
  });

  it('while the capture may be under way is unknown, and never unpaid', async () => {
    const { page, paymentId } = await agreed();
    await bench.steer('failure', { times: 1, effect: true });
    expect(await failureOf(capture(page))).toMatchObject({ kind: 'maybe' });
    await bench.steer(`orders/${orderIn(page)}/forget`, {});
    expect(await capture(page)).toMatchObject({ fact: 'UNKNOWN' });
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'UNKNOWN' });
    at(Date.parse(page.expiresAt) + HOUR_MS);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'UNKNOWN' });
    const event = await bench.notification(page, 'PAID');
    expect(await bench.makeGateway().readNotification(event)).toMatchObject({
      kind: 'message',
      paymentId,
      message: { fact: 'PAID' },
    });
  });

  it('after its customer agreed, and which lapsed, is unknown; that it lapsed is told with our reference', async () => {
    const { page, paymentId } = await agreed();
    await lapse(page);
    at(Date.parse(page.expiresAt) + HOUR_MS);
    expect(await inquire(paymentId, page)).toMatchObject({ fact: 'UNKNOWN' });
    const event = await bench.arrived('CHECKOUT.PAYMENT-APPROVAL.REVERSED', (body) =>
      body.includes(orderIn(page)),
    );
    expect(await bench.makeGateway().readNotification(event)).toMatchObject({
      paymentId,
      message: { fact: 'PAGE_EXPIRED', page: page.id },
    });
  });

  it('is not taken for unpaid because a proxy, or another machine than PayPal, says 404', async () => {
    const { page, paymentId } = await aPage();
    await bench.steer('faults', {
      kind: 'status',
      status: 404,
      method: 'GET',
      path: orderIn(page),
      times: 1,
    });
    expect(await failureOf(inquire(paymentId, page))).toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
  });
});

it('an order that is completed and shows no payment is unknown; the notification says that it was paid', async () => {
  await bench.steer('account', { showsPayments: false });
  const { page, paymentId } = await agreed();
  expect(await capture(page)).toMatchObject({ fact: 'UNKNOWN' });
  expect(await inquire(paymentId, page)).toMatchObject({ fact: 'UNKNOWN' });
  expect(await capture(page)).toMatchObject({ fact: 'UNKNOWN' });
  expect(await taken(page)).toEqual(ONCE);
  const event = await bench.notification(page, 'PAID');
  expect(await bench.makeGateway().readNotification(event)).toMatchObject({ message: { fact: 'PAID' } });
  await bench.steer('account', { showsPayments: true });
});
