import { CancellationScope, condition, isCancellation, sleep } from '@temporalio/workflow';

/**
 * The one timer of a workflow's loop. It is kept for as long as the time stays the same, however often the loop wakes
 * meanwhile: each timer costs two events and an action.
 */
export class Alarm {
  #at = Number.POSITIVE_INFINITY;
  #timer: CancellationScope | undefined;
  #rang = false;

  /** Waits until `woken`, or until a time; epoch milliseconds, infinity for no time. */
  async wait(woken: () => boolean, at: number): Promise<void> {
    if (at !== this.#at) this.#set(at);
    await condition(() => woken() || this.#rang);
    this.#rang = false;
  }

  #set(at: number): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#at = at;
    if (at === Number.POSITIVE_INFINITY) return;
    const timer = new CancellationScope();
    this.#timer = timer;
    void timer
      .run(() => sleep(at - Date.now()))
      .then(() => {
        this.#rang = true;
        this.#at = Number.POSITIVE_INFINITY;
      })
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }
}
