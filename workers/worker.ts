import { Client } from '@temporalio/client';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { catchUpActivities } from '../activities/catch-up.ts';
import { dated } from '../activities/dated.ts';
import { importActivities } from '../activities/import.ts';
import { createActivities } from '../activities/index.ts';
import type { Installation } from '../activities/installation.ts';
import { watchActivities } from '../activities/watch.ts';
import { watchWorkflowId } from '../domain/ids.ts';
import { ordersOf } from '../temporal/orders.ts';
import { paidByOf } from '../temporal/paid-by.ts';
import { paymentsOf } from '../temporal/payments.ts';
import { sender } from '../temporal/signals.ts';
import { tasksOf } from '../temporal/tasks.ts';
import { taskFailedSignal } from '../workflows/standing/watch/messages.ts';
import { keepCallStacks } from './call-stacks.ts';
import { standReady } from './erp-lease.ts';
import { failedRuns } from './failed-runs.ts';
import { type Running, shutDown } from './running.ts';
import { KEPT_IN_MEMORY, workflowCode } from './workflow-code.ts';

// Long enough for a call that is under way to end; what doesn't is repeated safely by the next worker.
const SHUTDOWN_GRACE_MS = 20_000;
const WATCH_MS = 60_000;

export interface WorkerSettings {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  installation: Installation;
  /** ERPs that this process is a standby for; all of them where absent. One process at a time serves an ERP. */
  erps?: string[];
  /** The workflows' code; what was built, or the sources, where absent. */
  workflows?: Partial<WorkerOptions>;
  /** How often workflows that can't go on are looked for; milliseconds. */
  watchMs?: number;
  /** Whether the Temporal UI's "Call Stack" shows something. */
  callStacks?: boolean;
}

/** Starts the workers of this installation: one for orders and payments, and one standby for each ERP. */
export async function startWorkers({
  connection,
  namespace,
  taskQueue,
  installation,
  erps = Object.keys(installation.erps),
  workflows = workflowCode,
  watchMs = WATCH_MS,
  callStacks = false,
}: WorkerSettings): Promise<Running> {
  const { shops, gateways, catchUpMs, importOf, ofGateway, seals } = installation;
  const client = new Client({ connection, namespace });
  const send = sender(client, seals);
  keepCallStacks(callStacks);
  failedRuns.tellTo((runIds) => send(watchWorkflowId(taskQueue), taskFailedSignal, { runIds }));
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    ...workflows,
    activities: dated({
      ...createActivities(installation, paidByOf(client, taskQueue)),
      ...catchUpActivities(gateways, paymentsOf(client, taskQueue, seals), catchUpMs, ofGateway),
      ...importActivities(shops, ordersOf(client, taskQueue, seals), importOf),
      ...watchActivities(tasksOf(client, taskQueue), watchMs),
    }),
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    maxCachedWorkflows: KEPT_IN_MEMORY,
  });
  const servers: Running[] = [];
  for (const name of erps)
    servers.push(
      await standReady({
        connection,
        client,
        taskQueue,
        installation,
        name,
        shutdownGraceMs: SHUTDOWN_GRACE_MS,
      }),
    );
  const stop = () => {
    shutDown(worker);
    for (const server of servers) server.stop();
  };
  return { done: together([worker.run(), ...servers.map(({ done }) => done)], stop), stop };
}

/** Ends when all have; where one fails, the others are stopped first. */
async function together(all: Promise<void>[], stop: () => void): Promise<void> {
  try {
    await Promise.all(all);
  } catch (error) {
    stop();
    await Promise.allSettled(all);
    throw error;
  }
}
