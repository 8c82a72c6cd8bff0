import { WorkflowNotFoundError } from '@temporalio/client';
import { Runtime } from '@temporalio/worker';

// Failures within this time are reported together; by then a run that has only just begun is in the list.
const GATHER_MS = 3_000;
const AGAIN_MS = 10_000;

/** Runs of which the SDK says that a task failed, on their way to the workflow that watches. */
class FailedRuns {
  readonly #waiting = new Set<string>();
  #tell: ((runIds: string[]) => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Never throws. */
  hear(runId: string): void {
    this.#waiting.add(runId);
    this.#soon(GATHER_MS);
  }

  /** Sets who is told of them from now on; those that waited are told too. */
  tellTo(tell: (runIds: string[]) => Promise<void>): void {
    this.#tell = tell;
    if (this.#waiting.size > 0) this.#soon(GATHER_MS);
  }

  #soon(ms: number): void {
    if (!this.#tell) return;
    this.#timer ??= setTimeout(() => void this.#flush(), ms).unref();
  }

  async #flush(): Promise<void> {
    const runIds = [...this.#waiting];
    this.#waiting.clear();
    this.#timer = undefined;
    try {
      await this.#tell?.(runIds);
    } catch (error) {
      // Nobody watches in an installation that never started it.
      if (error instanceof WorkflowNotFoundError) return;
      Runtime.instance().logger.warn('failed workflow tasks could not be told', { error, runIds });
      for (const runId of runIds) this.#waiting.add(runId);
      this.#soon(AGAIN_MS);
    }
  }
}

/** One for a process, as the SDK's runtime and its log are. */
export const failedRuns = new FailedRuns();
