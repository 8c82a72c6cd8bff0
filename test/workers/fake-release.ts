import { sleep, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** What a release does that fits no open order: a timer before each child's start. */
export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      async startChildWorkflowExecution(input, next) {
        await sleep(5);
        return next(input);
      },
    },
  ],
});
