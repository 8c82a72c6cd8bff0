import { randomUUID } from 'node:crypto';
import type { Duration } from '@temporalio/common';
import type proto from '@temporalio/proto';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { expect } from 'vitest';
import type { Installation } from '../../activities/installation.ts';
import { sealsOf } from '../../config/seals.ts';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import type { PaymentMapping } from '../../domain/schemas/mapping.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { Timing } from '../../domain/timing.ts';
import { sender } from '../../temporal/signals.ts';
import { startWorkers } from '../../workers/worker.ts';
import { workflowCode } from '../../workers/workflow-code.ts';
import { TASK_TIMEOUT } from '../../workflows/kit/alone.ts';
import * as m from '../../workflows/messages.ts';
import { orderStart } from '../../workflows/order/start.ts';
import { connectTest } from '../dev-server.ts';
import { signed, until } from './bench.ts';
import { matching } from './books.ts';
import { fakeGateway } from './fake-gateway.ts';
import { fakeErp, fakeShop } from './fakes.ts';
import { anImport } from './states-given.ts';

const methods = {
  card: 'cards',
  shipped: 'cards',
  hand: 'cards',
  bank: 'offline',
  paypal: 'prepaid',
  klarna: 'prepaid',
};
const laters = { shipped: 'onShipment', hand: 'byHand', klarna: 'onShipment' } as const;
const mapping = Object.entries(methods).map(([method, collect]): PaymentMapping => {
  const capture = laters[method as keyof typeof laters];
  return { method, collect, erpPayment: '8', ...(capture ? { capture } : {}) };
});

type History = proto.temporal.api.history.v1.IHistory;
export type FakeBench = Awaited<ReturnType<typeof openFakeBench>>;

/**
 * Orders between a shop, a gateway and books in memory, for cases that no sandbox produces. `verifyMs`: when the
 * gateway is asked while an outcome is to be verified; `facts`: other times of the installation.
 */
