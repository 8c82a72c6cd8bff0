import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type NativeConnection, Worker } from '@temporalio/worker';
import { createActivities, type Installation } from '../activities/index.ts';

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
  return Worker.create({
    connection,
    namespace,
    taskQueue,
    ...(existsSync(codePath) ? { workflowBundle: { codePath } } : { workflowsPath }),
    activities: createActivities(installation),
    shutdownGraceTime: SHUTDOWN_GRACE_MS,
    maxCachedWorkflows: 2_000,
  });
}
