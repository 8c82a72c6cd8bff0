import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import { sessionForm } from '../sandbox/stripe-bench.ts';
import { type Bench, openBench, type Placed, refused, signed, until } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    for (const shop of Object.values(config.shops))
      if (shop.kind === 'magento') shop.writeBack.verify = 'hold';
  });
});
afterAll(() => bench?.stop());

const stripe = (what: string, body: object = {}) => bench.customer.tells(bench.world.urls.stripe, what, body);
const refunds = (paymentId: string) =>
  bench.paymentHandle(paymentId).executeUpdate(m.refundUpdate, { args: [signed] });
const codes = async (order: Placed) => (await bench.view(order)).attentions.map(({ code }) => code);

/** Its page was closed at Stripe while the customer was paying on it. */
async function closed(): Promise<{ order: Placed; paymentId: string; session: string; page: string }> {
  const order = await bench.places();
  const page = await bench.page(order);
  const paymentId = await bench.lastPayment(order);
  const session = (await bench.sessionsOf(paymentId))[0]?.id ?? '';
  await stripe(`sessions/${session}/expire`);
  await bench.ends(order, { outcome: 'NEGATIVE', told: [expect.objectContaining({ kind: 'failed' })] });
  return { order, paymentId, session, page };
}
const paysLate = (session: string) => stripe(`sessions/${session}/pay-late`);
const standing = (code: string) => expect.arrayContaining([expect.objectContaining({ code })]);

/** Amounts given back, by Stripe's own books. */
async function given(): Promise<Record<string, number>> {
  const { refunds: made } = await bench.customer.books(bench.world.urls.stripe);
  const all = Object.values(made as Record<string, { payment_intent: string; amount: number }>);
  return Object.fromEntries(all.map(({ payment_intent, amount }) => [payment_intent, amount]));
}

describe.concurrent('when things cross each other', () => {
  it('two tabs that both paid are a double charge, until a person gives one of them back, once', async () => {
    const { customer, ends, documents, inShop, charges, lastPayment, columns, world } = bench;
    const { order, paymentId: older, session, page } = await closed();
    await customer.presses(await customer.goesToPay(await customer.checkoutLink(order.id), page), 'pay');
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    const newer = await lastPayment(order);
    await paysLate(session);
    const { attentions } = await ends(order, { attentions: standing('DOUBLE_CHARGE') });
    expect(attentions[0]?.text).toContain(`${older}, ${newer}`);

    expect(await refunds(older)).toMatch(/^REFUNDED/);
    await refused(refunds(older), 'NOT_NOW', 'refund is not possible');
    await until('the double charge to be over', async () =>
      (await codes(order)).includes('DOUBLE_CHARGE') ? undefined : true,
    );
    // The document is for the charge that stays: nobody has anything to correct.
    expect(await codes(order)).toEqual([]);
    for (const workflowId of [orderWorkflowId(world.shop, order.id), paymentWorkflowId(older)])
      expect((await columns(workflowId)).Attention).toBeUndefined();
    const [[first = ''], [second = '']] = [await charges(older), await charges(newer)];
    expect(await given()).toMatchObject({ [first]: expect.any(Number) });
    expect(await given()).not.toHaveProperty(second);
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
  });

  it('money for an order cancelled meanwhile revives nothing, and is given back by a person', async () => {
    const { customer, ends, documents, inShop, world } = bench;
    const { order, paymentId, session } = await closed();
    await customer.tells(world.urls.magento, `orders/${order.id}/cancel`, {});
    await paysLate(session);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: standing('PAID_BUT_CANCELLED') });
    expect(await refunds(paymentId)).toMatch(/^REFUNDED/);
    await until('the cancelled order to be free of the money', async () =>
      (await codes(order)).includes('PAID_BUT_CANCELLED') ? undefined : true,
    );
    expect(await codes(order)).toEqual(['REFUNDED']);
    expect(await documents(order)).toEqual([]);
    expect(await inShop(order)).toMatchObject({ status: 'canceled', invoices: [] });
  });

  it('a paid order of which Stripe says that it failed is held in the shop until Stripe, asked, says that it was paid', async () => {
    const { pays, places, ends, inShop, lastPayment, sessionsOf, documents, customer, world } = bench;
    const order = await places();
    await pays(order);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    const session = (await sessionsOf(await lastPayment(order)))[0]?.id;
    // Stripe's answer comes once the doubt was told.
    await stripe('faults', {
      kind: 'latency',
      ms: 15_000,
      times: 1,
      method: 'GET',
      path: `/v1/checkout/sessions/${session}`,
    });
    await stripe(`sessions/${session}/contradict`);
    const verify = ['paid', 'verify'].map((kind) => expect.objectContaining({ kind }));
    await ends(order, { told: verify });
    await customer.takesBack(world.urls.stripe, 'faults');
    const { told, payments } = await ends(order, {
      told: ['paid', 'verify', 'paid'].map((kind) => expect.objectContaining({ kind })),
    });
    expect(told.map(({ said }) => said).slice(1)).toEqual(['order put on hold', 'already invoiced']);
    expect(payments[0]).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID', verified: true });
    expect(await inShop(order)).toMatchObject({ status: 'processing' });
    expect(await documents(order)).toHaveLength(1);
  });
});

it('a notification that overtakes the answer to the opening of its page is matched by our reference', async () => {
  const { places, sessionsOf, customer, world, lastPayment, paymentView, ends, settles } = bench;
  await stripe('faults', { kind: 'latency-after', ms: 15_000, times: 1, path: '/v1/checkout/sessions$' });
  const order = await places();
  await customer.checkoutLink(order.id);
  const paymentId = await lastPayment(order);
  const { id } = await until('the page at Stripe', async () => (await sessionsOf(paymentId))[0]);
  await customer.presses(`${world.urls.stripe}/pay/${id}`, 'pay-and-close');
  expect(await paymentView(paymentId)).toMatchObject({ opening: true, outcome: 'POSITIVE' });
  await customer.takesBack(world.urls.stripe, 'faults');
  await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  await settles(paymentId, { opening: false, pageId: id, outcome: 'POSITIVE' });
});

it('a page asked for under a key that was spent on another sum is refused for good, and its order left untouched', async () => {
  const { places, customer, world, lastPayment, ends, sessionsOf, inShop, documents } = bench;
  await stripe('faults', { kind: 'status', status: 502, times: 1_000, path: '/v1/checkout/sessions$' });
  const order = await places();
  await customer.checkoutLink(order.id);
  const paymentId = await lastPayment(order);
  // Written so that the fault, still there for the order's own tries, does not know this one.
  const spent = await fetch(`${world.urls.stripe}/v1/checkout/session%73`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk_test_sandbox', 'idempotency-key': `${paymentId}-1` },
    body: new URLSearchParams(sessionForm()),
  });
  expect([spent.status, spent.headers.get('idempotent-replayed')]).toEqual([200, null]);
  await customer.takesBack(world.urls.stripe, 'faults');
  await ends(order, { stage: 'PAYMENT', attentions: [expect.objectContaining({ code: 'GATEWAY_REFUSED' })] });
  expect((await bench.view(order)).attentions[0]?.text).toContain('idempotent requests');
  expect(await sessionsOf(paymentId)).toEqual([]);
  expect(await inShop(order)).toMatchObject({ status: 'pending', invoices: [], mails: [] });
  expect(await documents(order)).toEqual([]);
});

it('replays', async () => {
  expect(await bench.replays(11)).toBe(11);
});
