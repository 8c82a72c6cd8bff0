import {
  type ActivityOptions,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { ClockActivities, Dated } from '../../activities/dated.ts';

type Call = (...args: unknown[]) => Promise<Dated<unknown>>;
type Calls = Record<string, Call>;

/**
 * The time as this run's history has it: its start, the timers that fired, and the dated answers of its activities. It
 * never goes back, and can be behind. The time of a workflow task will not do: on replay, a task that was continued is
 * one with the next, and has that one's time. Whatever is decided by time is decided by this clock.
 */
export class Clock {
  #now = workflowInfo().startTime.getTime();

  /** Epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** The same in UTC, ISO 8601. */
  get text(): string {
    return new Date(this.#now).toISOString();
  }

  /** Sets the clock to a time that the history shows to be over; epoch milliseconds. */
  reached(time: number): void {
    this.#now = Math.max(this.#now, time);
  }

  /** The one way to call activities: the clock takes the dates of their answers. */
  activities<A extends object>(options: ActivityOptions): A {
    return this.#hearing<A>(proxyActivities<Calls>(options));
  }

  localActivities<A extends object>(options: LocalActivityOptions): A {
    return this.#hearing<A>(proxyLocalActivities<Calls>(options));
  }

  /** Asks an activity for the time now, where nothing else has it: that costs events. */
  async ask(): Promise<number> {
    const { readClock } = this.localActivities<ClockActivities>({ startToCloseTimeout: '10s' });
    await readClock();
    return this.#now;
  }

  #hearing<A extends object>(calls: Calls): A {
    return new Proxy({} as A, {
      get:
        (_, name) =>
        async (...args: unknown[]) => {
          const { at, answer } = await (calls[String(name)] as Call)(...args);
          this.reached(Date.parse(at));
          return answer;
        },
    });
  }
}

/**
 * The workflow task's time, which is another one on replay: only for how long to sleep, for what is sent to others, and
 * for people to read. Never for a comparison that decides on a command. Epoch milliseconds.
 */
export const taskTime = (): number => Date.now();

/** The same in UTC, ISO 8601. */
export const taskTimeText = (): string => new Date(taskTime()).toISOString();
