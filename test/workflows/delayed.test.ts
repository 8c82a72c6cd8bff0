import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench, type Placed } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.stop());

const settle = async (paymentId: string, result: 'succeed' | 'fail') => {
  const [session] = await bench.sessionsOf(paymentId);
  await bench.customer.tells(bench.world.urls.stripe, `delayed/${session?.id}`, { result });
};
/** The customer orders a bank debit on the order's page. */
async function debited(order: Placed, button: string): Promise<string> {
  await bench.customer.presses(await bench.page(order), button);
  const paymentId = await bench.lastPayment(order);
  await bench.settles(paymentId, { outcome: 'PENDING', delayed: true });
  return paymentId;
}

describe('a delayed method', () => {
  it('that fails is not written; then succeeds on a second payment and is written once, with the second charge', async () => {
    const { places, ends, documents, charges, inShop, customer } = bench;
    const order = await places();
    const first = await debited(order, 'delayed-fail');
    // While the money may be under way there is no page to pay on.
    expect(await customer.opens(await customer.checkoutLink(order.id))).toBe('processing');
    await settle(first, 'fail');
    await ends(order, { outcome: 'NEGATIVE' });
    expect(await documents(order)).toEqual([]);
    const second = await debited(order, 'delayed-succeed');
    expect(second).not.toBe(first);
    await settle(second, 'succeed');
    const view = await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await charges(first)).toEqual([]);
    expect(await charges(second)).toEqual([view.collected?.reference]);
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
  });

  it('whose success comes before its completion is written once', async () => {
    const { places, page, ends, documents, charges, customer, world, lastPayment, settles } = bench;
    const order = await places();
    const shown = await page(order);
    const paymentId = await lastPayment(order);
    await customer.tells(world.urls.stripe, 'webhooks', {
      mode: 'reorder',
      type: 'checkout.session.completed',
      times: 1,
    });
    await customer.presses(shown, 'delayed-succeed');
    await settle(paymentId, 'succeed');
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    const { messages } = await settles(paymentId, {
      messages: expect.arrayContaining([
        expect.objectContaining({ fact: 'PROCESSING', source: 'notification' }),
      ]),
    });
    const told = messages.filter(({ source }) => source === 'notification').map(({ fact }) => fact);
    expect(told).toEqual(['PAID', 'PROCESSING']);
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await charges(paymentId)).toHaveLength(1);
    expect(await documents(order)).toHaveLength(1);
  });
});

it('replays', async () => {
  expect(await bench.replays(5)).toBe(5);
});
