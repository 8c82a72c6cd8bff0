import { randomUUID } from 'node:crypto';
import { QueryNotRegisteredError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  depositDocumentWorkflowId,
  erpWorkflowId,
  gatewayWorkflowId,
  paymentWorkflowId,
  shopWorkflowId,
  watchWorkflowId,
} from '../../domain/ids.ts';
import * as m from '../../workflows/messages.ts';
import * as e from '../../workflows/standing/erp/messages.ts';
import * as g from '../../workflows/standing/gateway/messages.ts';
import * as shop from '../../workflows/standing/shop/messages.ts';
import * as w from '../../workflows/standing/watch/messages.ts';
import { anOrder } from '../domain/orders-given.ts';
import { signed } from './bench.ts';
import { type FakeBench, openFakeBench } from './fake-bench.ts';
import { oddInputs } from './odd-inputs-given.ts';
import { anImport, aPage } from './states-given.ts';

let bench: FakeBench;
/** A workflow of each kind, under way, by its kind. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  bench = await openFakeBench();
  const { client, taskQueue, name } = bench;
  const start = async (kind: string, workflowId: string, ...args: unknown[]) => {
    ids[kind] = workflowId;
    await client.workflow.start(kind, { workflowId, taskQueue, args });
  };
  ids.order = bench.handle(await bench.starts('card')).workflowId;
  const paymentId = `odd-${randomUUID()}`;
  const payment: m.PaymentInput = {
    paymentId,
    gateway: 'cards',
    live: false,
    customerLabel: 'Ada Rossi',
    links: {},
    page: aPage(paymentId, { amount: 12300, currency: 'EUR' }),
    timing: anImport().timing,
  };
  await start('payment', paymentWorkflowId(payment.paymentId), payment);
  // Nobody writes there: it waits.
  const draft = { reference: `${name}/1`, order: anOrder() };
  await start('depositDocument', depositDocumentWorkflowId(randomUUID()), { payment, erp: 'nowhere', draft });
  const message = { id: 'm', source: 'notification', at: new Date().toISOString(), fact: 'PAID', status: '' };
  await start('lateMessage', `late:${randomUUID()}`, { gateway: 'cards', paymentId: 'p', message });
  const since = new Date().toISOString();
  const counts = { unreadable: [], held: 0, late: 0, started: 0, told: 0 };
  await start('gateway', gatewayWorkflowId(randomUUID()), {
    ...counts,
    gateway: 'cards',
    caughtUpUntil: since,
  });
  const cursor = { changedAt: since, id: '0' };
  const read = { since, importedUntil: since, cursor, recent: {} };
  await start('shop', shopWorkflowId(randomUUID()), { ...counts, ...read, shop: name });
  const erp = { ...counts, erp: 'books', payments: [], changesUntil: since };
  await start('erp', erpWorkflowId(randomUUID()), erp);
  await start('watch', watchWorkflowId(randomUUID()), { stuck: [], suspects: [] });
});
afterAll(() => bench?.stop());

/** Sends an update as the CLI does, which knows no types. */
const sends = (kind: string, name: string, args: unknown[]) =>
  handleOf(kind).executeUpdate<unknown, [unknown]>(name, { args: args as [unknown] });
const handleOf = (kind: string) => bench.client.workflow.getHandle(ids[kind] ?? '');

/** Failed workflow tasks of it so far. */
async function failedTasks(kind: string): Promise<number> {
  const { events } = await handleOf(kind).fetchHistory();
  return (events ?? []).filter((event) => event.workflowTaskFailedEventAttributes).length;
}

const signals = [
  ...[m.paymentChangedSignal, m.shopChangedSignal, m.documentChangedSignal].map((s) => ['order', s] as const),
  ...[m.messageSignal, m.closePageSignal, m.verifySignal].map((s) => ['payment', s] as const),
  ['erp', e.loginRefusedSignal] as const,
  ['watch', w.taskFailedSignal] as const,
];
const views: Record<string, () => Promise<unknown[]>> = {
  order: async () => (await handleOf('order').query(m.orderQuery)).attentions,
  payment: async () => (await handleOf('payment').query(m.paymentQuery)).attentions,
  erp: async () => [(await handleOf('erp').query(e.erpQuery)).attention],
  watch: async () => [(await handleOf('watch').query(w.watchQuery)).attention],
};

describe.each(signals.map(([kind, { name }]) => ({ kind, name })))(
  '$kind: the signal $name',
  ({ kind, name }) => {
    it('by hand, with whatever in it, is kept as not believed, and the workflow goes on', async () => {
      for (const args of Object.values(oddInputs)) await handleOf(kind).signal(name, ...args);
      const stands = expect.objectContaining({
        code: 'SIGNAL_NOT_BELIEVED',
        text: expect.stringContaining(`"${name}" at 2`),
      });
      await expect.poll(async () => await views[kind]?.()).toContainEqual(stands);
      await expect
        .poll(async () => {
          // Those whose seal is still being looked at stand again after it.
          await handleOf(kind).executeUpdate(m.settledUpdate, { args: [signed] });
          return await views[kind]?.();
        })
        .not.toContainEqual(stands);
      expect(await failedTasks(kind)).toBe(0);
    });
  },
);

const updates = [
  ...[m.retryUpdate, m.cancelOrderUpdate, m.letThroughUpdate, m.settledUpdate].map(
    (u) => ['order', u] as const,
  ),
  ...[m.verifyNowUpdate, m.resolveUpdate, m.closePaymentUpdate, m.refundUpdate].map(
    (u) => ['payment', u] as const,
  ),
  ...[m.returnedUpdate, m.settledUpdate].map((u) => ['payment', u] as const),
  ['depositDocument', m.retryUpdate] as const,
  ['lateMessage', m.settledUpdate] as const,
  ['gateway', g.catchUpFromUpdate] as const,
  ['shop', shop.importFromUpdate] as const,
  ...[e.resumeUpdate, m.settledUpdate].map((u) => ['erp', u] as const),
  ['watch', m.settledUpdate] as const,
];

describe.each(updates.map(([kind, { name }]) => ({ kind, name })))(
  '$kind: the update $name',
  ({ kind, name }) => {
    it('with whatever in it is refused, or does what it does without, and the workflow goes on', async () => {
      for (const [what, args] of Object.entries(oddInputs)) {
        const refused = await sends(kind, name, args).catch((error: { cause?: unknown }) => error.cause);
        expect(refused, what).toBeInstanceOf(ApplicationFailure);
      }
      expect(await failedTasks(kind)).toBe(0);
    });
  },
);

it('a decision that names the charge by something else than text is refused, and the payment goes on', async () => {
  const decision = { ...signed, outcome: 'POSITIVE', gatewayReference: 5, override: 'yes' } as never;
  const sent = handleOf('payment').executeUpdate(m.resolveUpdate, { args: [decision] });
  await expect(sent).rejects.toMatchObject({ cause: { type: 'RESOLUTION_INVALID' } });
  expect(await failedTasks('payment')).toBe(0);
});

it('what takes no input answers whatever is sent with it', async () => {
  for (const args of Object.values(oddInputs)) {
    await sends('order', m.announcedUpdate.name, args).catch((error: unknown) =>
      expect(error).toHaveProperty('cause'),
    );
    await handleOf('payment')
      .query(m.paymentQuery.name, ...args)
      .catch((error: unknown) => expect(error).toBeInstanceOf(QueryNotRegisteredError));
  }
  expect((await failedTasks('order')) + (await failedTasks('payment'))).toBe(0);
});
