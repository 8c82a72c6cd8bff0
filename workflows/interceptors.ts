import type { WorkflowInterceptors } from '@temporalio/workflow';

// Asked by itself, with no task of which the answer could be a part.
const BY_ITSELF = 'legacy_query';

/**
 * Queries that came with a workflow task wait while a local activity of it is under way: their answer would end the task,
 * perhaps with the local activity's marker and without what follows from it. A replay could not tell that, and would go
 * another way. The server asks again, by itself, what was not answered.
 */
export const interceptors = (): WorkflowInterceptors => {
  let underWay = 0;
  return {
    outbound: [
      {
        async scheduleLocalActivity(input, next) {
          underWay += 1;
          try {
            return await next(input);
          } finally {
            underWay -= 1;
          }
        },
      },
    ],
    internals: [
      {
        activate(input, next) {
          const jobs = input.activation.jobs ?? [];
          const waits = jobs.some(
            ({ queryWorkflow }) => queryWorkflow && queryWorkflow.queryId !== BY_ITSELF,
          );
          if (underWay === 0 || !waits) next(input);
        },
      },
    ],
  };
};
