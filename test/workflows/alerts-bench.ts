import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { expect } from 'vitest';
import { alertActivities } from '../../activities/alert.ts';
import { dated } from '../../activities/dated.ts';
import { createAlertChannels } from '../../alerts/index.ts';
import { AlertSettings } from '../../alerts/settings.ts';
import type { Attention } from '../../domain/attention.ts';
import type { AlertContext } from '../../workflows/kit/alerts.ts';
import { httpReceiver, mailServer } from '../alerts/fake-receivers.ts';
import { bundled } from '../bundled.ts';
import { connectTest } from '../dev-server.ts';
import { type alerting, attentionsSignal, doneQuery, endSignal } from './fake-alerting.ts';
import '../quiet.ts';

export const context: AlertContext = {
  order: { shop: 'shop', number: '000000012' },
  customer: 'Ada Rossi',
  amount: { amount: 13580, currency: 'EUR' },
};

export type AlertsBench = Awaited<ReturnType<typeof openAlertsBench>>;

/** A test file's workflows that raise alerts, and what starts its workers and its receivers. */
export async function openAlertsBench() {
  const temporal = await connectTest();
  const { workflowBundle } = await bundled(new URL('./fake-alerting.ts', import.meta.url));
  return {
    replays: (history: Parameters<typeof Worker.runReplayHistory>[1]) =>
      Worker.runReplayHistory({ workflowBundle }, history),
    /** A receiver, a mail server, and workers that use them, on a task queue of their own. */
    async receivers() {
      const taskQueue = `alerts-${randomUUID()}`;
      const receiver = await httpReceiver();
      const mails = await mailServer();
      const posting = { url: receiver.url };
      const smtp = { host: '127.0.0.1', port: mails.port, secure: false };
      const mailing = { mail: { smtp, from: 'incasso@shop.example', to: ['ada@shop.example'] } };
      const stopping: (() => Promise<void>)[] = [];
      return {
        begin: (pauseMs?: number) => begin(temporal.client, taskQueue, pauseMs),
        receiver,
        mails,
        posting,
        mailing,
        posted: () => receiver.received.map(({ alert }) => alert.key),
        mailed: () => mails.mails.map(({ headers }) => headers['x-incasso-key'] ?? ''),
        async startWorker(settings: object = { ...posting, ...mailing }): Promise<() => Promise<void>> {
          const { nativeConnection: connection } = temporal;
          const activities = dated(alertActivities(createAlertChannels(AlertSettings.parse(settings))));
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
        },
        async close(): Promise<void> {
          for (const stop of stopping.splice(0).reverse()) await stop();
          await receiver.close();
          await mails.stop();
        },
      };
    },
    close: () => temporal.close(),
  };
}

async function begin(client: Client, taskQueue: string, pauseMs?: number) {
  const workflowId = `alerting:${randomUUID()}`;
  const handle = await client.workflow.start<typeof alerting>('alerting', {
    workflowId,
    taskQueue,
    args: [context, pauseMs],
  });
  let lastCount = 0;
  return {
    handle,
    workflowId,
    /** Publishes attentions, and waits until the workflow has handled them. */
    async publishes(...attentions: Attention[]): Promise<void> {
      await handle.signal(attentionsSignal, attentions);
      lastCount += 1;
      await expect.poll(() => handle.query(doneQuery), { timeout: 10_000 }).toBe(lastCount);
    },
    async ends(): Promise<number> {
      await handle.signal(endSignal);
      return handle.result();
    },
    /** The activities that have not ended. */
    async pending(): Promise<string[]> {
      const { raw } = await handle.describe();
      return (raw.pendingActivities ?? []).map(({ activityType }) => activityType?.name ?? '');
    },
    history: () => handle.fetchHistory(),
  };
}
