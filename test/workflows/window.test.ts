import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, type Placed, until } from './bench.ts';

const WINDOW_MS = 12_000;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    config.windows.order = WINDOW_MS;
    for (const erp of Object.values(config.erp)) erp.foreignCurrency = 'own';
    for (const shop of Object.values(config.shops))
      if (shop.kind === 'magento') shop.writeBack.failed = 'cancel';
  });
  // What the customer does is then known by asking only.
  const url = `${bench.world.urls.api}/store/cart/checkout/stripe/webhooks`;
  await bench.customer.tells(bench.world.urls.stripe, 'webhooks/endpoint', {
    url,
    enabled_events: ['charge.refunded'],
  });
});
afterAll(() => bench?.stop());

/** The payment was told that the order's time is over. */
const windowEnded = (paymentId: string) =>
  until('the end of the window', async () => {
    const { events } = await bench.paymentHandle(paymentId).fetchHistory();
    const names = events?.map((e) => e.workflowExecutionSignaledEventAttributes?.signalName);
    return names?.includes('closePage') ? true : undefined;
  });
const session = async (paymentId: string) => (await bench.sessionsOf(paymentId))[0];

async function shown(): Promise<{ order: Placed; paymentId: string; page: string }> {
  const order = await bench.places();
  const page = await bench.page(order);
  return { order, paymentId: await bench.lastPayment(order), page };
}

describe.concurrent("the end of an order's window", () => {
  it('closes the page at the gateway, ends the order unpaid, and the shop cancels it', async () => {
    const { ends, inShop, documents, customer } = bench;
    const { order, paymentId } = await shown();
    const view = await ends(order, { outcome: 'NEGATIVE', stage: 'DONE', attentions: [] });
    expect(await session(paymentId)).toMatchObject({ status: 'expired' });
    expect(view.told).toEqual([expect.objectContaining({ kind: 'failed', said: 'order cancelled' })]);
    const inMagento = await inShop(order);
    expect(inMagento.status).toBe('canceled');
    expect(inMagento.status_histories?.map(({ comment }) => comment).join()).toContain('PAGE_EXPIRED');
    expect(await documents(order)).toEqual([]);
    expect(await customer.opens(await customer.checkoutLink(order.id))).toBe('closed');
  });

  it('finds the payment of a customer who has just paid, though nobody said so', async () => {
    const { customer, ends, inShop, documents, charges } = bench;
    const { order, paymentId, page } = await shown();
    await customer.presses(page, 'pay-and-close');
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await charges(paymentId)).toHaveLength(1);
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).status).toBe('processing');
  });

  it('counts what is paid between the look and the closing, and cancels nothing in the shop', async () => {
    const { customer, world, ends, documents, inShop } = bench;
    const { order, paymentId, page } = await shown();
    const path = `${(await session(paymentId))?.id}/expire`;
    await customer.tells(world.urls.stripe, 'faults', {
      kind: 'latency',
      ms: 5_000,
      method: 'POST',
      path,
      times: 1,
    });
    await until('the closing to be under way', async () => {
      const answer = await fetch(`${world.urls.stripe}/_sandbox/faults`);
      const { faults } = (await answer.json()) as { faults: { path: string }[] };
      return faults.some((fault) => fault.path === path) ? undefined : true;
    });
    await customer.presses(page, 'pay-and-close');
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await session(paymentId)).toMatchObject({ status: 'complete' });
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).status).toBe('processing');
  });

  it('closes the page also when the gateway did not answer the first time', async () => {
    const { customer, world, ends } = bench;
    const { order, paymentId } = await shown();
    const id = (await session(paymentId))?.id;
    await customer.tells(world.urls.stripe, 'faults', { kind: 'status', status: 502, path: id, times: 3 });
    await ends(order, { outcome: 'NEGATIVE', stage: 'DONE', attentions: [] });
    const { messages } = await bench.paymentView(paymentId);
    expect(messages.map(({ fact }) => fact)).toEqual(['NO_ANSWER', 'PAGE_OPEN', 'PAGE_EXPIRED']);
    expect(await session(paymentId)).toMatchObject({ status: 'expired' });
  });

  it('does not come for a sum that is too little only by the gateway’s own rate: that is for a person, in its words', async () => {
    const { places, ends, inShop } = bench;
    const order = await places({ currency: 'UGX' });
    const text = expect.stringMatching(/must convert to at least 50 cents/);
    const attentions = [expect.objectContaining({ code: 'GATEWAY_AMOUNT_REFUSED', text })];
    await ends(order, { stage: 'PAYMENT', attentions });
    const since = Date.now();
    await until('the window to be over', async () => (Date.now() > since + WINDOW_MS ? true : undefined));
    await ends(order, { stage: 'PAYMENT', attentions });
    expect(await inShop(order)).toMatchObject({ status: 'pending', status_histories: [] });
  });

  it('leaves in doubt what is in doubt', async () => {
    const { says, ends, inShop, view } = bench;
    const { order, paymentId } = await shown();
    const { amount_total: amount = 0, id: page } = (await session(paymentId)) ?? {};
    await says(paymentId, {
      fact: 'PAID',
      charge: 'pi_1',
      page,
      money: { amount: amount + 1, currency: 'EUR' },
    });
    await ends(order, { outcome: 'VERIFY' });
    const since = Date.now();
    await until('the window to be over', async () => (Date.now() > since + WINDOW_MS ? true : undefined));
    expect(await view(order)).toMatchObject({ outcome: 'VERIFY', stage: 'PAYMENT' });
    expect((await inShop(order)).status).toBe('pending');
    expect((await session(paymentId))?.status).toBe('open');
  });

  it('waits for a delayed payment that is under way', async () => {
    const { customer, world, ends, settles, view, documents } = bench;
    const { order, paymentId, page } = await shown();
    const back = await customer.presses(page, 'delayed-succeed');
    expect(await customer.opens(back ?? '')).toBe('processing');
    await windowEnded(paymentId);
    await settles(paymentId, { outcome: 'PENDING', delayed: true });
    expect(await view(order)).toMatchObject({ outcome: 'PENDING', stage: 'PAYMENT' });
    await customer
      .tells(world.urls.stripe, `delayed/${(await session(paymentId))?.id}`, { result: 'succeed' })
      .catch(() => undefined);
    await bench.notifies('checkout.session.async_payment_succeeded', { ...(await session(paymentId)) });
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
  });
});

it('an order whose page the merchant’s key may not open waits, and the shop is told of no failure; then its customer has the whole time', async () => {
  const { places, ends, retries, lastPayment, inShop, world, customer } = bench;
  await customer.tells(world.urls.stripe, 'key', { lacks: ['rak_checkout_session_write'] });
  const order = await places();
  const attentions = [
    expect.objectContaining({
      code: 'GATEWAY_LOGIN_REFUSED',
      text: expect.stringContaining('checkout_session_write'),
    }),
  ];
  await ends(order, { stage: 'PAYMENT', attentions });
  const since = Date.now();
  await until('the window to be over', async () => (Date.now() > since + WINDOW_MS ? true : undefined));
  await ends(order, { stage: 'PAYMENT', attentions });
  expect(await inShop(order)).toMatchObject({ status: 'pending', status_histories: [] });
  await customer.tells(world.urls.stripe, 'key', { lacks: [] });
  const unopened = await lastPayment(order);
  await retries(order);
  await ends(order, { stage: 'PAYMENT', outcome: 'PENDING', attentions: [] });
  expect(await lastPayment(order)).not.toBe(unopened);
  await bench.pays(order);
  await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
});

it('replays', async () => {
  expect(await bench.replays(17)).toBe(17);
});
