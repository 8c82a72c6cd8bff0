import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { loadConfig } from '../config/load.ts';
import { explain } from '../config/run.ts';
import { requiredTemporal } from '../temporal/connection.ts';
import { recentPollers } from '../temporal/pollers.ts';

const DEADLINE_MS = 8_000;

/** Whether a worker on this host asked Temporal for work lately: a container's health, which the worker itself can't pretend. */
async function main(): Promise<void> {
  const config = loadConfig(process.env.INCASSO_CONFIG ?? 'incasso.yaml', process.env);
  const { connectionOptions, namespace } = requiredTemporal();
  const { taskQueue } = config.temporal;
  const connection = await Connection.connect({ ...connectionOptions, connectTimeout: DEADLINE_MS });
  const pollers = await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    recentPollers(connection, namespace, taskQueue, 'workflow'),
  );
  await connection.close();
  if (pollers.some((identity) => identity.endsWith(`@${hostname()}`))) return;
  console.error(`No worker of ${hostname()} polls ${taskQueue} in namespace ${namespace}`);
  process.exitCode = 1;
}

await main().catch(explain);
