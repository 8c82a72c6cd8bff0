import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderWorkflowId, paymentWorkflowId, shopWorkflowId } from '../../domain/ids.ts';
import * as m from '../../workflows/standing/shop/messages.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';

const DAY_MS = 24 * 3_600_000;

describe('an order that Temporal has forgotten, imported again', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench((config) => {
      config.windows.order = 15_000;
      for (const settings of Object.values(config.shops))
        Object.assign(settings.import, { enabled: true, every: 200, delay: 0 });
    });
  });
  afterAll(() => bench?.stop());

  const workflow = (id: string) => bench.world.client.workflow.getHandle(id);
  async function forgets(workflowId: string): Promise<void> {
    const { client } = bench.world;
    await workflow(workflowId).terminate('the end of its retention');
    await client.workflowService.deleteWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
    });
    await until('its end', async () =>
      workflow(workflowId)
        .describe()
        .then(
          () => undefined,
          () => true,
        ),
    );
  }
  /** Until its last change was imported: one that comes later would start it again. */
  const isImported = (order: Placed) =>
    until(`order ${order.id} in the import`, async () => {
      const { recent } = await workflow(shopWorkflowId(bench.world.shop)).query(m.shopQuery);
      const { updated_at } = (await bench.inShop(order)) as { updated_at?: string };
      return recent[order.id]?.slice(0, 19) === updated_at?.replace(' ', 'T') ? true : undefined;
    });
  async function isForgotten(order: Placed): Promise<void> {
    const { payments } = await bench.view(order);
    for (const id of [
      orderWorkflowId(bench.world.shop, order.id),
      ...payments.map(({ paymentId }) => paymentWorkflowId(paymentId)),
    ])
      await forgets(id);
  }
  async function importsAgain(): Promise<void> {
    const since = new Date(Date.now() - DAY_MS).toISOString();
    await workflow(shopWorkflowId(bench.world.shop)).executeUpdate(m.importFromUpdate, {
      args: [{ ...signed, since }],
    });
  }

  const paidOrder = async (): Promise<Placed> => {
    const order = await bench.places();
    await bench.pays(order);
    return order;
  };

  it('keeps its document, opens no page, tells nothing again; paid but never written, it asks for a person', {
    timeout: 120_000,
  }, async () => {
    const paid = await paidOrder();
    await bench.ends(paid, { stage: 'DONE', outcome: 'POSITIVE' });
    const transfer = await bench.places({ method: 'banktransfer' });
    await bench.ends(transfer, { stage: 'DONE' });
    const create = { method: 'POST', path: '/documenti/ordini-clienti$' };
    await bench.customer.tells(bench.world.urls.mexal, 'faults', {
      kind: 'status',
      status: 400,
      times: 1,
      ...create,
    });
    const unwritten = await paidOrder();
    await bench.ends(unwritten, {
      stage: 'DOCUMENT',
      attentions: [expect.objectContaining({ code: 'ERP_REFUSED' })],
      told: [expect.objectContaining({ kind: 'paid' })],
    });
    const orders = [paid, transfer, unwritten];
    const written = await Promise.all(orders.map(bench.documents));
    const before = await Promise.all(orders.map(bench.inShop));
    expect(written.map((documents) => documents.length)).toEqual([1, 1, 0]);

    await Promise.all(orders.map(isImported));
    await Promise.all(orders.map(isForgotten));
    await importsAgain();
    for (const order of orders)
      await until(`order ${order.id}`, async () => bench.view(order).catch(() => undefined));
    const untold = { payments: [], told: [] };
    await bench.ends(paid, { ...untold, stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    await bench.ends(transfer, { ...untold, stage: 'DONE', attentions: [] });
    await bench.ends(unwritten, {
      ...untold,
      stage: 'DOCUMENT',
      attentions: [expect.objectContaining({ code: 'FORGOTTEN_ORDER' })],
    });
    expect(await Promise.all(orders.map(bench.documents))).toEqual(written);
    expect(await Promise.all(orders.map(bench.inShop))).toEqual(before);

    await bench.retries(unwritten);
    await bench.ends(unwritten, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(await bench.documents(unwritten)).toHaveLength(1);
  });

  it('which was told that it is unpaid is asked of nobody again; one whose document was invoiced is not written again', {
    timeout: 120_000,
  }, async () => {
    const unpaid = await bench.places();
    await bench.ends(unpaid, { outcome: 'NEGATIVE', stage: 'DONE' });
    const invoiced = await bench.places({ method: 'banktransfer' });
    await bench.ends(invoiced, { stage: 'DONE' });
    const [number = ''] = await bench.documents(invoiced);
    const key = number.replace(/[ /]/g, '+');
    await bench.customer.tells(bench.world.urls.mexal, `documents/${key}/invoice`, {});
    const orders = [unpaid, invoiced];
    const written = await Promise.all(orders.map(bench.documents));
    await Promise.all(orders.map(isImported));
    await Promise.all(orders.map(isForgotten));
    await importsAgain();
    const forgotten = [expect.objectContaining({ code: 'FORGOTTEN_ORDER' })];
    for (const order of orders) {
      await until(`order ${order.id}`, async () => bench.view(order).catch(() => undefined));
      await bench.ends(order, { payments: [], told: [], stage: 'DOCUMENT', attentions: forgotten });
    }
    expect(await Promise.all(orders.map(bench.documents))).toEqual(written);
  });

  it('replays', async () => {
    expect(await bench.replays(5)).toBeGreaterThanOrEqual(5);
  });
});
