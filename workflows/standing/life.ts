import {
  CancellationScope,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { type Attention, mostPressing } from '../../domain/attention.ts';
import type { Shown } from '../../domain/shown.ts';
import { type AlertMemory, Alerts } from '../kit/alerts.ts';
import { changedColumns } from '../kit/columns.ts';
import { actionsText } from '../kit/details.ts';
import { Loop, type Turns } from '../kit/loop.ts';
import { assertSigned, assertUnchanged, refusal } from '../kit/operator-queue.ts';
import { type ActionOffer, actionsQuery, operatorDescriptions, settledUpdate } from '../kit/operators.ts';

// A look is about ten events of history.
const LOOKS_IN_A_RUN = 50;
// Before the first answer says how often there is to look.
const FIRST_WAIT_MS = 60_000;

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

/** When to look again, in milliseconds: after `waitMs` this once, else after `everyMs`, which holds until it is said anew. */
export interface Look {
  everyMs?: number;
  waitMs?: number;
}

/** What is particular to one of them. */
export interface Life {
  /** One look. Never throws what a system answered. */
  look(): Promise<Look>;
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
  #everyMs = FIRST_WAIT_MS;
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

  /** Not even a cancellation ends it. To end it, somebody takes its system out of the configuration and then terminates the workflow. */
  async forEver(life: Life): Promise<never> {
    const { look, details, again } = life;
    const actions = () => this.#actions(life);
    setHandler(actionsQuery, actions, { description: operatorDescriptions.actions });
    this.#listen();
    const { clock, inbox } = this.loop;
    const { workflowId } = workflowInfo();
    let looks = 0;
    const turns: Turns<never> = {
      turn: async () => {
        looks += 1;
        const before = clock.now;
        await inbox.empty();
        const { everyMs, waitMs } = await look();
        this.#everyMs = everyMs ?? this.#everyMs;
        // No activity gave a date: none answered, or none was called.
        if (clock.now === before) await clock.ask();
        this.nextAt = clock.now + (waitMs ?? this.#everyMs);
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
    };
    return CancellationScope.nonCancellable(() => this.loop.run(turns));
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
