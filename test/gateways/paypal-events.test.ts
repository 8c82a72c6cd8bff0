import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import { notificationOf } from '../../gateways/paypal/notifications.ts';
import { Event } from '../../gateways/paypal/wire.ts';
import type { RefundRecord } from '../../sandbox/paypal/payment-records.ts';
import { type PayPalBench, paypalBench } from './paypal-bench.ts';
import { aRequest, eventOf, orderIn } from './paypal-given.ts';

let bench: PayPalBench;
beforeAll(async () => {
  bench = await paypalBench();
});
afterAll(() => bench?.close());

async function paid(amount = 2540) {
  const request = aRequest({ total: { amount, currency: 'EUR' } });
  const { paymentId } = request;
  const page = await bench.makeGateway().openPage(request, `${paymentId}-1`);
  await bench.pay(page);
  const capture = Object.values(bench.sandbox.books.captures).find(({ order }) => order === orderIn(page));
  return { paymentId, page, capture: capture ?? expect.fail('no capture') };
}
const inquire = (paymentId: string, page: Page) => bench.makeGateway().inquire(paymentId, page.id);
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );
const orderOf = (paymentId: string, charge: string, amount = 500, n = 1) => ({
  paymentId,
  charge,
  refundKey: `refund:${paymentId}:${n}`,
  money: { amount, currency: 'EUR' },
});

describe('a refund', () => {
  it('bears its name in letters that PayPal takes, and tells its time in UTC', async () => {
    const { paymentId, capture } = await paid();
    const answer = await bench.makeGateway().refund(orderOf(paymentId, capture.id));
    const refunds: RefundRecord[] = Object.values(bench.sandbox.books.refunds);
    const made = refunds.find((one) => one.capture === capture.id);
    expect(made?.custom_id).toBe(`refund.${paymentId}.1`);
    expect(answer.at).toMatch(/Z$/);
    expect(Math.abs(Date.parse(answer.at) - Date.now())).toBeLessThan(5_000);
  });

  it.each([
    'TRANSACTION_DISPUTED',
    'REFUND_TIME_LIMIT_EXCEEDED',
    'REFUND_FAILED_INSUFFICIENT_FUNDS',
    'REFUND_NOT_PERMITTED_DUE_TO_CHARGEBACK',
  ])('that PayPal refuses with %s goes to a person with that word', async (issue) => {
    const { paymentId, capture } = await paid();
    await bench.steer('refusals', { operation: 'refund', issue, times: 1 });
    expect(await failureOf(bench.makeGateway().refund(orderOf(paymentId, capture.id)))).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining(issue),
    });
  });

  it('that was refused, whose cause was mended, is made although PayPal keeps refusals under their keys', async () => {
    const { paymentId, capture } = await paid();
    const order = orderOf(paymentId, capture.id);
    await bench.steer('account', { keepsRefusals: true });
    await bench.steer('refusals', {
      operation: 'refund',
      issue: 'REFUND_FAILED_INSUFFICIENT_FUNDS',
      times: 1,
    });
    const refusal = { code: 'GATEWAY_REFUSED', message: expect.stringContaining('INSUFFICIENT_FUNDS') };
    for (const _ of [1, 2]) expect(await failureOf(bench.makeGateway().refund(order))).toMatchObject(refusal);
    const again = { ...order, refusals: 1 };
    const made = await bench.makeGateway().refund(again);
    expect(made).toMatchObject({ fact: 'REFUNDED' });
    for (const refusals of [0, 1, 2])
      expect(await bench.makeGateway().refund({ ...order, refusals })).toMatchObject({ id: made.id });
    await bench.steer('account', { keepsRefusals: false });
  });

  it('of a payment still under way is refused', async () => {
    const { paymentId, capture } = await paid();
    Object.assign(capture, { status: 'PENDING' });
    expect(await failureOf(bench.makeGateway().refund(orderOf(paymentId, capture.id)))).toMatchObject({
      code: 'GATEWAY_REFUSED',
    });
  });

  it('is made where nothing was given back, though PayPal lists nothing; else only a person can know', async () => {
    await bench.steer('account', { showsPayments: false });
    const { paymentId, capture } = await paid();
    // The order shows no capture, which its notification does.
    const refund = (n: number) => bench.makeGateway().refund(orderOf(paymentId, capture.id, 500, n));
    expect(await refund(1)).toMatchObject({ fact: 'REFUNDED' });
    expect(await failureOf(refund(1))).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('does not list what'),
    });
    await bench.steer('account', { showsPayments: true });
    expect(await refund(1)).toMatchObject({ fact: 'REFUNDED' });
    const refunds: RefundRecord[] = Object.values(bench.sandbox.books.refunds);
    expect(refunds.filter((one) => one.capture === capture.id)).toHaveLength(1);
  });

  it('in forints or yen is of whole ones', async () => {
    const { paymentId, capture } = await paid();
    Object.assign(capture.amount, { currency_code: 'HUF', value: '1000' });
    const order = { ...orderOf(paymentId, capture.id), money: { amount: 50_050, currency: 'HUF' } };
    expect(await failureOf(bench.makeGateway().refund(order))).toMatchObject({ code: 'GATEWAY_REFUSED' });
  });
});

