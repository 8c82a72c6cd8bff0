import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import type { FailureCode } from '../../domain/failure.ts';

/**
 * What a failed activity stands for, so that a person can read it. Anything that is no activity's failure is a fault of
 * ours: it is thrown on, so that the workflow task waits for the repair instead of the order ending.
 */
export function attentionOf(error: unknown, whenLost: FailureCode): Attention {
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof ApplicationFailure && cause.type) {
    return { code: cause.type as FailureCode, text: cause.message };
  }
  if (cause instanceof TimeoutFailure)
    return { code: whenLost, text: `${error.activityType}: no answer in time` };
  return { code: whenLost, text: `${error.activityType}: ${cause?.message ?? error.message}` };
}

/**
 * One piece of work at a time, beside the loop that listens. A piece that fails stands, with what a person should know,
 * until it is released; the loop wakes on either.
 */
export class Lane {
  running = false;
  stands: Attention | undefined;
  readonly #whenLost: FailureCode;
  readonly #ended: () => void;

  /** `ended` is called each time a piece of work is over, either way. */
  constructor(whenLost: FailureCode, ended: () => void) {
    this.#whenLost = whenLost;
    this.#ended = ended;
  }

  get free(): boolean {
    return !this.running && this.stands === undefined;
  }

  release(): void {
    this.stands = undefined;
  }

  start(work: () => Promise<void>): void {
    this.running = true;
    void work()
      .catch((error) => {
        this.stands = attentionOf(error, this.#whenLost);
      })
      .finally(() => {
        this.running = false;
        this.#ended();
      });
  }
}
