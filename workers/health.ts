import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { loadConfig } from '../config/load.ts';
import { explain } from '../config/run.ts';
import { requiredTemporal } from '../config/temporal.ts';

// A worker's poll lasts up to 60 s, and is told to the server when it begins.
const POLLED_WITHIN_MS = 150_000;
const DEADLINE_MS = 8_000;
// temporal.api.enums.v1.TaskQueueType
const WORKFLOW_TASKS = 1;

/** Whether a worker on this host asked Temporal for work lately: a container's health, which the worker itself can't pretend. */
async function main(): Promise<void> {
  const config = loadConfig(process.env.INCASSO_CONFIG ?? 'incasso.yaml', process.env);
  const { connectionOptions, namespace } = requiredTemporal();
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: DEADLINE_MS });
  const { pollers } = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: config.temporal.taskQueue },
      taskQueueType: WORKFLOW_TASKS,
    }),
  );
  await connection.close();
  const since = Date.now() / 1000 - POLLED_WITHIN_MS / 1000;
  // The SDK's identity of a worker is <process>@<host>.
  const healthy = pollers.some(
    ({ identity, lastAccessTime }) =>
      identity?.endsWith(`@${hostname()}`) && Number(lastAccessTime?.seconds ?? 0) > since,
  );
  if (healthy) return;
  console.error(`No worker of ${hostname()} polls ${config.temporal.taskQueue} in namespace ${namespace}`);
  process.exitCode = 1;
}

await main().catch(explain);
