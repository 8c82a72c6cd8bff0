import { allHandlersFinished } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import { Alarm } from './alarm.ts';
import { until } from './alone.ts';
import { Clock } from './clock.ts';
import { Inbox } from './inbox.ts';
import { OperatorQueue } from './operator-queue.ts';

/** What is particular to one workflow. */
export interface Turns<Result> {
  /** Takes up what came and does what is due; also as the loop begins. */
  turn(): Promise<void>;
  /** When there is something to do though nothing happens; epoch milliseconds, infinity for no time. */
  dueAt(): number;
  /** How it ends, once everything that came was taken up; undefined while it goes on. */
  end(): (() => Result | Promise<Result>) | undefined;
}

/**
 * The one loop of a workflow. Handlers only store what came and wake the loop; it takes that up in turns, and sleeps
 * until something comes or the next thing is due.
 */
export class Loop {
  readonly clock = new Clock();
  readonly inbox: Inbox;
  readonly operators: OperatorQueue;
  readonly #alarm = new Alarm(this.clock);
  #wakes = 0;
  #seen = 0;
  /** Something happened: another turn follows. */
  readonly wake = (): void => {
    this.#wakes += 1;
  };

  /** `unbelieved` gets the signals that came without our seal, the newest few. */
  constructor(unbelieved: Attention[] = []) {
    this.inbox = new Inbox(this.clock, unbelieved, this.wake);
    this.operators = new OperatorQueue(this.clock, this.wake);
  }

  /** Something happened since the turn began. */
  get woken(): boolean {
    return this.#wakes !== this.#seen;
  }

  async run<Result>({ turn, dueAt, end }: Turns<Result>): Promise<Result> {
    for (;;) {
      this.#seen = this.#wakes;
      await turn();
      const ending = end();
      // Checked in the same synchronous step as the return: nothing that came in between can be lost.
      if (ending && !this.woken && this.#isEmpty && allHandlersFinished()) return ending();
      const due = dueAt();
      if (ending) await until(() => this.woken || allHandlersFinished());
      else if (due > this.clock.now) await this.#alarm.wait(() => this.woken, due);
    }
  }

  get #isEmpty(): boolean {
    return !this.inbox.full && !this.operators.busy;
  }
}
