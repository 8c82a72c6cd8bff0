import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { catchUpActivities } from '../activities/catch-up.ts';
import { importActivities } from '../activities/import.ts';
import { createActivities, type Installation } from '../activities/index.ts';
import { ordersOf } from '../api/orders.ts';
import { paymentsOf } from '../api/payments.ts';

const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
// Made by `npm run build`; beside it there are no sources to bundle at start.
const codePath = fileURLToPath(new URL('../workflows/bundle.js', import.meta.url));

// Long enough for a call that is under way to end; what doesn't is repeated safely by the next worker.
const SHUTDOWN_GRACE_MS = 20_000;

export interface WorkerSettings {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  installation: Installation;
}

/** A worker of this installation, ready to run. */
export function createWorker({
  connection,
  namespace,
  taskQueue,
  installation,
}: WorkerSettings): Promise<Worker> {
  const { shops, gateways, catchUpMs, importOf } = installation;
  const client = new Client({ connection, namespace });
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    ...(existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath }),
    activities: {
      ...createActivities(installation),
      ...catchUpActivities(gateways, paymentsOf(client, taskQueue), catchUpMs),
      ...importActivities(shops, ordersOf(client, taskQueue), importOf),
    },
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    maxCachedWorkflows: 2_000,
  });
}
