import { setCurrentDetails, setHandler, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { type Attention, mostPressing } from '../../domain/attention.ts';
import type { Shown } from '../../domain/shown.ts';
import { type AlertMemory, Alerts } from '../kit/alerts.ts';
import { taskTime } from '../kit/clock.ts';
import { changedColumns } from '../kit/columns.ts';
import { actionsText } from '../kit/details.ts';
import { Loop } from '../kit/loop.ts';
import { assertSigned, assertUnchanged, refusal } from '../kit/operator-queue.ts';
import { type ActionOffer, actionsQuery, operatorDescriptions, settledUpdate } from '../kit/operators.ts';

// A look is about ten events of history.
const LOOKS_IN_A_RUN = 50;

/** What every standing workflow hands on from run to run with the rest of its state. */
export interface StandingState {
  attention?: Attention;
  alerts?: AlertMemory;
  /** Signals that are not ours, and that nobody has dealt with yet. */
  unbelieved?: Attention[];
  /**
   * Our page of a workflow, as PeopleLinks has it. Absent where there is none, and in workflows started before there was
   * this field.
   */
  operators?: string;
}

/** What is particular to one of them. */
export interface Life {
  /** One look; answers how long to wait for the next, in milliseconds. Never throws what a system answered. */
  look(): Promise<number>;
  /** What an operator can do now. */
  actions(): ActionOffer[];
  /** Current Details, under 2 kB; `doNow` has the links to the forms. */
  details(doNow: string): string;
  /** Begins anew with what is known. */
  again(): Promise<never>;
}

/** The life of a workflow that never ends: looks, shows, tells people, waits, and begins anew in time. */
export class Standing<State extends StandingState> {
  readonly loop: Loop;
  /** When the next look is due; epoch milliseconds. */
  nextAt: number;
  readonly #state: State;
  readonly #unbelieved: Attention[];
  readonly #alerts: Alerts;
  /** The present attention is told to people, even if the one before had the same code. */
  news = false;
  #shown: { Attention?: string };
  #lastSaid?: Attention;

  constructor(state: State) {
    this.#state = state;
    this.#unbelieved = [...(state.unbelieved ?? [])];
    state.unbelieved = this.#unbelieved;
    this.loop = new Loop(this.#unbelieved);
    this.nextAt = this.loop.clock.now;
    this.#alerts = new Alerts(this.loop.clock, undefined, state.alerts);
    const { attention } = this.view;
    this.#shown = { Attention: attention?.code };
    this.#lastSaid = attention;
  }

  /** What it says of itself. */
  get view(): State & { nextAt: string } {
    const found = [this.#state.attention, this.#unbelieved.at(-1)];
    const attention = mostPressing(found.filter((one) => one !== undefined));
    return { ...this.#state, attention, nextAt: new Date(this.nextAt).toISOString() };
  }

  async forEver(life: Life): Promise<never> {
    const { look, details, again } = life;
    const actions = () => this.#actions(life);
    setHandler(actionsQuery, actions, { description: operatorDescriptions.actions });
    this.#listen();
    const { clock, inbox } = this.loop;
    const { workflowId } = workflowInfo();
    let looks = 0;
    return this.loop.run<never>({
      turn: async () => {
        looks += 1;
        const before = clock.now;
        await inbox.empty();
        const waitMs = await look();
        // No activity gave a date: none answered, or none was called.
        if (clock.now === before) await clock.ask();
        this.nextAt = clock.now + waitMs;
        this.#publish(details(actionsText(this.#state, { workflowId, actions: actions() })));
      },
      // What came meanwhile is taken up now: a timer would be set for nothing.
      dueAt: () => (this.loop.woken ? clock.now : this.nextAt),
      end: () => {
        if (looks < LOOKS_IN_A_RUN) return undefined;
        return () => {
          this.#state.alerts = this.#alerts.memory;
          return again();
        };
      },
    });
  }

  #actions({ actions }: Life): ActionOffer[] {
    const shown = this.#shownUnbelieved();
    return [...actions(), ...(shown.length > 0 ? [{ action: 'settled', shown } as const] : [])];
  }

  #shownUnbelieved(): Shown[] {
    return this.#unbelieved.map((one) => ({ what: 'attention', ...one }));
  }

  #listen(): void {
    setHandler(
      settledUpdate,
      (signed) => {
        assertUnchanged(signed, this.#shownUnbelieved());
        this.#unbelieved.splice(0);
        this.loop.wake();
        return 'Settled.';
      },
      {
        description: operatorDescriptions.settled,
        validator: (signed) => {
          assertSigned(signed);
          if (this.#unbelieved.length === 0)
            throw refusal('NOT_NOW', 'Nothing is there that a person settles.');
        },
      },
    );
  }

  #publish(details: string): void {
    const { attention } = this.view;
    setCurrentDetails(details);
    const now = { Attention: attention?.code };
    const changed = changedColumns(this.#shown, now);
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.#shown = now;
    // While an attention lasts, each look words it anew: people are told the first wording only.
    if (this.#lastSaid?.code !== attention?.code || this.news) this.#lastSaid = attention;
    this.news = false;
    this.#alerts.track(this.#lastSaid ? [this.#lastSaid] : [], {});
  }
}

/** Checks a time that an operator wants to set back to; throws what the operator should have written. */
export function assertSince(since: unknown, { until, keptMs }: { until: string; keptMs?: number }): void {
  const time = typeof since === 'string' && ZONED.test(since) ? Date.parse(since) : Number.NaN;
  if (Number.isNaN(time))
    throw refusal('SINCE_UNREADABLE', 'Say since when, in UTC: "since": "2026-03-02T10:00:00Z"');
  if (time > Date.parse(until))
    throw refusal('SINCE_TOO_LATE', `Nothing was skipped: all until ${until} was read. Say an earlier time.`);
  if (keptMs !== undefined && time < taskTime() - keptMs)
    throw refusal('SINCE_TOO_EARLY', `It is kept for ${keptMs / DAY_MS} days. Say a later time.`);
}

const DAY_MS = 24 * 3_600_000;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
