import type { Client } from '@temporalio/client';
import { type NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { dated } from '../activities/dated.ts';
import { erpActivities } from '../activities/erp.ts';
import { erpReadingActivities } from '../activities/erp-reading.ts';
import type { Installation } from '../activities/installation.ts';
import { erpWorkflowId } from '../domain/ids.ts';
import { loginIsRefused } from '../temporal/erp.ts';
import { ordersOf } from '../temporal/orders.ts';
import { sender } from '../temporal/signals.ts';
import * as e from '../workflows/standing/erp/messages.ts';
import { type Running, shutDown } from './running.ts';

export interface ErpServerOptions {
  connection: NativeConnection;
  client: Client;
  taskQueue: string;
  installation: Installation;
  name: string;
  shutdownGraceMs: number;
}

/**
 * Serves one ERP, which the caller has the lease of: writes documents in as many slots as it takes calls, but for one that reads. While its login is refused
 * no work is asked for: documents wait in their queue, and nobody's retries can lock the user.
 */
export async function serveErp(options: ErpServerOptions): Promise<Running> {
  const { connection, client, taskQueue, installation, name, shutdownGraceMs } = options;
  const erp = installation.erps[name];
  if (!erp) throw new Error(`there is no ERP ${name}`);
  const refused = erp.login !== undefined && (await loginIsRefused(client, name));
  const settings = installation.ofErp(name);
  const shared = { connection, namespace: client.options.namespace, shutdownGraceTime: shutdownGraceMs };
  const running = new Set<Promise<void>>();
  let writer: Worker | undefined;
  let stopped = false;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Until everything is made nobody handles it: this keeps it from being an unhandled rejection.
  failed.catch(() => undefined);

  const run = (worker: Worker): Promise<void> => {
    const done = worker.run();
    running.add(done);
    void done.catch(fail).finally(() => running.delete(done));
    return done;
  };
  const startWriting = async (): Promise<void> => {
    if (writer || stopped) return;
    const created = await Worker.create({
      ...shared,
      taskQueue: e.erpTaskQueue(taskQueue, name),
      activities: dated(erpActivities(installation.erps, installation.carriers)),
      maxConcurrentActivityTaskExecutions: settings.atOnce - 1,
    });
    void run(created);
    // Making the worker takes a moment, in which everything may have been stopped.
    if (stopped || erp.login?.refused) shutDown(created);
    else writer = created;
  };
  const stopWriting = (): void => {
    if (writer) shutDown(writer);
    writer = undefined;
  };
  erp.login?.onRefused((why) => {
    stopWriting();
    // If this fails, the ERP's workflow finds out at its next look.
    sender(client, installation.seals)(erpWorkflowId(name), e.loginRefusedSignal, { why }).catch((error) =>
      Runtime.instance().logger.error('a refused login could not be told', { error, name }),
    );
  });

  const reading = await Worker.create({
    ...shared,
    taskQueue: e.erpReadingQueue(taskQueue, name),
    activities: dated(
      erpReadingActivities(erp, ordersOf(client, taskQueue, installation.seals), settings, startWriting),
    ),
    maxConcurrentActivityTaskExecutions: 1,
  });
  // What this process knows of the login may be from long ago.
  if (refused) erp.login?.shut();
  else erp.login?.again();
  const readingDone = run(reading);
  if (!refused) await startWriting().catch(fail);
  return {
    done: Promise.race([failed, readingDone.then(async () => void (await Promise.all(running)))]),
    stop: () => {
      stopped = true;
      stopWriting();
      shutDown(reading);
    },
  };
}