describe('money that PayPal takes back from the account', () => {
  it('is a dispute for people to look at, by notification and inquiry alike, and no refund of ours', async () => {
    const { paymentId, page, capture } = await paid();
    const { id } = await bench.steer('reversals', { capture: capture.id });
    const event = await bench.arrived('PAYMENT.CAPTURE.REVERSED', (body) => body.includes(String(id)));
    const read = await bench.makeGateway().readNotification(event);
    const found = read.kind === 'lookup' ? await bench.makeGateway().lookUp(read) : undefined;
    const told = { fact: 'DISPUTED', case: id, charge: capture.id, money: { amount: 2540, currency: 'EUR' } };
    expect(found).toMatchObject({ paymentId, messages: [told] });
    const [state, ...since] = await inquire(paymentId, page);
    expect(state).toMatchObject({ fact: 'PAID' });
    expect(since).toMatchObject([{ ...told, id: found?.messages[0]?.id }]);
  });

  it('where the app may not read disputes is known by notification; an inquiry answers all the same', async () => {
    const { paymentId, page, capture } = await paid();
    const { dispute_id } = await bench.steer('disputes', { capture: capture.id });
    await bench.steer('key', { lacks: ['https://uri.paypal.com/services/disputes/read-seller'] });
    const answer = await inquire(paymentId, page);
    const findings = await bench.makeGateway().check(['https://pay.shop.example/webhooks']);
    await bench.steer('key', { lacks: [] });
    expect(answer).toMatchObject([{ fact: 'PAID' }]);
    expect(findings.find(({ subject }) => subject === 'right to disputes')).toMatchObject({ ok: 'note' });
    const event = await bench.arrived('CUSTOMER.DISPUTE.CREATED', (body) =>
      body.includes(String(dispute_id)),
    );
    expect(await bench.makeGateway().readNotification(event)).toMatchObject({
      paymentId,
      message: { fact: 'DISPUTED', case: dispute_id, note: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED' },
    });
  });

  it.each([
    ['RESOLVED_BUYER_FAVOUR', 'DISPUTE_LOST'],
    ['ACCEPTED', 'DISPUTE_LOST'],
    ['RESOLVED_SELLER_FAVOUR', 'DISPUTE_CLOSED'],
    ['RESOLVED_WITH_PAYOUT', 'DISPUTE_CLOSED'],
    ['CANCELED_BY_BUYER', 'DISPUTE_CLOSED'],
    ['DENIED', 'DISPUTE_CLOSED'],
    ['NONE', 'DISPUTED'],
  ])('or not: a case that ends with %s is %s', async (outcome, fact) => {
    const { paymentId, page, capture } = await paid();
    const { dispute_id } = await bench.steer('disputes', { capture: capture.id });
    await bench.steer(`disputes/${dispute_id}/close`, { outcome });
    const [, ended] = await inquire(paymentId, page);
    expect(ended).toMatchObject({ fact, case: dispute_id });
  });
});

describe('a notification', () => {
  const ours = { installation: 'pay.shop.example', live: false };
  const read = (type: string, resource: object, mine = ours) =>
    notificationOf(Event.parse(JSON.parse(eventOf(type, resource, 'WH-1'))), mine);
  const custom_id = '100042-7b1c.1772445600.pay.shop.example';
  const capture = {
    id: '3C679366HH908993F',
    status: 'COMPLETED',
    amount: { currency_code: 'EUR', value: '25.40' },
    custom_id,
    supplementary_data: { related_ids: { order_id: '5O190127TN364715T' } },
  };

  it.each([
    ['COMPLETED', 'COMPLETED', 'PAID'],
    ['COMPLETED', 'PARTIALLY_REFUNDED', 'PAID'],
    ['PENDING', 'PENDING', 'PROCESSING'],
    ['DENIED', 'DECLINED', 'FAILED'],
    ['DECLINED', 'FAILED', 'FAILED'],
    ['COMPLETED', 'DECLINED', 'UNKNOWN'],
    ['DENIED', 'COMPLETED', 'UNKNOWN'],
    ['COMPLETED', 'PENDING', 'UNKNOWN'],
    ['COMPLETED', 'PONDERING', 'UNKNOWN'],
  ])('PAYMENT.CAPTURE.%s of one that is %s is %s', (type, status, fact) => {
    expect(read(`PAYMENT.CAPTURE.${type}`, { ...capture, status })).toMatchObject({
      kind: 'message',
      paymentId: '100042-7b1c',
      message: {
        fact,
        page: '5O190127TN364715T-1772445600',
        charge: '3C679366HH908993F',
        money: { amount: 2540, currency: 'EUR' },
        live: false,
        status: `PAYMENT.CAPTURE.${type} ${status}`,
      },
    });
  });

  it('of the webhook of the production environment is of real money', () => {
    const live = read('PAYMENT.CAPTURE.COMPLETED', capture, { ...ours, live: true });
    expect(live).toMatchObject({ message: { live: true } });
  });

  it('told twice under two ids is one message', () => {
    const event = (id: string) => Event.parse(JSON.parse(eventOf('PAYMENT.CAPTURE.COMPLETED', capture, id)));
    const [one, other] = ['WH-1', 'WH-2'].map((id) => notificationOf(event(id), ours));
    expect(one).toMatchObject({ message: { id: 'capture:3C679366HH908993F:PAID' } });
    expect(other).toMatchObject({ message: { id: 'capture:3C679366HH908993F:PAID' } });
  });

  it.each([
    ['no reference', undefined],
    ["other software's reference", '100042-7b1c'],
    ["another installation's", '100042-7b1c.1772445600.trial.shop.example'],
  ])('of a capture or order with %s is foreign', (_what, custom) => {
    const of = { ...capture, custom_id: custom };
    expect(read('PAYMENT.CAPTURE.COMPLETED', of).kind).toBe('foreign');
    const order = { id: '5O190127TN364715T', purchase_units: [{ custom_id: custom }] };
    expect(read('CHECKOUT.ORDER.APPROVED', order).kind).toBe('foreign');
    const disputed_transactions = [{ seller_transaction_id: capture.id, custom: custom ?? '12' }];
    expect(
      read('CUSTOMER.DISPUTE.CREATED', { dispute_id: 'PP-D-1', status: 'OPEN', disputed_transactions }).kind,
    ).toBe('foreign');
  });

  it('of a reversed approval has the order looked up while its page can be paid; after that the page is over', () => {
    const reversed = (until: number) =>
      read('CHECKOUT.PAYMENT-APPROVAL.REVERSED', {
        order_id: '5O190127TN364715T',
        purchase_units: [{ custom_id: `100042-7b1c.${until}.pay.shop.example` }],
      });
    const now = Math.floor(Date.now() / 1000);
    expect(reversed(now + 600)).toMatchObject({ kind: 'lookup', charge: 'order:5O190127TN364715T' });
    expect(reversed(now - 1)).toMatchObject({ kind: 'message', message: { fact: 'PAGE_EXPIRED' } });
  });

  it('of a reversed approval that names only the order has it looked up', async () => {
    const named = read('CHECKOUT.PAYMENT-APPROVAL.REVERSED', { order_id: '5O190127TN364715T' });
    expect(named).toEqual({
      kind: 'lookup',
      id: 'WH-1',
      type: 'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
      charge: 'order:5O190127TN364715T',
    });
    // PayPal has forgotten it: nobody can say whose it was.
    expect(named.kind === 'lookup' && (await bench.makeGateway().lookUp(named))).toBeUndefined();
  });

  it('of a refund without its capture is foreign; of a dispute without our reference is looked up', () => {
    const refund = { id: 'R1', status: 'COMPLETED', amount: capture.amount };
    expect(read('PAYMENT.CAPTURE.REFUNDED', refund).kind).toBe('foreign');
    const disputed_transactions = [{ seller_transaction_id: capture.id }];
    expect(
      read('CUSTOMER.DISPUTE.CREATED', { dispute_id: 'PP-D-1', status: 'OPEN', disputed_transactions }),
    ).toMatchObject({ kind: 'lookup', charge: capture.id, message: { fact: 'DISPUTED' } });
  });
});

describe('what another app of the account made', () => {
  const others = async () => {
    const { page, capture } = await paid();
    await bench.steer(`orders/${orderIn(page)}/of-another-app`, {});
    return { page, charge: capture.id };
  };
  const lookups = ({ page, charge }: Awaited<ReturnType<typeof others>>) =>
    [charge, `order:${orderIn(page)}`].map((one) => ({
      kind: 'lookup' as const,
      id: 'WH-1',
      type: 'CUSTOMER.DISPUTE.CREATED',
      charge: one,
    }));

  it('is foreign, though PayPal refuses to tell of it as of what the app has no right to', async () => {
    const gateway = bench.makeGateway();
    for (const lookup of lookups(await others())) expect(await gateway.lookUp(lookup)).toBeUndefined();
  });

  it('is not told from what is ours where the app may read no payments at all: that is a refusal', async () => {
    const all = lookups(await others());
    await bench.steer('key', {
      lacks: ['', '/authcapture'].map((right) => `https://uri.paypal.com/services/payments/payment${right}`),
    });
    for (const lookup of all)
      await expect(bench.makeGateway().lookUp(lookup)).rejects.toMatchObject({
        code: 'GATEWAY_LOGIN_REFUSED',
      });
    await bench.giveRights();
  });
});

describe('the list of events', () => {
  it('of many pages is heard whole, once each, the oldest first; one that can not be read is named', async () => {
    const { books } = bench.sandbox;
    for (const id of Object.keys(books.events)) delete books.events[id];
    const ids = Array.from({ length: 250 }, (_, n) => `WH-${n}`);
    const now = Date.now();
    for (const [n, id] of ids.entries()) {
      const resource = {
        id: `C${n}`,
        status: 'COMPLETED',
        amount: { currency_code: 'EUR', value: n === 7 ? 'a lot' : '25.40' },
        custom_id: '100042-7b1c.1772445600.pay.shop.example',
      };
      const event = JSON.parse(eventOf('PAYMENT.CAPTURE.COMPLETED', resource, id));
      const create_time = new Date(now - 3_600_000 + n * 1000).toISOString();
      books.events[id] = {
        event: { ...event, create_time },
        transaction: `C${n}`,
        deliveries: {},
        garbled: n === 9,
      };
    }
    const { notifications, more } = await bench
      .makeGateway()
      .listNotifications(new Date(now - 7_200_000).toISOString());
    expect(more).toBe(false);
    const named = notifications.map((one) => (one.kind === 'message' ? one.message.charge : one.id));
    expect(named).toEqual(ids.map((id, n) => (n === 7 || n === 9 ? id : `C${n}`)));
    expect(notifications[7]).toMatchObject({ kind: 'unreadable', type: 'PAYMENT.CAPTURE.COMPLETED' });
    expect(notifications[9]).toMatchObject({ kind: 'unreadable' });
  });

  it('goes until the moment it was asked by the clock of PayPal, not by ours', async () => {
    bench.sandbox.advance(600);
    const { until } = await bench
      .makeGateway()
      .listNotifications(new Date(Date.now() - 60_000).toISOString());
    expect(Math.abs(Date.parse(until) - bench.sandbox.now().getTime())).toBeLessThan(3_000);
  });
});
