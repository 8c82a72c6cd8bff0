import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { alertActivities } from '../../activities/alert.ts';
import { createAlertChannels } from '../../alerts/index.ts';
import { AlertSettings } from '../../alerts/settings.ts';
import type { Attention } from '../../domain/attention.ts';
import { type AlertContext, speaksForItself } from '../../workflows/alerts.ts';
import { httpReceiver, mailServer } from '../alerts/receivers.ts';
import { connectTest, type TestTemporal } from '../temporal.ts';
import { type alerting, attentionsSignal, doneQuery, endSignal } from './alerting.ts';

const workflowsPath = fileURLToPath(new URL('./alerting.ts', import.meta.url));
const context: AlertContext = {
  order: { shop: 'shop', number: '000000012' },
  customer: 'Ada Rossi',
  amount: { amount: 13580, currency: 'EUR' },
};
const refused: Attention = { code: 'ERP_REFUSED', text: 'article 12 is blocked' };
const disputed: Attention = { code: 'DISPUTED', text: 'the customer disputes pi_1' };

const logger = new DefaultLogger('ERROR');
Runtime.install({ logger });

let temporal: TestTemporal;
let workflowBundle: WorkflowBundleWithSourceMap;
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
let mails: Awaited<ReturnType<typeof mailServer>>;
const stopping: (() => Promise<void>)[] = [];
beforeAll(async () => {
  temporal = await connectTest();
  workflowBundle = await bundleWorkflowCode({ workflowsPath, logger });
});
beforeEach(async () => {
  receiver = await httpReceiver();
  mails = await mailServer();
});
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
  await receiver.close();
  await mails.stop();
});
afterAll(() => temporal?.close());

async function startWorker(settings = both()): Promise<() => Promise<void>> {
  const { nativeConnection: connection, taskQueue } = temporal;
  const activities = alertActivities(createAlertChannels(AlertSettings.parse(settings)));
  const worker = await Worker.create({ connection, taskQueue, workflowBundle, activities });
  const working = worker.run();
  let stopped: Promise<void> | undefined;
  const stop = () => {
    if (!stopped) worker.shutdown();
    stopped ??= working;
    return stopped;
  };
  stopping.push(stop);
  return stop;
}

const posting = () => ({ url: receiver.url });
const mailing = () => ({
  mail: {
    smtp: { host: '127.0.0.1', port: mails.port, secure: false },
    from: 'incasso@shop.example',
    to: ['ada@shop.example'],
  },
});
const both = (): object => ({ ...posting(), ...mailing() });

async function begin(pauseMs?: number) {
  const { client, taskQueue } = temporal;
  const workflowId = `alerting:${randomUUID()}`;
  const handle = await client.workflow.start<typeof alerting>('alerting', {
    workflowId,
    taskQueue,
    args: [context, pauseMs],
  });
  let told = 0;
  return {
    handle,
    workflowId,
    /** Publishes, and waits until the workflow is through with it. */
    async publishes(...attentions: Attention[]): Promise<void> {
      await handle.signal(attentionsSignal, attentions);
      told += 1;
      await expect.poll(() => handle.query(doneQuery), { timeout: 10_000 }).toBe(told);
    },
    async ends(): Promise<number> {
      await handle.signal(endSignal);
      return handle.result();
    },
  };
}

const posted = () => receiver.received.map(({ alert }) => alert.key);
const mailed = () => mails.mails.map(({ headers }) => headers['x-incasso-key']);
const within = { timeout: 15_000 };

async function pendingOf(client: Client, workflowId: string): Promise<string[]> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return (raw.pendingActivities ?? []).map(({ activityType }) => activityType?.name ?? '');
}

