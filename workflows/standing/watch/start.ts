import { watchWorkflowId } from '../../../domain/ids.ts';
import { searchAttributes as key } from '../../kit/search-attributes.ts';
import type { WatchState } from './messages.ts';

/** One that never looked. */
export const newWatch = (): WatchState => ({ stuck: [], suspects: [] });

/** How it is started for the workflows of a task queue: one that runs goes on as it is. */
export const watchStart = (taskQueue: string, state: WatchState) => ({
  workflowId: watchWorkflowId(taskQueue),
  workflowIdConflictPolicy: 'USE_EXISTING' as const,
  taskQueue,
  args: [state] as [WatchState],
  staticSummary: 'Workflows that can not go on',
  typedSearchAttributes: [{ key: key.Stage, value: 'DONE' }],
});
