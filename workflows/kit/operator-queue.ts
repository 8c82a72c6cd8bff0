import { ApplicationFailure, CancellationScope } from '@temporalio/workflow';
import { formatMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
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

/** Throws for an amount (minor units) that is none, or more than `most`. */
export function assertAmount(amount: number, most: Money): void {
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > most.amount)
    throw refusal(
      'AMOUNT_INVALID',
      `"amount" is in minor units (cents), more than 0 and at most ${most.amount}, which is ${formatMoney(most)}.`,
    );
}

/**
 * Throws where something is no longer as the operator's form showed it. An update typed by hand names nothing that was
 * shown, so nothing is compared.
 */
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

/** What operators ask for: handlers queue the work and wait, the workflow's one loop does it, a piece at a time. */
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

  /** Answers what `work` answers, once the loop has done it; refused if by then something is no longer as it was `shown`. */
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
          // Only a refusal that was meant for the operator; a fault of ours has to stop the loop.
          if (!(error instanceof ApplicationFailure)) throw error;
          reject(error);
        }
      });
    });
  }

  /** Does the queued work. An update does not say when it came, so the clock is asked first. */
  async serve(): Promise<void> {
    if (!this.busy) return;
    await this.#clock.ask();
    for (const work of this.#waiting.splice(0)) await work();
  }
}

/** How a handler waits: otherwise a cancellation of the workflow would end this wait, and every later one at once. */
export const lasting = (holds: () => boolean): Promise<void> =>
  CancellationScope.nonCancellable(() => until(holds));
