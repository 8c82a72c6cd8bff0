import { ApplicationFailure, CancellationScope } from '@temporalio/workflow';
import { changesSince, nameOf, type Shown } from '../../domain/shown.ts';
import { until } from './alone.ts';
import type { Clock } from './clock.ts';
import { CHANGED, type Signed } from './operators.ts';

/** A refusal that an operator reads: what is wrong, and what is possible now. */
export const refusal = (code: string, text: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(text, code);

/** Throws unless somebody signed. Called by every validator of an operator's update. */
export function assertSigned<T extends Signed>(signed: T | undefined): asserts signed is T {
  const given = (text: unknown) => typeof text === 'string' && text.trim() !== '';
  if (!signed || !given(signed.operator) || !given(signed.reason))
    throw refusal('UNSIGNED', 'Say who you are and why: {"operator": "your name", "reason": "..."}');
}

/** Throws where something is no longer as an operator's form showed it; by hand nothing is shown, and nothing compared. */
export function assertUnchanged({ seen }: Signed, shown: Shown[]): void {
  const changes = Array.isArray(seen) ? changesSince(seen, shown) : undefined;
  if (!changes) return;
  const now = changes.now.map((one) => ('by' in one && one.by ? `${nameOf(one)} by ${one.by}` : nameOf(one)));
  const gone = changes.gone.map((name) => `no longer ${name}`);
  throw refusal(CHANGED, `Nothing was done, since this changed meanwhile: ${[...now, ...gone].join('; ')}.`);
}

/** What an operator did, and why; kept for those who look later. */
export interface Deed extends Signed {
  at: string;
  action: string;
}

/** What operators ask for: handlers put work in and wait, the one loop does it, a piece at a time. */
export class OperatorQueue {
  readonly deeds: Deed[] = [];
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #clock: Clock;
  readonly #wake: () => void;

  constructor(clock: Clock, wake: () => void = () => undefined) {
    this.#clock = clock;
    this.#wake = wake;
  }

  get busy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Answers what `work` answers, once the loop has done it; refused where it is no longer as it was `shown` by then. */
  take(
    action: string,
    signed: Signed,
    work: () => Promise<string> | string,
    shown: () => Shown[] = () => [],
  ): Promise<string> {
    const { operator, reason } = signed;
    this.#wake();
    return new Promise((resolve, reject) => {
      this.#waiting.push(async () => {
        try {
          assertUnchanged(signed, shown());
          this.deeds.push({ at: this.#clock.text, action, operator, reason });
          resolve(await work());
        } catch (error) {
          // Only what was meant for the operator; a fault of ours has to stop the loop.
          if (!(error instanceof ApplicationFailure)) throw error;
          reject(error);
        }
      });
    });
  }

  /** Does what waits. An update does not say when it came, so the clock is asked first. */
  async serve(): Promise<void> {
    if (!this.busy) return;
    await this.#clock.ask();
    for (const work of this.#waiting.splice(0)) await work();
  }
}

/** A handler's wait: a cancellation of the workflow would otherwise end it, now and ever after. */
export const lasting = (holds: () => boolean): Promise<void> =>
  CancellationScope.nonCancellable(() => until(holds));
