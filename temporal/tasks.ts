import { type Client, isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Stuck, Tasks } from '../activities/watch.ts';

const INVALID_ARGUMENT = 3;
const PART = 100;
const MOST_REPORTED = 500;
const PROBLEMS = ['category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut'];

/** What Temporal says of the tasks of our workflows. Throws the client's own errors. */
export function tasksOf({ workflow }: Client, taskQueue: string): Tasks {
  const list = async (condition: string): Promise<Stuck[]> => {
    const found: Stuck[] = [];
    const query = `${condition} AND TaskQueue = "${taskQueue}" AND ExecutionStatus = "Running"`;
    for await (const { workflowId, runId } of workflow.list({ query, pageSize: PART })) {
      found.push({ workflowId, runId });
      if (found.length === MOST_REPORTED) break;
    }
    return found;
  };
  const oneOf = (attribute: string, values: string[]) =>
    `${attribute} IN (${values.map((value) => `"${value}"`).join(', ')})`;
  return {
    async reported() {
      try {
        return await list(oneOf('TemporalReportedProblems', PROBLEMS));
      } catch (error) {
        // A server before 1.30 has no such attribute.
        const cause = error instanceof ServiceError ? error.cause : error;
        if (isGrpcServiceError(cause) && cause.code === INVALID_ARGUMENT) return [];
        throw error;
      }
    },
    async open(runIds) {
      const found: Stuck[] = [];
      for (let n = 0; n < runIds.length; n += PART)
        found.push(...(await list(oneOf('RunId', runIds.slice(n, n + PART)))));
      return found;
    },
    async attempts({ workflowId, runId }) {
      try {
        const { raw } = await workflow.getHandle(workflowId, runId).describe();
        return raw.pendingWorkflowTask?.attempt ?? 0;
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 0;
        throw error;
      }
    },
  };
}
