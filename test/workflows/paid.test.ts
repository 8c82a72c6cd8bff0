import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.stop());

describe('an order that is paid', () => {
  it('ends done and positive, with one charge, one document and one invoice that names the charge', async () => {
    const { world, places, pays, ends, lastPayment, charges, documents, inShop, columns } = bench;
    const order = await places();
    await pays(order);
    const view = await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    const paymentId = await lastPayment(order);

    const [charge, ...more] = await charges(paymentId);
    expect(charge).toMatch(/^pi_/);
    expect(more).toEqual([]);
    expect(view.collected).toMatchObject({ gateway: 'stripe', reference: charge });
    expect(await documents(order)).toEqual([view.document?.number]);
    const inMagento = await inShop(order);
    expect(inMagento.status).toBe('processing');
    expect(inMagento.invoices).toHaveLength(1);
    expect(inMagento.invoices[0]?.comments[0]?.comment).toContain(charge);

    const both = {
      Outcome: 'POSITIVE',
      Stage: 'DONE',
      Gateway: 'stripe',
      Shop: world.shop,
      OrderNumber: order.number,
      Amount: view.collected?.money.amount,
      Customer: expect.stringMatching(/^\S+ \S+/),
    };
    const ofOrder = await columns(orderWorkflowId(world.shop, order.id));
    const { number, year } = view.document ?? {};
    expect(ofOrder).toEqual({
      ...both,
      Document: `${number} (${year})`,
      FollowedDocument: JSON.stringify({ number, year }),
    });
    expect(await columns(paymentWorkflowId(paymentId))).toEqual(both);
  });

  it('has written at most 75 events into the histories of order and payment together', async () => {
    const { places, pays, ends, lastPayment, orderHandle, paymentHandle } = bench;
    const order = await places();
    await pays(order);
    await ends(order, { stage: 'DONE' });
    const histories = await Promise.all([
      orderHandle(order).fetchHistory(),
      paymentHandle(await lastPayment(order)).fetchHistory(),
    ]);
    const events = histories.map((history) => history.events?.length ?? 0);
    console.log(`history events of a paid order and its payment: ${events.join(' + ')}`);
    expect(events.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(75);
  });

  it('refuses a retry that nobody signed, and one while nothing stands', async () => {
    const { places, pays, ends, orderHandle, retries } = bench;
    const order = await places();
    await pays(order);
    await ends(order, { stage: 'DONE' });
    for (const unsigned of [{}, { operator: 'Ada' }, { reason: 'because' }, undefined])
      await expect(
        orderHandle(order).executeUpdate(m.retryUpdate, { args: [unsigned as unknown as m.Signed] }),
      ).rejects.toMatchObject({
        cause: { type: 'UNSIGNED', message: expect.stringContaining('who you are') },
      });
    await expect(retries(order)).rejects.toMatchObject({
      cause: {
        type: 'NOTHING_STANDS',
        message: expect.stringContaining('Nothing stands: the order is at stage DONE.'),
      },
    });
  });
});

it('replays', async () => {
  expect(await bench.replays(6)).toBe(6);
});
