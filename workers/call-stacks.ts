import v8 from 'node:v8';
import threads from 'node:worker_threads';

const { Worker } = threads;
const { promiseHooks } = v8;

// What a workflow thread runs first: it has modules of its own.
const FIRST = `data:text/javascript,import v8 from 'node:v8'; v8.promiseHooks = { ...v8.promiseHooks, createHook: () => () => {} }`;

/** The SDK's threads that run workflows note no stacks. Other threads are left alone. */
class WithoutStacks extends Worker {
  constructor(...[file, options]: ConstructorParameters<typeof Worker>) {
    const execArgv = [...(options?.execArgv ?? process.execArgv), '--import', FIRST];
    super(file, `${file}`.endsWith('/workflow-worker-thread.js') ? { ...options, execArgv } : options);
  }
}

/**
 * Whether workers that are created from now on note where each promise of a workflow was made, which the "Call Stack" tab of
 * the Temporal UI shows. The SDK always does, by a promise hook, and has no switch: a quarter of a worker's time.
 */
export function keepCallStacks(kept: boolean): void {
  threads.Worker = kept ? Worker : WithoutStacks;
  // Another object: Node makes its own hooks, which cancellation scopes rest on, by the one that is there.
  const without = { ...promiseHooks, createHook: () => () => undefined };
  // Replays run workflows in this thread.
  Object.assign(v8, { promiseHooks: kept ? promiseHooks : without });
}
