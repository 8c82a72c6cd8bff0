import type { UpdateDefinition } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed, refused, signed, UNSIGNED, until } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    for (const gateway of Object.values(config.gateways)) gateway.timeout = 900;
    // Only operators ask.
    config.windows.verify = [600_000];
  });
  const url = `${bench.world.urls.api}/store/cart/checkout/stripe/webhooks`;
  const enabled_events = ['refund.updated', 'refund.failed'];
  await stripe('webhooks/endpoint', { url, enabled_events });
});
afterAll(() => bench?.stop());

interface Shown {
  order: Placed;
  paymentId: string;
  page: string;
  session: string;
  total: number;
}
const stripe = (what: string, body: object) => bench.customer.tells(bench.world.urls.stripe, what, body);
async function shown(): Promise<Shown> {
  const order = await bench.places();
  const page = await bench.page(order);
  const paymentId = await bench.lastPayment(order);
  const [found] = await bench.sessionsOf(paymentId);
  return { order, paymentId, page, session: found?.id ?? '', total: found?.amount_total ?? 0 };
}
const does = <Given extends m.Signed>(
  { paymentId }: Shown,
  update: UpdateDefinition<string, [Given]>,
  about: Omit<Given, keyof m.Signed>,
) =>
  bench
    .paymentHandle(paymentId)
    .executeUpdate(update, { args: [{ ...signed, ...about } as unknown as Given] });
const verifies = (payment: Shown) => does(payment, m.verifyNowUpdate, {});
const resolves = (payment: Shown, about: Omit<m.Resolution, keyof m.Signed>) =>
  does(payment, m.resolveUpdate, about);
const refunds = (payment: Shown, amount?: number) => does(payment, m.refundUpdate, { amount });
const offered = async ({ paymentId }: Shown) =>
  (await bench.paymentHandle(paymentId).query(m.actionsQuery)).map(({ action }) => action);
const statusOf = async ({ paymentId }: Shown) => (await bench.sessionsOf(paymentId))[0]?.status;