test('each attention goes out once by each channel, with all that people need', async () => {
  await startWorker();
  const { publishes, ends, workflowId } = await begin();
  await publishes();
  await publishes(refused);
  await publishes(refused);
  await publishes(disputed, refused);
  await publishes(refused, disputed);
  const keys = [`${workflowId}/DISPUTED/1`, `${workflowId}/ERP_REFUSED/1`];
  await expect.poll(() => [...posted()].sort(), within).toEqual(keys);
  await expect.poll(() => [...mailed()].sort(), within).toEqual(keys);
  expect(receiver.received.find(({ alert }) => alert.code === 'ERP_REFUSED')?.alert).toEqual({
    ...context,
    ...refused,
    key: `${workflowId}/ERP_REFUSED/1`,
    workflowId,
    whatToDo: "Read the ERP's own words, mend what they name, then retry.",
    at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  const subjects = mails.mails.map(({ headers }) => headers.subject);
  expect(subjects).toContain('[Incasso] Ordine 000000012: ERP_REFUSED, 135,80 €');
  await ends();
  expect([posted().length, mails.mails.length]).toEqual([2, 2]);
});

test('what goes away and comes back is told again, under a key of its own; another text is another attention', async () => {
  await startWorker(posting());
  const { publishes, workflowId } = await begin();
  await publishes(refused);
  await publishes();
  await publishes(refused);
  await publishes(refused, { ...refused, text: 'article 13 is blocked' });
  const keys = [1, 2, 3].map((n) => `${workflowId}/ERP_REFUSED/${n}`);
  await expect.poll(() => [...posted()].sort(), within).toEqual(keys);
});

test('a mail server that is away delays nothing else; the mail comes when it is back, though the worker was restarted', async () => {
  await mails.stop();
  const stop = await startWorker();
  const { publishes, ends, workflowId, handle } = await begin();
  await publishes(refused);
  await expect.poll(posted, within).toEqual([`${workflowId}/ERP_REFUSED/1`]);
  await expect.poll(() => pendingOf(temporal.client, workflowId), within).toEqual(['mailAlert']);
  await publishes(refused, disputed);
  await expect.poll(posted, within).toHaveLength(2);

  await stop();
  await mails.start();
  await startWorker();
  await expect.poll(() => [...mailed()].sort(), within).toEqual([...posted()].sort());
  await publishes(refused, disputed);
  expect(await ends()).toBe(3);
  expect([posted().length, mails.mails.length]).toEqual([2, 2]);

  const history = await handle.fetchHistory();
  await Worker.runReplayHistory({ workflowBundle }, history, workflowId);
});

test('what a receiver refuses is tried again while it stands, and the other channel is not repeated', async () => {
  receiver.answers.status = 401;
  await startWorker();
  const { publishes, workflowId } = await begin(300);
  await publishes(refused);
  await expect.poll(() => posted().length, within).toBeGreaterThanOrEqual(2);
  receiver.answers.status = 200;
  const tries = posted().length;
  await expect.poll(() => posted().length, within).toBe(tries + 1);
  expect(new Set(posted())).toEqual(new Set([`${workflowId}/ERP_REFUSED/1`]));
  expect(mailed()).toEqual([`${workflowId}/ERP_REFUSED/1`]);
});

test('what was refused is not tried again once it is over', async () => {
  receiver.answers.status = 401;
  await startWorker(posting());
  const { publishes, handle, workflowId } = await begin(1_000);
  await publishes(refused);
  await expect.poll(posted, within).toHaveLength(1);
  await publishes();
  const fired = async () => {
    const { events = [] } = await handle.fetchHistory();
    return events?.filter(({ timerFiredEventAttributes }) => timerFiredEventAttributes).length ?? 0;
  };
  // Two of the two publications, and the pause.
  await expect.poll(fired, within).toBe(3);
  expect(await pendingOf(temporal.client, workflowId)).toEqual([]);
  expect(posted()).toHaveLength(1);
});

test('where no channel is configured the workflow goes on, and calls no activity', async () => {
  await startWorker({});
  const { publishes, ends, handle } = await begin();
  await publishes(refused);
  expect(await ends()).toBe(1);
  const { events } = await handle.fetchHistory();
  expect(
    events?.some(({ activityTaskScheduledEventAttributes }) => activityTaskScheduledEventAttributes),
  ).toBe(false);
});

test('a workflow that ends does not wait for an alert', async () => {
  await mails.stop();
  await startWorker(mailing());
  const { publishes, ends } = await begin();
  await publishes(refused);
  expect(await ends()).toBe(1);
});

test('a workflow that somebody tried to cancel tells its alerts all the same', async () => {
  await startWorker(mailing());
  const { publishes, handle } = await begin();
  await publishes();
  await handle.cancel();
  await publishes(disputed);
  await expect.poll(mailed, within).toHaveLength(1);
});

test('the order speaks for its payments; without an order, or once it is gone, they speak themselves', () => {
  const ofOrder = { order: { workflowId: 'order:shop:1', shop: 'shop', number: '1' } };
  const input = { paymentId: 'p' } as Parameters<typeof speaksForItself>[0];
  expect(speaksForItself({ ...input, ...ofOrder }, false)).toBe(false);
  expect(speaksForItself({ ...input, ...ofOrder }, true)).toBe(true);
  expect(speaksForItself(input, false)).toBe(true);
});
