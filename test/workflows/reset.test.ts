import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeBench, openFakeBench } from './fake-bench.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

/** As `temporal workflow reset --workflow-id ... --event-id ...`, to the end of its n-th workflow task. */
async function resets(id: string, n: number): Promise<void> {
  const workflowId = bench.handle(id).workflowId;
  const { events } = await bench.handle(id).fetchHistory();
  const ends = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  await bench.client.workflowService.resetWorkflowExecution({
    namespace: bench.client.options.namespace,
    workflowExecution: { workflowId },
    workflowTaskFinishEventId: ends.at(n)?.eventId,
    requestId: randomUUID(),
    reason: 'its task failed',
  });
}

it('an order that is reset keeps its page, hears again what was told, and is paid, written and told once', async () => {
  const id = await bench.starts('card');
  const paymentId = await bench.payment(id);
  await bench.changes(id, { status: 'changed' });
  await bench.ends(id, { stage: 'PAYMENT', inShop: expect.objectContaining({ status: 'changed' }) });
  await resets(id, 1);
  await bench.ends(id, { stage: 'PAYMENT', inShop: expect.objectContaining({ status: 'changed' }) });
  await bench.cards.pays(paymentId);
  await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  const { payments } = await bench.view(id);
  expect(payments.map((payment) => payment.paymentId)).toEqual([paymentId]);
  expect(bench.books.draftsOf(id)).toHaveLength(1);
  expect(bench.shop.toldOf(id).filter((kind) => kind === 'paid')).toEqual(['paid']);
});

it('one that is reset after it was paid hears of its money again', async () => {
  const id = await bench.starts('card');
  const paymentId = await bench.payment(id);
  await bench.cards.pays(paymentId);
  await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE' });
  await resets(id, 1);
  await bench.ends(id, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  const { payments } = await bench.view(id);
  expect(payments.map((payment) => payment.paymentId)).toEqual([paymentId]);
});
