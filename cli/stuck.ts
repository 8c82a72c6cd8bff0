import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Stuck } from '../activities/watch.ts';
import { failureCatalogue } from '../domain/failure.ts';
import { bad, type Finding, good } from '../domain/finding.ts';
import { watchWorkflowId } from '../domain/ids.ts';
import { tasksOf } from '../temporal/tasks.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { watchQuery } from '../workflows/standing/watch/messages.ts';

const NAMED = 10;
// A failed task is retried at once, so that one failure can pass; a task at its third attempt keeps failing.
const FAILED_TWICE = 3;

/**
 * Checks that no workflow is stuck, by what the server reports and by what our watch workflow knows. Throws the Temporal
 * client's own errors.
 */
export async function checkStuck(client: Client, taskQueue: string): Promise<Finding[]> {
  const workflowId = watchWorkflowId(taskQueue);
  const tasks = tasksOf(client, taskQueue);
  const stuck = new Set((await tasks.reported()).map(named));
  const handle = client.workflow.getHandle(workflowId);
  try {
    // `describe` works without a worker; a query does not.
    const { typedSearchAttributes, runId, status } = await handle.describe();
    if (status.name !== 'RUNNING') return [nobodyLooks(workflowId)];
    if ((await tasks.attempts({ workflowId, runId })) >= FAILED_TWICE) stuck.add(workflowId);
    else if (typedSearchAttributes.get(key.Attention) === 'WORKFLOW_STUCK')
      for (const workflow of (await handle.query(watchQuery)).stuck) stuck.add(named(workflow));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return [nobodyLooks(workflowId)];
  }
  if (stuck.size === 0) return [good('workflows', 'none is stopped by a fault of the software')];
  const names = [...stuck];
  const more = names.length > NAMED ? `, and ${names.length - NAMED} more` : '';
  const what = `${names.slice(0, NAMED).join(', ')}${more} can't go on: their tasks fail whenever they are tried`;
  return [bad('workflows', what, failureCatalogue.WORKFLOW_STUCK)];
}

const nobodyLooks = (workflowId: string): Finding =>
  bad(
    'workflows',
    `nobody looks for those that can't go on: ${workflowId} does not run`,
    'Start the worker anew, which starts it.',
  );

const named = ({ workflowId }: Stuck): string => workflowId;
