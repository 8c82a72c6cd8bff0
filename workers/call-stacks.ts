import v8 from 'node:v8';
import threads from 'node:worker_threads';

const { Worker } = threads;
const { createHook } = v8.promiseHooks;
const noHook: typeof createHook = () => () => undefined;

// What a workflow thread runs first: it has modules of its own.
const WITHOUT_HOOK = `data:text/javascript,import v8 from 'node:v8'; v8.promiseHooks.createHook = ${noHook}`;

/** The SDK's threads that run workflows, told to note no stacks. Other threads are left alone. */
class WithoutStacks extends Worker {
  constructor(...[file, options]: ConstructorParameters<typeof Worker>) {
    const execArgv = [...(options?.execArgv ?? process.execArgv), '--import', WITHOUT_HOOK];
    super(file, `${file}`.endsWith('/workflow-worker-thread.js') ? { ...options, execArgv } : options);
  }
}

/**
 * Whether workers that are created from now on note where each promise of a workflow was made, which the "Call Stack" tab of
 * the Temporal UI shows. The SDK always does, by a promise hook, and has no switch: a quarter of a worker's time.
 */
export function keepCallStacks(kept: boolean): void {
  threads.Worker = kept ? Worker : WithoutStacks;
  v8.promiseHooks.createHook = kept ? createHook : noHook;
}
