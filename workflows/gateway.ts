import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CatchUpActivities } from '../activities/catch-up.ts';
import type { Attention } from '../domain/attention.ts';
import { changedColumns } from './columns.ts';
import { attentionOf } from './failures.ts';
import { gatewayDetails } from './gateway-details.ts';
import * as g from './gateway-messages.ts';

// What the gateway lists late, or dates by another clock than its answers.
const OVERLAP_MS = 10 * 60_000;
const FIRST_WAIT_MS = 60_000;
// Gateways keep notifications for so long.
const KEPT_MS = 30 * 24 * 3_600_000;
// A look is about ten events of history.
const LOOKS_IN_A_RUN = 50;
const MOST_UNREADABLE = 10;

const { catchUp } = proxyActivities<CatchUpActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '20s',
  // The third goes on past a payment that does not answer.
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumAttempts: 3 },
  summary: 'Read the notifications that may have been missed',
});

/** Finds the notifications of a gateway that never arrived: reads them from the gateway, for ever. */
export async function gateway(state: g.GatewayState): Promise<never> {
  const run = new GatewayRun(state);
  run.listen();
  // Somebody who wants no more of it takes the gateway out of the configuration, then terminates this.
  return CancellationScope.nonCancellable(() => run.forEver());
}

class GatewayRun {
  readonly #state: g.GatewayState;
  #everyMs = FIRST_WAIT_MS;
  #nextAt = Date.now();
  #lookNow = true;
  #shown: { Attention?: string };

  constructor(state: g.GatewayState) {
    this.#state = { ...state };
    this.#shown = { Attention: state.attention?.code };
  }

  listen(): void {
    const { gateway, catchUpFrom } = g.gatewayDescriptions;
    const view = () => ({ ...this.#state, nextAt: new Date(this.#nextAt).toISOString() });
    setHandler(g.gatewayQuery, view, { description: gateway });
    setHandler(g.catchUpFromUpdate, (order) => this.#setBack(order), {
      description: catchUpFrom,
      validator: (order) => this.#refuse(order),
    });
  }

  async forEver(): Promise<never> {
    for (let looks = 1; ; looks += 1) {
      await this.#look();
      this.#publish();
      const enough = looks >= LOOKS_IN_A_RUN || workflowInfo().continueAsNewSuggested;
      // In one synchronous step: no order that was taken can be lost.
      if (enough && allHandlersFinished()) await continueAsNew<typeof gateway>(this.#state);
      if (!this.#lookNow) await condition(() => this.#lookNow, this.#nextAt - Date.now());
    }
  }

  /** Reads a part; where there is more, the next follows at once. */
  async #look(): Promise<void> {
    const state = this.#state;
    const from = state.caughtUpUntil;
    const since = new Date(Date.parse(from) - OVERLAP_MS).toISOString();
    this.#lookNow = false;
    try {
      const look = await catchUp(state.gateway, since);
      state.attention = undefined;
      state.lookedAt = new Date().toISOString();
      state.held += look.received.held;
      state.late += look.received.late;
      state.unreadable = [...new Set([...state.unreadable, ...look.unreadable])].slice(-MOST_UNREADABLE);
      this.#everyMs = look.everyMs;
      // Set back meanwhile: then it begins anew.
      if (state.caughtUpUntil === from) state.caughtUpUntil = look.until;
      if (look.more) this.#lookNow = true;
    } catch (error) {
      state.attention = this.#away(error);
    }
    this.#nextAt = Date.now() + this.#everyMs;
  }

  /** Reading has no effect: an answer that was lost is no more than a gateway that is away. */
  #away(error: unknown): Attention {
    const { code, text } = attentionOf(error, 'GATEWAY_AWAY');
    return { code: code === 'GATEWAY_ANSWER_LOST' ? 'GATEWAY_AWAY' : code, text };
  }

  #refuse(order: g.CatchUpFrom): void {
    const refuse = (text: string, type: string) => {
      throw ApplicationFailure.nonRetryable(text, type);
    };
    const example = '{"operator": "...", "reason": "...", "since": "2026-03-02T10:00:00Z"}';
    if (!isText(order?.operator) || !isText(order.reason))
      refuse(`Say who you are and why: ${example}`, 'UNSIGNED');
    const since = isText(order.since) && ZONED.test(order.since) ? Date.parse(order.since) : Number.NaN;
    if (Number.isNaN(since)) refuse(`Say since when, in UTC: ${example}`, 'SINCE_UNREADABLE');
    const { caughtUpUntil } = this.#state;
    if (since > Date.parse(caughtUpUntil))
      refuse(
        `Nothing was skipped: all until ${caughtUpUntil} was heard. Say an earlier time.`,
        'SINCE_TOO_LATE',
      );
    if (since < Date.now() - KEPT_MS)
      refuse('The gateway keeps notifications for 30 days. Say a later time.', 'SINCE_TOO_EARLY');
  }

  #setBack({ operator, reason, since }: g.CatchUpFrom): string {
    const state = this.#state;
    const caughtUpUntil = new Date(since).toISOString();
    Object.assign(state, { caughtUpUntil, unreadable: [] });
    state.setBack = { operator, reason, since: caughtUpUntil, at: new Date().toISOString() };
    this.#lookNow = true;
    return `Reading everything since ${caughtUpUntil} again.`;
  }

  #publish(): void {
    const state = this.#state;
    const { unreadable } = state;
    if (!state.attention && unreadable.length > 0)
      state.attention = { code: 'MESSAGE_UNREADABLE', text: unreadable.join(', ') };
    setCurrentDetails(gatewayDetails(state));
    const now = { Attention: state.attention?.code };
    const changed = changedColumns(this.#shown, now);
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.#shown = now;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
