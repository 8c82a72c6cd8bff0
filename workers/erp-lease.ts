import {
  ActivityCancelledError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
  type Client,
} from '@temporalio/client';
import { Runtime, Worker } from '@temporalio/worker';
import { dated } from '../activities/dated.ts';
import { erpLeaseActivities } from '../activities/erp-lease.ts';
import { withDeadline } from '../temporal/deadline.ts';
import { startErpLease } from '../temporal/standing.ts';
import { erpLeaseQueue } from '../workflows/standing/erp-lease/start.ts';
import { type ErpServerOptions, serveErp } from './erp.ts';
import { type Running, shutDown } from './running.ts';

// The activity ends by itself when it is told to. Until then the SDK must not stop its heartbeats while calls under way
// end.
const UNTIL_IT_ENDED = '1h';
const LOST = [ActivityNotFoundError, ActivityCancelledError, ActivityPausedError, ActivityResetError];

/** Waits as a standby for an ERP, and serves it while no other worker of the installation does. */
export async function standReady(options: ErpServerOptions): Promise<Running> {
  const { connection, client, taskQueue, installation, name } = options;
  const erp = installation.erps[name];
  if (!erp) throw new Error(`there is no ERP ${name}`);
  erp.lease.end();
  await startErpLease(client, taskQueue, name);
  const stopping = new AbortController();
  let failed: (error: unknown) => void = () => undefined;
  const failure = new Promise<never>((_resolve, reject) => {
    failed = reject;
  });
  const worker = await Worker.create({
    connection,
    namespace: client.options.namespace,
    taskQueue: erpLeaseQueue(taskQueue, name),
    activities: dated(
      erpLeaseActivities({
        lease: erp.lease,
        ask: asking(client, name),
        stopping: stopping.signal,
        failed,
        serve: () => serveErp(options),
        lost: () => startErpLease(client, taskQueue, name),
      }),
    ),
    maxConcurrentActivityTaskExecutions: 1,
    shutdownGraceTime: UNTIL_IT_ENDED,
  });
  return {
    done: Promise.race([failure, worker.run()]),
    stop: () => {
      stopping.abort();
      shutDown(worker);
    },
  };
}

/** The SDK sends its own heartbeats late and does not say whether they arrived; these do. */
const asking =
  (client: Client, name: string) =>
  async (taskToken: Uint8Array, ms: number): Promise<'held' | 'lost' | 'unknown'> => {
    const { logger } = Runtime.instance();
    try {
      await withDeadline(client, ms, () => client.activity.heartbeat(taskToken));
      return 'held';
    } catch (error) {
      const lost = LOST.some((kind) => error instanceof kind);
      logger.warn(
        lost ? 'another worker may serve the ERP' : 'Temporal does not confirm who serves the ERP',
        {
          name,
          error,
        },
      );
      return lost ? 'lost' : 'unknown';
    }
  };
