import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import { notificationOf } from '../../gateways/paypal/notifications.ts';
import { Event } from '../../gateways/paypal/wire.ts';
import { type PayPalBench, paypalBench } from './paypal-bench.ts';
import { aRequest, eventOf, orderIn } from './paypal-given.ts';

let bench: PayPalBench;
beforeAll(async () => {
  bench = await paypalBench();
});
afterAll(() => bench?.close());

const DAY_S = 86_400;
const TOTAL = { amount: 2540, currency: 'EUR' };
const gateway = () => bench.makeGateway();

/** A page for money that is to be held, whose customer agreed. */
async function agreed(action = 'pay-and-close') {
  const request = aRequest({ capture: 'later' });
  const { paymentId } = request;
  const page = await gateway().openPage(request, `${paymentId}-1`);
  await bench.press(page, action);
  return {
    page,
    paymentId,
    /** The first taking, of the agreement: it only holds. */
    hold: async (n = 1) => (await gateway().capture(bench.takingOf(page, n)))[0],
    inquire: async () => (await gateway().inquire(paymentId, page.id))[0],
  };
}
async function held() {
  const opened = await agreed();
  const { charge: hold = expect.fail('nothing is held') } = await opened.hold();
  const before = new Date(Date.now() + 40 * DAY_S * 1000).toISOString();
  const take = async (n = 2, of = hold) =>
    (await gateway().capture({ ...bench.takingOf(opened.page, n), hold: of, before }))[0];
  return { ...opened, holdId: hold, take };
}
const heldOf = (page: Page) => bench.holds?.heldOf(page);
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );

it('what is held is let go of though PayPal refused that once, and keeps the refusal under a key', async () => {
  await bench.steer('account', { keepsRefusals: true });
  const { page, paymentId, holdId } = await held();
  await bench.steer('refusals', { operation: 'void', issue: 'COMPLIANCE_VIOLATION', times: 1 });
  const letGo = () => gateway().void({ paymentId, pageId: page.id, hold: holdId });
  await failureOf(letGo());
  expect(await letGo()).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
  await bench.steer('account', { keepsRefusals: false });
});

describe('what a customer agreed to on a page for money that is to be held', () => {
  it('is held by the first taking, and nothing is taken by that', async () => {
    const { page, hold, inquire } = await agreed();
    expect(await inquire()).toMatchObject({ fact: 'APPROVED' });
    expect(await hold()).toMatchObject({ fact: 'AUTHORISED', page: page.id, money: TOTAL });
    expect(await hold()).toMatchObject({ fact: 'AUTHORISED' });
    expect(await heldOf(page)).toEqual([TOTAL]);
    expect(await bench.chargesOf(page)).toEqual([]);
  });

  it.each(['reset-after', 'timeout-after', 'status-after'])(
    'is held once where the answer is lost (%s)',
    async (kind) => {
      const { page, paymentId } = await agreed();
      const hasty = bench.makeGateway({ timeoutMs: 1_000 });
      const trouble = { kind, method: 'POST', path: '/authorize$', times: 1 };
      await bench.steer('faults', kind === 'status-after' ? { ...trouble, status: 502 } : trouble);
      expect(await failureOf(hasty.capture(bench.takingOf(page)))).toMatchObject({ kind: 'maybe' });
      expect(await hasty.capture(bench.takingOf(page))).toMatchObject([{ fact: 'AUTHORISED' }]);
      const all = Object.values(bench.sandbox.books.authorizations);
      expect(all.filter(({ order }) => order === orderIn(page))).toHaveLength(1);
      expect(await gateway().inquire(paymentId, page.id)).toMatchObject([{ fact: 'AUTHORISED' }]);
    },
  );

  it('with a card that is declined is an open page; what is agreed to next is held by the next key', async () => {
    const { page, hold } = await agreed('declined');
    expect(await hold(1)).toMatchObject({ fact: 'PAGE_OPEN', note: 'PAYER_ACTION_REQUIRED' });
    await bench.press(page, 'pay');
    expect(await hold(2)).toMatchObject({ fact: 'AUTHORISED' });
  });

  it('and that is held already by PayPal’s word is read from the order', async () => {
    const { hold } = await agreed();
    const order = { operation: 'authorize', issue: 'ORDER_ALREADY_AUTHORIZED', times: 1 };
    await bench.steer('refusals', order);
    expect(await hold()).toMatchObject({ fact: 'UNKNOWN' });
    expect(await hold()).toMatchObject({ fact: 'AUTHORISED' });
  });

  it('is told by the event of its authorization, and by the order', async () => {
    const { page, paymentId, holdId, inquire } = await held();
    const { until } = await inquire();
    const event = await bench.arrived('PAYMENT.AUTHORIZATION.CREATED', (body) => body.includes(holdId));
    expect(await gateway().readNotification(event)).toMatchObject({
      paymentId,
      message: { fact: 'AUTHORISED', page: page.id, charge: holdId, money: TOTAL, until },
    });
    const lookup = {
      kind: 'lookup',
      id: 'WH-1',
      type: 'completed',
      charge: `order:${orderIn(page)}`,
    } as const;
    expect(await gateway().lookUp(lookup)).toMatchObject({
      paymentId,
      messages: [{ fact: 'AUTHORISED', page: page.id, charge: holdId, until }],
    });
  });
});

