import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client } from '@temporalio/client';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { catchUpActivities } from '../activities/catch-up.ts';
import { createActivities, type Installation } from '../activities/index.ts';
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
  const { gateways, catchUpMs } = installation;
  const payments = paymentsOf(new Client({ connection, namespace }), taskQueue);
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    ...(existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath }),
    activities: {
      ...createActivities(installation),
      ...catchUpActivities(gateways, payments, catchUpMs),
    },
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    maxCachedWorkflows: 2_000,
  });
}
