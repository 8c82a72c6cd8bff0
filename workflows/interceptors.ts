import type { WorkflowInterceptors } from '@temporalio/workflow';
import { afterwards, alone, isUnderWay } from './kit/alone.ts';

// The id of a query that came by itself, not with a workflow task.
const BY_ITSELF = 'legacy_query';

/**
 * While a local activity is under way, nothing else goes on in its workflow: answers of other calls wait until it ends.
 * So do queries that came with a workflow task: answering them would end the task, perhaps with the local activity's
 * marker recorded but not the commands that follow from it, and a replay, which can't know that, would go another way.
 * The server asks such a query again, by itself.
 */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      scheduleLocalActivity: (input, next) => alone(() => next(input)),
      scheduleActivity: (input, next) => afterwards(next(input)),
      startTimer: (input, next) => afterwards(next(input)),
      signalWorkflow: (input, next) => afterwards(next(input)),
      async startChildWorkflowExecution(input, next) {
        const [started, completed] = await next(input);
        return [afterwards(started), completed];
      },
    },
  ],
  internals: [
    {
      activate(input, next) {
        const jobs = input.activation.jobs ?? [];
        const waits = jobs.some(({ queryWorkflow }) => queryWorkflow && queryWorkflow.queryId !== BY_ITSELF);
        if (!isUnderWay() || !waits) next(input);
      },
    },
  ],
});
