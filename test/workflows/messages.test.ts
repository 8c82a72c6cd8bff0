import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId } from '../../domain/ids.ts';
import { type Bench, openBench, type Placed, until } from './bench.ts';

const COMPLETED = 'checkout.session.completed';
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.stop());

/** An order that is paid; the notification's id, of the session's event of this type. */
async function paid(): Promise<{ order: Placed; paymentId: string; event: string }> {
  const { places, pays, ends, lastPayment, eventOf } = bench;
  const order = await places();
  await pays(order);
  await ends(order, { stage: 'DONE', outcome: 'POSITIVE' });
  const paymentId = await lastPayment(order);
  return { order, paymentId, event: await eventOf(paymentId, COMPLETED) };
}

const resend = (event: string) => bench.customer.tells(bench.world.urls.stripe, 'webhooks/resend', { event });
const expire = (session: string) =>
  bench.customer.tells(bench.world.urls.stripe, `sessions/${session}/expire`, {});

/** Lets its page expire at the gateway, and waits until the order knows. */
async function expired(): Promise<{ order: Placed; paymentId: string; session: string }> {
  const { places, page, ends, lastPayment, sessionsOf } = bench;
  const order = await places();
  await page(order);
  const paymentId = await lastPayment(order);
  const session = (await sessionsOf(paymentId))[0]?.id ?? '';
  await expire(session);
  await ends(order, { outcome: 'NEGATIVE', stage: 'PAYMENT' });
  return { order, paymentId, session };
}

/** The message a gateway would send of a charge that was taken after all. */
const lateCharge = async (paymentId: string, session: string) => {
  const { amount_total } = (await bench.sessionsOf(paymentId))[0] ?? {};
  const money = { amount: amount_total ?? 0, currency: 'EUR' };
  await bench.says(paymentId, { fact: 'PAID', page: session, charge: `pi_${session.slice(-9)}`, money });
};

describe.concurrent('what the gateway says', () => {
  it('more than once (again, twice at the same time, under another id) makes one document and one invoice', async () => {
    const { ends, documents, inShop, notifies, sessionsOf, settles, paymentView } = bench;
    const { order, paymentId, event } = await paid();
    await resend(event);
    await Promise.all([resend(event), resend(event)]);
    const [session] = await sessionsOf(paymentId);
    expect(await notifies(COMPLETED, { ...session })).toBe(200);
    const paidMessages = async () =>
      (await paymentView(paymentId)).messages.filter(({ fact }) => fact === 'PAID');
    // The same event is kept once, however often it came.
    await until('both events', async () => ((await paidMessages()).length >= 2 ? true : undefined));
    await settles(paymentId, { outcome: 'POSITIVE', reason: 'PAID' });
    const view = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await paidMessages()).toHaveLength(2);
    expect(view.payments[0]?.charges).toHaveLength(1);
    expect(view.told).toHaveLength(1);
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
  });

  it('of an expired page after the payment leaves it paid', async () => {
    const { ends, notifies, sessionsOf, paymentView } = bench;
    const { order, paymentId } = await paid();
    const [session] = await sessionsOf(paymentId);
    await notifies('checkout.session.expired', { ...session, status: 'expired', payment_status: 'unpaid' });
    await until('the message', async () =>
      (await paymentView(paymentId)).messages.some(({ fact }) => fact === 'PAGE_EXPIRED') ? true : undefined,
    );
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  });

  it('of a payment after the page expired is believed: the document is written', async () => {
    const { ends, documents, inShop } = bench;
    const { order, paymentId, session } = await expired();
    await lateCharge(paymentId, session);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).status).toBe('processing');
  });

  it('of a payment for an order cancelled meanwhile writes nothing until the order is restored and retried', async () => {
    const { ends, documents, inShop, customer, world, retries, columns } = bench;
    const { order, paymentId, session } = await expired();
    await customer.tells(world.urls.magento, `orders/${order.id}/cancel`, {});
    await lateCharge(paymentId, session);
    const stands = [expect.objectContaining({ code: 'PAID_BUT_CANCELLED' })];
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: stands });
    const id = orderWorkflowId(world.shop, order.id);
    expect(await columns(id)).toMatchObject({ Attention: 'PAID_BUT_CANCELLED' });
    // Still cancelled: nothing changes.
    await retries(order);
    await ends(order, { stage: 'DONE', attentions: stands });
    expect(await documents(order)).toEqual([]);
    expect((await inShop(order)).invoices).toEqual([]);

    await customer.tells(world.urls.magento, `orders/${order.id}/restore`, {});
    await retries(order);
    await ends(order, { stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
  });

  it('of a second payment of one order is named as charged twice, and one document is written', async () => {
    const { ends, documents, pays, inShop, columns, world, charges } = bench;
    const { order, paymentId: older, session } = await expired();
    await pays(order);
    const { payments } = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(payments).toHaveLength(2);
    await lateCharge(older, session);
    const newer = payments[1]?.paymentId ?? '';
    const stands = [
      expect.objectContaining({ code: 'DOUBLE_CHARGE', text: expect.stringContaining(`${older}, ${newer}`) }),
    ];
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: stands });
    expect(await columns(orderWorkflowId(world.shop, order.id))).toMatchObject({
      Attention: 'DOUBLE_CHARGE',
    });
    expect(await charges(newer)).toHaveLength(1);
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
  });

  it('of a late payment closes the page that was opened after it, so that nobody pays twice', async () => {
    const { ends, page, lastPayment, sessionsOf, documents } = bench;
    const { order, paymentId: older, session } = await expired();
    await page(order);
    const newer = await lastPayment(order);
    await lateCharge(older, session);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    await until('the page to close', async () =>
      (await sessionsOf(newer))[0]?.status === 'expired' ? true : undefined,
    );
    expect(await documents(order)).toHaveLength(1);
  });
});

it('replays', async () => {
  expect(await bench.replays(14)).toBe(14);
});