describe('money that PayPal holds', () => {
  it('that its bank does not honour any more is refused with the word, and stays held', async () => {
    const { page, holdId, take, inquire } = await held();
    const authorization = bench.sandbox.books.authorizations[holdId] ?? expect.fail('no authorization');
    Object.assign(authorization, { unhonoured: true, honouredUntil: 0 });
    expect(await failureOf(take())).toMatchObject({
      code: 'GATEWAY_REFUSED',
      kind: 'refused',
      message: expect.stringContaining('PAYER_CANNOT_PAY'),
    });
    expect(await inquire()).toMatchObject({ fact: 'AUTHORISED' });
    expect(await bench.chargesOf(page)).toEqual([]);
  });

  it('of which a taking failed at the bank is still held, and taken under the next key', async () => {
    const { page, take } = await held();
    await bench.steer('captures/next', { times: 1, declined: true });
    expect(await take(2)).toMatchObject({ fact: 'AUTHORISED' });
    expect(await bench.chargesOf(page)).toEqual([]);
    expect(await take(3)).toMatchObject({ fact: 'PAID', money: TOTAL });
    expect(await bench.chargesOf(page)).toEqual([TOTAL]);
  });

  it('whose taking is under way says so, and is not taken again', async () => {
    const { page, take, inquire } = await held();
    await bench.steer('captures/next', { times: 1, reason: 'PENDING_REVIEW' });
    expect(await take(2)).toMatchObject({ fact: 'PROCESSING', note: 'PENDING_REVIEW' });
    expect(await take(3)).toMatchObject({ fact: 'PROCESSING' });
    await bench.settleDelayed(page, 'succeed');
    expect(await inquire()).toMatchObject({ fact: 'PAID' });
    expect(await bench.chargesOf(page)).toEqual([TOTAL]);
  });

  it('is taken though PayPal has forgotten the order, or never shows what came of one', async () => {
    const first = await held();
    await bench.steer(`orders/${orderIn(first.page)}/forget`, {});
    expect(await first.take()).toMatchObject({ fact: 'PAID', page: first.page.id, money: TOTAL });
    const second = await held();
    await bench.steer('account', { showsPayments: false });
    expect(await second.inquire()).toMatchObject({ fact: 'UNKNOWN' });
    expect(await second.take()).toMatchObject({ fact: 'PAID', money: TOTAL });
    expect(await second.take(3)).toMatchObject({ fact: 'UNKNOWN' });
    await bench.steer('account', { showsPayments: true });
    for (const { page } of [first, second]) expect(await bench.chargesOf(page)).toEqual([TOTAL]);
  });

  it.each(['AUTHORIZATION_ALREADY_CAPTURED', 'PREVIOUS_REQUEST_IN_PROGRESS'])(
    'and is taken by PayPal’s word (%s) may have been taken',
    async (issue) => {
      const { take } = await held();
      await bench.steer('refusals', { operation: 'capture-held', issue, times: 1 });
      expect(await failureOf(take())).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    },
  );

  it('and that people renewed is told by the newer hold; what can not be let go of any more is said', async () => {
    const { page, paymentId, holdId, inquire, take } = await held();
    const old = bench.sandbox.books.authorizations[holdId] ?? expect.fail('no authorization');
    const renewed = { ...old, id: '5AB00000AB0000001', parent: holdId, createdAt: old.createdAt + 1 };
    bench.sandbox.books.authorizations[renewed.id] = renewed;
    expect(await inquire()).toMatchObject({ fact: 'AUTHORISED', charge: renewed.id });
    const letGo = gateway().void({ paymentId, pageId: page.id, hold: renewed.id });
    expect(await failureOf(letGo)).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('CANNOT_BE_VOIDED'),
    });
    expect(await take(2, renewed.id)).toMatchObject({ fact: 'PAID' });
    expect(await bench.chargesOf(page)).toEqual([TOTAL]);
  });

  it('and was let go of in the account is told as over', async () => {
    const { page, paymentId, holdId } = await held();
    await bench.steer(`authorizations/${holdId}/lapse`, {});
    const event = await bench.arrived('PAYMENT.AUTHORIZATION.VOIDED', (body) => body.includes(holdId));
    expect(await gateway().readNotification(event)).toMatchObject({
      paymentId,
      message: { fact: 'PAGE_EXPIRED', page: page.id, charge: holdId },
    });
  });
});

