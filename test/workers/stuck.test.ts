import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { checkStuck } from '../../cli/stuck.ts';
import { watchWorkflowId } from '../../domain/ids.ts';
import { startWatch } from '../../temporal/standing.ts';
import { failedRuns } from '../../workers/failed-runs.ts';
import { installationOf } from '../../workers/installation.ts';
import { startWorkers } from '../../workers/worker.ts';
import { bundling, workflowCode } from '../../workers/workflow-code.ts';
import * as m from '../../workflows/messages.ts';
import { watchQuery } from '../../workflows/standing/watch/messages.ts';
import { httpReceiver } from '../alerts/fake-receivers.ts';
import { headingIn, pathTo, Visitor } from '../api/operators-steps.ts';
import { type Bench, openBench } from '../workflows/bench.ts';

// As often as it looks in production while all is well, by ten.
const WATCH_MS = 6_000;
const WITHIN = { timeout: 120_000, interval: 500 };
let bench: Bench;
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
let demo: Visitor;
let working: { stop(): Promise<void> };

beforeAll(async () => {
  receiver = await httpReceiver();
  bench = await openBench(
    (config) => {
      config.alerts = { ...config.alerts, url: receiver.url };
    },
    { worker: 'elsewhere' },
  );
  working = await works(workflowCode);
  await startWatch(bench.world.client, bench.world.config);
  demo = new Visitor(bench.world.urls.api);
  await demo.signIn('demo', bench.world.ports.operatorPassword);
});
afterAll(async () => {
  await working?.stop();
  await bench?.stop();
  await receiver?.close();
});

/** A worker with these workflows. */
async function works(workflows: Partial<WorkerOptions>): Promise<{ stop(): Promise<void> }> {
  const { client, config } = bench.world;
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const { namespace } = client.options;
  const { taskQueue } = config.temporal;
  const installation = installationOf(config);
  const workers = await startWorkers({
    connection,
    namespace,
    taskQueue,
    installation,
    workflows,
    watchMs: WATCH_MS,
  });
  return {
    stop: async () => {
      workers.stop();
      await workers.done;
      await connection.close();
    },
  };
}

/** The workflows of a release that does one thing more before it starts a child. */
const unfitting = async (): Promise<Partial<WorkerOptions>> => ({
  workflowBundle: await bundleWorkflowCode({
    ...bundling,
    workflowInterceptorModules: [
      ...(bundling.workflowInterceptorModules ?? []),
      fileURLToPath(new URL('./fake-release.ts', import.meta.url)),
    ],
    logger: { ...console, info: () => undefined, trace: () => undefined, log: () => undefined },
  }),
});

it('an order that a release stops is seen by people within two minutes, in every place; rolled back, it goes on and nothing stands', {
  timeout: 280_000,
}, async () => {
  const { world, places, page, customer, orderHandle, columns, ends } = bench;
  const { client, config, urls } = world;
  const { taskQueue } = config.temporal;
  const watchId = watchWorkflowId(taskQueue);
  const watching = () => client.workflow.getHandle(watchId).query(watchQuery);
  const order = await places();
  const pageUrl = await page(order);
  const link = await customer.checkoutLink(order.id);
  const { workflowId } = orderHandle(order);
  expect(await checkStuck(client, taskQueue)).toMatchObject([{ ok: true }]);

  await working.stop();
  working = await works(await unfitting());
  await customer.presses(pageUrl, 'pay');

  await expect
    .poll(async () => (await watching()).stuck.map((workflow) => workflow.workflowId), WITHIN)
    .toEqual([workflowId]);
  expect((await watching()).attention).toMatchObject({ code: 'WORKFLOW_STUCK', text: workflowId });
  await expect.poll(() => columns(watchId)).toMatchObject({ Attention: 'WORKFLOW_STUCK' });
  await expect
    .poll(() => receiver.received.map(({ alert }) => `${alert.code} ${alert.text}`), WITHIN)
    .toEqual([`WORKFLOW_STUCK ${workflowId}`]);
  const [wrong] = await checkStuck(client, taskQueue);
  expect(wrong).toMatchObject({ ok: false, text: expect.stringContaining(workflowId) });

  const ofOrder = await demo.get(pathTo(workflowId));
  expect(ofOrder.status).toBe(200);
  expect(ofOrder.data).toContain('WORKFLOW_STUCK');
  expect(ofOrder.data).toContain('non riprende da solo');
  expect(ofOrder.data).not.toContain('riprendono da soli');
  expect(headingIn(ofOrder.data)).toContain(order.number);
  expect((await demo.get(pathTo(watchId))).data).toContain(encodeURIComponent(workflowId));
  const ofCustomer = await fetch(link);
  expect(ofCustomer.status).toBe(500);
  expect(await ofCustomer.text()).toContain('data-page="stuck"');
  const announced = await fetch(`${urls.api}/shops/${world.shop}/orders/${order.id}`, {
    method: 'POST',
    headers: { authorization: 'Bearer sandbox-announce-secret' },
  });
  expect(announced.status).not.toBe(200);

  await working.stop();
  working = await works(workflowCode);
  await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  await expect.poll(async () => (await watching()).stuck, WITHIN).toEqual([]);
  await expect.poll(() => columns(watchId)).not.toHaveProperty('Attention');
  expect(await checkStuck(client, taskQueue)).toMatchObject([{ ok: true }]);
  expect(await client.workflow.getHandle(workflowId).query(m.orderQuery)).toMatchObject({ stage: 'DONE' });
});

it('a watch that somebody terminated is one that does not run, whatever it found', async () => {
  const { client, config } = bench.world;
  const { taskQueue } = config.temporal;
  await client.workflow.getHandle(watchWorkflowId(taskQueue)).terminate();
  expect(await checkStuck(client, taskQueue)).toMatchObject([
    { ok: false, text: expect.stringContaining('does not run') },
  ]);
});

it('runs that a worker told of before the watch could be reached are told once it can', async () => {
  const told: string[][] = [];
  let away = true;
  failedRuns.tellTo(async (runIds) => {
    if (away) throw new Error('Temporal is away');
    told.push(runIds);
  });
  failedRuns.hear('one');
  failedRuns.hear('two');
  setTimeout(() => {
    away = false;
  }, 4_000);
  await expect.poll(() => told).toEqual([['one', 'two']]);
});
