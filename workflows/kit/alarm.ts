import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { until } from './alone.ts';
import { type Clock, taskTime } from './clock.ts';

/**
 * The one timer of a workflow's loop. It is kept for as long as the time stays the same, however often the loop wakes
 * meanwhile: each timer costs two events and an action.
 */
export class Alarm {
  readonly #clock: Clock;
  #at = Number.POSITIVE_INFINITY;
  #timer: CancellationScope | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits until `woken`, or until the clock has reached a time; epoch milliseconds, infinity for no time. */
  async wait(woken: () => boolean, at: number): Promise<void> {
    if (at !== this.#at) this.#set(at);
    await until(() => woken() || this.#clock.now >= at);
  }

  #set(at: number): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#at = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const timer = new CancellationScope();
    this.#timer = timer;
    // A time that is already over gets a timer too: a replay could not tell whether it was over.
    void timer
      .run(() => sleep(Math.max(1, at - taskTime())))
      .then(() => {
        this.#clock.reached(at);
        // One that rang during a local activity is taken up afterwards, when another time may have been set.
        if (this.#timer === timer) this.#at = Number.POSITIVE_INFINITY;
      })
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }
}