/** A payment of which the gateway, for these many questions, says nothing: in doubt. */
async function inDoubt(unanswered = 6): Promise<Shown> {
  const payment = await shown();
  const fault = { kind: 'status', status: 502, method: 'GET', path: payment.session, times: unanswered };
  await stripe('faults', fault);
  expect(await verifies(payment)).toContain('VERIFY (NO_ANSWER)');
  return payment;
}
async function paid(): Promise<Shown> {
  const payment = await shown();
  await bench.customer.presses(payment.page, 'pay-and-close');
  expect(await verifies(payment)).toContain('POSITIVE (PAID)');
  await bench.ends(payment.order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  return payment;
}
/** Amounts of a payment's refunds in the gateway's own books, the oldest first. */
async function given({ paymentId }: Shown): Promise<[id: string, amount: number][]> {
  const [intent] = await bench.charges(paymentId);
  const books = await bench.customer.books(bench.world.urls.stripe);
  const all = Object.values(books.refunds as Record<string, Refund>);
  return all.filter((one) => one.payment_intent === intent).map(({ id, amount }) => [id, amount]);
}
interface Refund {
  id: string;
  amount: number;
  payment_intent: string;
}
const written = async ({ order }: Shown) => {
  const view = await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  expect(await bench.documents(order)).toHaveLength(1);
  return view;
};

describe.concurrent('an operator of a payment', () => {
  it('who does not sign is told how, and nothing is done', async () => {
    const { paymentId } = await shown();
    const { verifyNowUpdate, closePaymentUpdate, resolveUpdate, refundUpdate } = m;
    for (const update of [verifyNowUpdate, closePaymentUpdate, resolveUpdate, refundUpdate])
      for (const nobody of [{}, { operator: 'Ada', reason: ' ' }, null]) {
        const args = [nobody as unknown as m.Resolution] as [m.Resolution];
        const handle = bench.paymentHandle(paymentId);
        await refused(handle.executeUpdate(update as typeof resolveUpdate, { args }), 'UNSIGNED', UNSIGNED);
      }
    expect((await bench.paymentView(paymentId)).messages).toEqual([]);
  });

  it('finds a payment whose notification was lost, and what is sent twice is done once', async () => {
    const payment = await shown();
    await bench.customer.presses(payment.page, 'pay-and-close');
    const handle = bench.paymentHandle(payment.paymentId);
    const once = { args: [signed] as [m.Signed], updateId: 'one-click' };
    const first = await handle.executeUpdate(m.verifyNowUpdate, once);
    expect(first).toContain('POSITIVE (PAID)');
    expect(await handle.executeUpdate(m.verifyNowUpdate, once)).toBe(first);
    expect((await bench.paymentView(payment.paymentId)).messages).toHaveLength(1);
    await written(payment);
  });

  it('decides that a payment in doubt was paid: its document has the reference that was given', async () => {
    const payment = await inDoubt();
    const words = await resolves(payment, { outcome: 'POSITIVE', gatewayReference: 'pi_seen' });
    expect(words).toContain('POSITIVE (CONFIRMED)');
    expect((await written(payment)).collected).toMatchObject({ reference: 'pi_seen' });
    expect(await statusOf(payment)).toBe('expired');
  });

  it('decides that it was not: its page is closed at the gateway, and the customer pays again', async () => {
    const { order, ...payment } = await inDoubt();
    expect(await resolves({ order, ...payment }, { outcome: 'NEGATIVE' })).toContain('NEGATIVE (DENIED)');
    await bench.ends(order, { outcome: 'NEGATIVE', stage: 'PAYMENT' });
    expect(await statusOf({ order, ...payment })).toBe('expired');
    await bench.customer.opens((await bench.pays(order)) ?? '');
    const { payments } = await written({ order, ...payment });
    expect(payments.map(({ outcome }) => outcome)).toEqual(['NEGATIVE', 'POSITIVE']);
  });

  it("can't decide against the gateway by mistake, but can on purpose", async () => {
    const open = await shown();
    await refused(resolves(open, { outcome: 'POSITIVE' }), 'GATEWAY_CONTRADICTS', '"override": true');
    expect(await bench.paymentView(open.paymentId)).toMatchObject({ outcome: 'PENDING' });
    const payment = await paid();
    await refused(resolves(payment, { outcome: 'NEGATIVE' }), 'GATEWAY_CONTRADICTS', 'complete/paid');
    expect(await resolves(open, { outcome: 'POSITIVE', override: true })).toContain('POSITIVE (CONFIRMED)');
    await written(open);
    expect(await statusOf(open)).toBe('expired');
    const mistaken = 'MAYBE' as m.Resolution['outcome'];
    await refused(resolves(open, { outcome: mistaken }), 'RESOLUTION_INVALID', '"POSITIVE" or "NEGATIVE"');
  });

  it('hears of it when what was decided as unpaid is paid after all, and decides again', async () => {
    const payment = await inDoubt();
    await resolves(payment, { outcome: 'NEGATIVE' });
    const money = { amount: payment.total, currency: 'EUR' };
    await bench.says(payment.paymentId, { fact: 'PAID', page: payment.session, charge: 'pi_late', money });
    const stands = [expect.objectContaining({ code: 'PAID_AFTER_DENIED' })];
    await bench.ends(payment.order, { outcome: 'VERIFY', stage: 'PAYMENT', attentions: stands });
    expect(await bench.documents(payment.order)).toEqual([]);
    await resolves(payment, { outcome: 'POSITIVE' });
    expect((await written(payment)).collected).toMatchObject({ reference: 'pi_late' });
  });

  it('closes the page at the gateway; one that was paid counts', async () => {
    const payment = await shown();
    expect(await does(payment, m.closePaymentUpdate, {})).toContain('NEGATIVE (PAGE_EXPIRED)');
    expect(await statusOf(payment)).toBe('expired');
    const late = await shown();
    await bench.customer.presses(late.page, 'pay-and-close');
    expect(await does(late, m.closePaymentUpdate, {})).toContain('POSITIVE (PAID)');
    await written(late);
  });

  it('is offered what is then accepted, and told what is possible where something is not', async () => {
    const payment = await shown();
    const possible = ['verifyNow', 'resolve', 'closePayment'];
    expect(await offered(payment)).toEqual(possible);
    const words = `the payment is PENDING (NOTHING_YET). Possible now: ${possible.join(', ')}.`;
    await refused(refunds(payment), 'NOT_NOW', words);
    await verifies(payment);
    await does(payment, m.closePaymentUpdate, {});
    expect(await offered(payment)).toEqual(['verifyNow', 'resolve']);
    await refused(does(payment, m.closePaymentUpdate, {}), 'NOT_NOW', 'Possible now: verifyNow, resolve.');
    await verifies(payment);
    expect(await resolves(payment, { outcome: 'NEGATIVE' })).toContain('DENIED');
  });
});

describe.concurrent('an operator who gives money back', () => {
  it('all of it, sees it on the order until it was dealt with', async () => {
    const payment = await paid();
    expect(await refunds(payment)).toMatch(/^REFUNDED: .*succeeded/);
    expect(await given(payment)).toEqual([[expect.any(String), payment.total]]);
    const stands = [expect.objectContaining({ code: 'REFUNDED' })];
    await bench.ends(payment.order, { stage: 'DONE', attentions: stands });
    expect(await offered(payment)).toEqual(['verifyNow', 'resolve']);
    await refused(refunds(payment), 'NOT_NOW', 'Possible now: verifyNow, resolve.');
    await resolves(payment, { outcome: 'POSITIVE' });
    await written(payment);
    await verifies(payment);
    await written(payment);
  });

  it('in parts, never gives more than was paid, nor an amount that is none', async () => {
    const payment = await paid();
    const { total } = payment;
    for (const wrong of [0, -1, 1.5, total + 1])
      await refused(refunds(payment, wrong), 'AMOUNT_INVALID', `more than 0 and at most ${total}, which is`);
    await refunds(payment, 100);
    await refused(refunds(payment, total - 99), 'AMOUNT_INVALID', `at most ${total - 100}, which is`);
    // Both were accepted at the same moment: the second is held to what the first has left.
    const both = await Promise.allSettled([refunds(payment, total - 150), refunds(payment, total - 150)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await refunds(payment);
    expect((await given(payment)).map(([, amount]) => amount)).toEqual([100, total - 150, 50]);
  });

  it('and gets no answer sends it again, and it is given once', async () => {
    const payment = await paid();
    const [intent] = await bench.charges(payment.paymentId);
    await stripe('faults', { kind: 'timeout-after', method: 'POST', path: '/v1/refunds$', times: 1 });
    const lost = refused(refunds(payment, 200), 'GATEWAY_ANSWER_LOST', 'Send the same refund again');
    await until('the refund', async () => (await given(payment))[0]);
    const path = `payment_intents/${intent}`;
    await stripe('faults', { kind: 'status', status: 502, method: 'GET', path, times: 3 });
    await lost;
    await refused(refunds(payment, 100), 'NOT_NOW', 'send that amount again');
    expect(await refunds(payment, 200)).toMatch(/^REFUNDED/);
    expect((await given(payment)).map(([, amount]) => amount)).toEqual([200]);
  });
});

it('an operator gives nothing more back while a refund is under way', async () => {
  const payment = await paid();
  await stripe('refunds/next', { status: 'pending', times: 1 });
  expect(await refunds(payment, 100)).toMatch(/^REFUND_PENDING/);
  expect(await offered(payment)).not.toContain('refund');
  await refused(refunds(payment, 100), 'NOT_NOW', 'A refund is under way');
  const [[id] = []] = await given(payment);
  await stripe(`refunds/${id}`, { status: 'failed' });
  await bench.ends(payment.order, { attentions: [expect.objectContaining({ code: 'REFUND_FAILED' })] });
  // It came back: all of it can be given.
  await refunds(payment);
  expect((await given(payment)).map(([, amount]) => amount)).toEqual([100, payment.total]);
});

it('replays', async () => {
  // Fourteen orders, one of which was paid for twice.
  expect(await bench.replays(29)).toBe(29);
});
