import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { KEPT_IN_MEMORY } from '../../workers/workflow-code.ts';
import type { Sight } from '../sights.ts';
import { ERP_AT_ONCE, type FloorActivities, floorErpQueue } from './activities.ts';

/** The floor's worker, in a process of its own as ours is. Argument: its task queue. */
const [, , taskQueue = 'floor'] = process.argv;
const tell = (saw: 'opened' | 'written', id: string) =>
  process.send?.({ saw, id, at: Date.now() } satisfies Sight);

const activities: FloorActivities = {
  importOrder: async () => undefined,
  openPage: async (id) => void tell('opened', id),
  readShopState: async () => undefined,
  writeDocument: async (id) => void tell('written', id),
  writeBack: async () => undefined,
};
const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS });
const workflowsPath = fileURLToPath(new URL('./workflows.ts', import.meta.url));
const workers = [
  await Worker.create({
    connection,
    taskQueue,
    workflowsPath,
    activities,
    maxCachedWorkflows: KEPT_IN_MEMORY,
  }),
  await Worker.create({
    connection,
    taskQueue: floorErpQueue(taskQueue),
    activities,
    maxConcurrentActivityTaskExecutions: ERP_AT_ONCE - 1,
  }),
];
process.once('SIGTERM', () => {
  for (const worker of workers) worker.shutdown();
});
console.log('ready to be measured');
await Promise.all(workers.map((worker) => worker.run()));
await connection.close();
