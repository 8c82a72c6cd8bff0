import type { WorkflowInterceptors } from '@temporalio/workflow';
import { afterwards, alone, isUnderWay } from './kit/alone.ts';

// Asked by itself, with no task of which the answer could be a part.
const BY_ITSELF = 'legacy_query';

/**
 * While a local activity is under way nothing else goes on in its workflow: answers of anything else wait for its end.
 * So do queries that came with a workflow task: their answer would end the task, perhaps with the local activity's marker
 * and without what follows from it. A replay could not tell that, and would go another way. The server asks again, by
 * itself, what was not answered.
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
