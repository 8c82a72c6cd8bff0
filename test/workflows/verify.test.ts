import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import type { Message } from '../../domain/schemas/message.ts';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    for (const gateway of Object.values(config.gateways)) gateway.timeout = 600;
    config.windows.verify = [4_000, 4_000, 5_000];
  });
  // What the customer does is then known by asking only.
  const url = `${bench.world.urls.api}/store/cart/checkout/stripe/webhooks`;
  const enabled_events = ['charge.refunded'];
  await bench.customer.tells(bench.world.urls.stripe, 'webhooks/endpoint', { url, enabled_events });
});
afterAll(() => bench?.stop());

interface Shown {
  order: Placed;
  paymentId: string;
  page: string;
  session: string;
  total: number;
}
async function shown(): Promise<Shown> {
  const { places, page, lastPayment, sessionsOf } = bench;
  const order = await places();
  const url = await page(order);
  const paymentId = await lastPayment(order);
  const [found] = await sessionsOf(paymentId);
  return { order, paymentId, page: url, session: found?.id ?? '', total: found?.amount_total ?? 0 };
}
const unanswered = (session: string, times: number) =>
  bench.customer.tells(bench.world.urls.stripe, 'faults', {
    kind: 'timeout-before',
    method: 'GET',
    path: `/v1/checkout/sessions/${session}`,
    times,
  });
const attention = async ({ id }: Placed) => {
  const { Outcome, Attention } = await bench.columns(orderWorkflowId(bench.world.shop, id));
  return [Outcome, Attention];
};
const facts = (messages: Message[], source: Message['source'] = 'inquiry') =>
  messages.filter((message) => message.source === source).map(({ fact }) => fact);

describe.concurrent('a payment in doubt', () => {
  it('because nobody answers is so at once, is asked about again, and settles as verified', async () => {
    const { ends, settles, customer, documents, inShop } = bench;
    const { order, paymentId, page, session } = await shown();
    await unanswered(session, 6);
    const back = (await customer.presses(page, 'pay')) ?? '';
    const page1 = customer.opens(back);
    const inDoubt = [expect.objectContaining({ outcome: 'VERIFY', reason: 'NO_ANSWER' })];
    await ends(order, { outcome: 'VERIFY', stage: 'PAYMENT', payments: inDoubt });
    expect((await attention(order))[0]).toBe('VERIFY');
    expect(await page1).toBe('verify');
    await ends(order, { attentions: [expect.objectContaining({ code: 'NO_ANSWER' })] });
    expect(await attention(order)).toEqual(['VERIFY', 'NO_ANSWER']);
    expect(await documents(order)).toEqual([]);

    const { messages } = await settles(paymentId, { outcome: 'POSITIVE', reason: 'PAID', verified: true });
    expect(facts(messages)).toEqual(['NO_ANSWER', 'NO_ANSWER', 'PAID']);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await attention(order)).toEqual(['POSITIVE', undefined]);
    expect(await documents(order)).toHaveLength(1);
    const told = (await inShop(order)).status_histories?.map(({ comment }) => comment).join();
    expect(told).toContain('Pagamento da verificare, non spedire: NO_ANSWER');
  });

  it('because nobody answers, and denied by a person, is one again by itself once the gateway says that it was paid', async () => {
    const { ends, settles, customer, paymentHandle, documents, columns } = bench;
    const { order, paymentId, page, session } = await shown();
    await customer.presses(page, 'pay-and-close');
    await unanswered(session, 12);
    const signed = { operator: 'Ada', reason: 'nothing to be seen in the back office' };
    const denies = { ...signed, outcome: 'NEGATIVE' as const };
    expect(await paymentHandle(paymentId).executeUpdate(m.resolveUpdate, { args: [denies] })).toContain(
      'NEGATIVE (DENIED)',
    );
    await ends(order, { outcome: 'NEGATIVE' });
    // Nobody presses anything: its page is tried to be closed until the gateway says what it is.
    const { messages } = await settles(paymentId, { outcome: 'VERIFY', reason: 'PAID_AFTER_DENIED' });
    expect(facts(messages).at(-1)).toBe('PAID');
    await ends(order, { attentions: [expect.objectContaining({ code: 'PAID_AFTER_DENIED' })] });
    const { Outcome, Attention } = await columns(paymentWorkflowId(paymentId));
    expect([Outcome, Attention]).toEqual(['VERIFY', 'PAID_AFTER_DENIED']);
    expect(await documents(order)).toEqual([]);
  });

  it('because of a status that nobody knows is neither paid nor unpaid until the gateway is clear', async () => {
    const { ends, settles, notifies, sessionsOf, customer, documents } = bench;
    const { order, paymentId, page } = await shown();
    await customer.presses(page, 'pay-and-close');
    const [object] = await sessionsOf(paymentId);
    await notifies('checkout.session.completed', { ...object, payment_status: 'settling' });
    await ends(order, {
      outcome: 'VERIFY',
      payments: [expect.objectContaining({ reason: 'UNKNOWN_STATUS' })],
    });
    expect(await documents(order)).toEqual([]);
    await settles(paymentId, { outcome: 'POSITIVE', verified: true });
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
  });

  it('because a cent is missing writes no document, and stays so when the page is merely open', async () => {
    const { ends, notifies, sessionsOf, settles, documents, inShop } = bench;
    const { order, paymentId, total } = await shown();
    const [object] = await sessionsOf(paymentId);
    const paid = { ...object, status: 'complete', payment_status: 'paid', payment_intent: 'pi_short' };
    await notifies('checkout.session.completed', { ...paid, amount_total: total - 1 });
    await ends(order, {
      outcome: 'VERIFY',
      stage: 'PAYMENT',
      attentions: [
        expect.objectContaining({ code: 'AMOUNT_MISMATCH', text: expect.stringContaining('pi_short') }),
      ],
    });
    expect(await attention(order)).toEqual(['VERIFY', 'AMOUNT_MISMATCH']);
    const { messages } = await settles(paymentId, { outcome: 'VERIFY', reason: 'AMOUNT_MISMATCH' });
    expect(new Set(facts(messages))).toEqual(new Set(['PAGE_OPEN']));
    expect(await documents(order)).toEqual([]);
    expect((await inShop(order)).invoices).toEqual([]);
  });

  it('because a message came of the other environment is not believed, and asked about', async () => {
    const { ends, notifies, sessionsOf, settles, documents } = bench;
    const { order, paymentId, session } = await shown();
    await unanswered(session, 1);
    const [object] = await sessionsOf(paymentId);
    const paid = {
      ...object,
      status: 'complete',
      payment_status: 'paid',
      payment_intent: 'pi_live',
      livemode: true,
    };
    await notifies('checkout.session.completed', paid, { livemode: true });
    await ends(order, {
      outcome: 'VERIFY',
      payments: [expect.objectContaining({ reason: 'WRONG_ENVIRONMENT' })],
    });
    await settles(paymentId, { outcome: 'PENDING', reason: 'NOTHING_YET' });
    await ends(order, { outcome: 'PENDING', stage: 'PAYMENT', attentions: [] });
    expect(await documents(order)).toEqual([]);
  });
});

it('replays', async () => {
  expect(await bench.replays(10)).toBe(10);
});
