import { NativeConnection } from '@temporalio/worker';
import { inject } from 'vitest';
import type { Config } from '../../config/schema.ts';
import type { World } from '../../sandbox/world.ts';
import { installationOf } from '../../workers/installation.ts';
import { startWorkers } from '../../workers/worker.ts';

/** A worker for a world that has none, with a configuration of its own. */
export async function startWorker(
  { config, client }: World,
  change: (config: Config) => void = () => undefined,
): Promise<{ stop(): Promise<void> }> {
  const changed = structuredClone(config);
  change(changed);
  const connection = await NativeConnection.connect({ address: inject('temporalAddress') });
  const { namespace } = client.options;
  const { taskQueue } = changed.temporal;
  const installation = installationOf(changed);
  const workers = await startWorkers({ connection, namespace, taskQueue, installation });
  return {
    stop: async () => {
      workers.stop();
      await workers.done;
      await connection.close();
    },
  };
}
