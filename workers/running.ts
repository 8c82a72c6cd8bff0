import type { Worker } from '@temporalio/worker';

/** A worker under way: `done` ends when it has stopped, or throws what made it fail. */
export interface Running {
  done: Promise<void>;
  /** Takes no more; calls under way get time to end. Said twice, or of what has failed, it does nothing. */
  stop(): void;
}

/** Ends a worker. The SDK throws where it is ending already: a second signal would cut off what the first lets end. */
export function shutDown(worker: Worker): void {
  if (worker.getState() === 'RUNNING') worker.shutdown();
}
