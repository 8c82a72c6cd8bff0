import type { Connection } from '@temporalio/client';

// A worker's poll lasts up to 60 s, and the server records when it began.
const POLLED_WITHIN_S = 150;

/** The numbers of temporal.api.enums.v1.TaskQueueType. */
const taskTypes = { workflow: 1, activity: 2 } as const;

/** Who asked for work of this kind lately; the SDK's identity of a worker is <process>@<host>. */
export async function recentPollers(
  { workflowService }: Pick<Connection, 'workflowService'>,
  namespace: string,
  taskQueue: string,
  type: keyof typeof taskTypes,
): Promise<string[]> {
  const { pollers } = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: taskTypes[type],
  });
  const since = Date.now() / 1000 - POLLED_WITHIN_S;
  return pollers
    .filter(({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) > since)
    .map(({ identity }) => identity ?? '');
}
