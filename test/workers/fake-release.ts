import { sleep, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** Changes a workflow so that it fits no open order: it starts a timer before each child. */
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
