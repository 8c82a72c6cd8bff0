import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lateMessageWorkflowId, orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';

const KEPT_OPEN_MS = 2_000;
let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    config.windows.keepOpenDays = KEPT_OPEN_MS / 86_400_000;
  });
});
afterAll(() => bench?.stop());

const status = async (workflowId: string) => {
  const { status, runId } = await bench.world.client.workflow.getHandle(workflowId).describe();
  return { name: status.name, runId };
};
const completed = (workflowId: string) =>
  until(`the end of ${workflowId}`, async () => {
    const seen = await status(workflowId);
    return seen.name === 'COMPLETED' ? seen : undefined;
  });
const orderId = ({ id }: Placed) => orderWorkflowId(bench.world.shop, id);
async function paid(): Promise<{ order: Placed; paymentId: string }> {
  const order = await bench.places();
  await bench.pays(order);
  await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE' });
  return { order, paymentId: await bench.lastPayment(order) };
}

describe.concurrent('once nothing is to be done any more', () => {
  it('order and payment end, and nothing that comes afterwards starts them again', async () => {
    const { orderHandle, paymentHandle, notifies, sessionsOf, world, documents } = bench;
    const { order, paymentId } = await paid();
    const before = await Promise.all([completed(orderId(order)), completed(paymentWorkflowId(paymentId))]);
    await expect(paymentHandle(paymentId).signal(m.closePageSignal, { reason: 'x' }, '')).rejects.toThrow(
      WorkflowNotFoundError,
    );
    await expect(orderHandle(order).executeUpdate(m.retryUpdate, { args: [signed] })).rejects.toThrow(
      WorkflowNotFoundError,
    );
    const [session] = await sessionsOf(paymentId);
    expect(await notifies('checkout.session.completed', { ...session })).toBe(200);
    const headers = { authorization: 'Bearer sandbox-announce-secret' };
    const again = await fetch(`${world.urls.api}/shops/${world.shop}/orders/${order.id}`, {
      method: 'POST',
      headers,
    });
    expect(again.status).toBe(200);
    const after = await Promise.all([status(orderId(order)), status(paymentWorkflowId(paymentId))]);
    expect(after).toEqual(before);
    expect(await documents(order)).toHaveLength(1);
  });

  it('what still comes is kept for a person, who signs what was done about it', async () => {
    const { notifies, sessionsOf, world, columns } = bench;
    const { paymentId } = await paid();
    await completed(paymentWorkflowId(paymentId));
    const [session] = await sessionsOf(paymentId);
    const event = { id: `evt_late_${paymentId.slice(-12)}` };
    expect(await notifies('checkout.session.completed', { ...session }, event)).toBe(200);
    expect(await notifies('checkout.session.completed', { ...session }, event)).toBe(200);
    const id = lateMessageWorkflowId('stripe', event.id);
    const late = world.client.workflow.getHandle(id);
    expect(await columns(id)).toMatchObject({ Attention: 'LATE_MESSAGE', Stage: 'PAYMENT' });
    for (const unsigned of [{}, { operator: 'Ada' }, { operator: '', reason: 'refunded' }, null])
      await expect(
        late.executeUpdate(m.settledUpdate, { args: [unsigned as unknown as m.Signed] }),
      ).rejects.toMatchObject({
        cause: { type: 'UNSIGNED', message: expect.stringContaining('Say who you are and why') },
      });
    expect((await status(id)).name).toBe('RUNNING');
    await late.cancel();
    expect(await late.executeUpdate(m.settledUpdate, { args: [signed] })).toBe('Settled.');
    expect(await late.result()).toEqual(signed);
    expect(await columns(id)).toEqual({ Outcome: 'VERIFY', Stage: 'DONE', Gateway: 'stripe' });
    expect(await notifies('checkout.session.completed', { ...session }, event)).toBe(200);
    expect((await status(id)).name).toBe('COMPLETED');
  });
});

describe.concurrent('a cancellation from outside', () => {
  it('stops no payment half-way, nor the ways to pay again', async () => {
    const { places, page, customer, lastPayment, orderHandle, paymentHandle, ends, documents } = bench;
    const order = await places();
    const shown = await page(order);
    const first = await lastPayment(order);
    await paymentHandle(first).cancel();
    const back = (await customer.presses(shown, 'delayed-fail')) ?? '';
    expect(await customer.opens(back)).toBe('processing');
    await ends(order, { outcome: 'NEGATIVE', stage: 'PAYMENT' });
    const { paymentId: second } = await orderHandle(order).executeUpdate(m.payAgainUpdate);
    expect(second).not.toBe(first);
    await paymentHandle(second).cancel();
    await customer.presses(
      (await paymentHandle(second).executeUpdate(m.pageOpenedUpdate)).pageUrl ?? '',
      'pay',
    );
    await ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
    expect((await completed(orderId(order))).name).toBe('COMPLETED');
    expect((await completed(paymentWorkflowId(second))).name).toBe('COMPLETED');
  });

  it('that is a termination of the order leaves the payment, which says that nobody follows it', async () => {
    const { places, page, customer, lastPayment, orderHandle, columns, settles, documents } = bench;
    const order = await places();
    const shown = await page(order);
    const paymentId = await lastPayment(order);
    await orderHandle(order).terminate('an operator did it');
    await customer.presses(shown, 'pay');
    await settles(paymentId, {
      outcome: 'POSITIVE',
      attentions: [expect.objectContaining({ code: 'ORDER_GONE' })],
    });
    expect(await columns(paymentWorkflowId(paymentId))).toMatchObject({ Attention: 'ORDER_GONE' });
    expect(await documents(order)).toEqual([]);
  });
});

it('replays', async () => {
  expect(await bench.replays(11)).toBe(11);
});