describe('an event about an authorization', () => {
  const ours = { installation: 'pay.shop.example', live: false };
  const custom_id = '100042-7b1c.1772445600.pay.shop.example';
  const authorization = {
    id: '3C679366HH908993F',
    amount: { currency_code: 'EUR', value: '25.40' },
    custom_id,
    expiration_time: '2026-03-31T10:00:00Z',
    supplementary_data: { related_ids: { order_id: '5O190127TN364715T' } },
  };
  const read = (type: string, changes: object) =>
    notificationOf(
      Event.parse(
        JSON.parse(eventOf(`PAYMENT.AUTHORIZATION.${type}`, { ...authorization, ...changes }, 'WH-1')),
      ),
      ours,
    );

  it.each([
    ['CREATED', 'CREATED', 'AUTHORISED'],
    ['CREATED', 'PENDING', 'PROCESSING'],
    ['CREATED', 'DENIED', 'FAILED'],
    ['CREATED', 'PONDERING', 'UNKNOWN'],
    ['CREATED', 'CAPTURED', 'UNKNOWN'],
    ['CREATED', 'VOIDED', 'UNKNOWN'],
    ['VOIDED', 'VOIDED', 'PAGE_EXPIRED'],
    ['VOIDED', 'CREATED', 'UNKNOWN'],
  ])('%s of one that is %s is %s', (type, status, fact) => {
    expect(read(type, { status })).toMatchObject({
      kind: 'message',
      paymentId: '100042-7b1c',
      message: { fact, page: '5O190127TN364715T-1772445600', charge: authorization.id, money: TOTAL },
    });
  });

  it('says until when it is held only where it is, and is foreign where it is another’s', () => {
    expect(read('CREATED', { status: 'CREATED' })).toMatchObject({
      message: { until: '2026-03-31T10:00:00.000Z' },
    });
    expect(read('VOIDED', { status: 'VOIDED' })).not.toHaveProperty('message.until');
    expect(read('CREATED', { status: 'CREATED', custom_id: '12' }).kind).toBe('foreign');
  });
});