export async function openFakeBench(verifyMs = [200, 400], facts: Partial<Timing> = {}) {
  const temporal = await connectTest();
  const { client, taskQueue } = temporal;
  const name = `shop-${randomUUID().slice(0, 8)}`;
  const shop = fakeShop(name);
  const seals = sealsOf('a secret of these orders, which nobody else has');
  const send = sender(client, seals);
  const cards = fakeGateway(send);
  const books = fakeErp();
  const timing = { ...anImport().timing, verifyMs, erpLimitMs: 1_000, ...facts };
  const installation: Installation = {
    shops: { [name]: shop.shop },
    gateways: { cards: cards.gateway },
    erps: { books: books.erp },
    alerts: {},
    seals,
    mapping,
    carriers: [],
    catchUpMs: 60_000,
    ofErp: () => ({ mapping, shops: [name], everyMs: 60_000, atOnce: 3 }),
    importOf: () => ({ everyMs: 200, delayMs: 0, overlapMs: 60_000, atOnce: 5 }),
    ofGateway: () => ({ notifyUrl: 'https://pay.example/webhooks' }),
    ofShop: () => ({ erp: 'books', locale: 'it', timing }),
    customerLabel: () => 'Ada Rossi',
    checkoutUrl: (_shop, id) => `https://pay.example/checkout/${id}`,
  };
  const { namespace } = client.options;
  const connection = temporal.nativeConnection;
  const startWorking = (workflows?: Partial<WorkerOptions>) =>
    startWorkers({ connection, namespace, taskQueue, installation, ...(workflows ? { workflows } : {}) });
  let workers = await startWorking();
  let last = 0;
  const handle = (id: string) => client.workflow.getHandle(orderWorkflowId(name, id));
  const view = (id: string) => handle(id).query(m.orderQuery);

  return {
    shop,
    cards,
    books,
    handle,
    send,
    view,
    client,
    taskQueue,
    name,
    /** Starts an order that the shop has with these fields; answers its id. */
    async starts(
      method: keyof typeof methods,
      about: Partial<Order> = {},
      workflowTaskTimeout: Duration = TASK_TIMEOUT,
    ): Promise<string> {
      last += 1;
      const id = `${last}`;
      const now = new Date().toISOString();
      shop.has(id, { payment: { code: method, title: method }, createdAt: now, updatedAt: now, ...about });
      await client.workflow.start('order', {
        ...orderStart({ shop: name, id, announced: false }),
        taskQueue,
        workflowTaskTimeout,
      });
      return id;
    },
    ends: (id: string, wanted: Partial<m.OrderView>) => matching(`order ${id}`, () => view(id), wanted),
    codes: async (id: string) => (await view(id)).attentions.map(({ code }) => code),
    textOf: async (id: string, wanted: string) =>
      (await view(id)).attentions.find(({ code }) => code === wanted)?.text,
    checkout: (id: string) => handle(id).query(m.checkoutQuery),
    /** The newest payment of an order, once it has more than `before` and that one's page is open. */
    payment: (id: string, before = 0) =>
      until('a payment', async () => {
        const { payments } = await view(id);
        const paymentId = payments.length > before ? payments.at(-1)?.paymentId : undefined;
        if (!paymentId || cards.stateOf(paymentId) !== 'PAGE_OPEN') return undefined;
        // The gateway has its page before the payment knows it.
        const { pageId } = await client.workflow
          .getHandle(paymentWorkflowId(paymentId))
          .query(m.paymentQuery);
        return pageId ? paymentId : undefined;
      }),
    isClosed: (paymentId: string) =>
      until('its page to be closed', async () =>
        cards.stateOf(paymentId) === 'PAGE_EXPIRED' ? true : undefined,
      ),
    /** Changes the order in the shop, and tells its workflow of a change or a refund. */
    async changes(id: string, about: Partial<Order>, refunded = false): Promise<void> {
      const changedAt = new Date().toISOString();
      shop.has(id, refunded ? about : { updatedAt: changedAt, ...about });
      await send(handle(id).workflowId, m.shopChangedSignal, { changedAt, refunded });
    },
    offers: async (id: string) => (await handle(id).query(m.actionsQuery)).map(({ action }) => action),
    does: (
      id: string,
      update: typeof m.letThroughUpdate | typeof m.settledUpdate | typeof m.retryUpdate,
      by = signed,
    ) => handle(id).executeUpdate(update as typeof m.letThroughUpdate, { args: [by] }),
    /** What the order's page in the Temporal UI says. */
    async details(id: string): Promise<string> {
      const shown = await handle(id).query<{ currentDetails: string }>('__temporal_workflow_metadata');
      return shown.currentDetails;
    },
    /** Runs `begin` while no worker runs, and then starts one. */
    async withoutWorkers<T>(begin: () => Promise<T>): Promise<T> {
      workers.stop();
      await workers.done;
      const begun = await begin();
      workers = await startWorking();
      return begun;
    },
    /** Runs `begin` while workflows go on, but no worker makes their calls; then starts one that does. */
    async withoutCalls(begin: () => Promise<void>): Promise<void> {
      workers.stop();
      await workers.done;
      workers = await startWorking({ ...workflowCode, enableNonLocalActivities: false });
      await begin();
      workers.stop();
      await workers.done;
      workers = await startWorking();
    },
    /** Replays what was recorded here, as it is or `changed`, against the workflows as they are; answers how many. */
    async replays(expected: number, changed = (history: History) => history): Promise<number> {
      const query = `TaskQueue = '${taskQueue}'`;
      await until(`${expected} histories`, async () =>
        (await client.workflow.count(query)).count >= expected ? true : undefined,
      );
      const histories: { workflowId: string; history: History }[] = [];
      for await (const { workflowId, history } of client.workflow.list({ query }).intoHistories())
        histories.push({ workflowId, history: changed(history as History) });
      const failed: string[] = [];
      let count = 0;
      for await (const { error, workflowId } of Worker.runReplayHistories(workflowCode, histories)) {
        if (error) failed.push(`${workflowId}: ${error.message}`);
        count += 1;
      }
      expect(failed).toEqual([]);
      return count;
    },
    async stop(): Promise<void> {
      workers.stop();
      await workers.done;
      await temporal.close();
    },
  };
}

export const withCodes = (...codes: string[]) => codes.map((code) => expect.objectContaining({ code }));
