import type { GatewayActivities } from '../../activities/gateway.ts';
import type { FailureKind } from '../../domain/failure.ts';
import { captureKey } from '../../domain/holds.ts';
import type { Fact } from '../../domain/schemas/message.ts';
import { waitAfter } from './due.ts';
import type { PaymentState } from './state.ts';

type Taking = Parameters<GatewayActivities['capture']>[1];

const DAY_MS = 24 * 3_600_000;

/**
 * Whether money is to be taken now: what the customer agreed to at once, what is held once somebody wants it. Never what was to be
 * closed, nor what a person decided, nor what has no time left.
 */
export const captureDue = (state: PaymentState, now: number): boolean =>
  isWanted(state) && !state.closeRequested && now >= state.captureAfter && now < takeBefore(state, now);

function isWanted({ settlement: { reason }, page, takeWanted }: PaymentState): boolean {
  if (page === undefined) return false;
  return reason === 'APPROVED' || (reason === 'AUTHORISED' && takeWanted !== undefined);
}

/** From when on nothing is begun; epoch milliseconds. A hold whose end the gateway does not say has one tomorrow. */
function takeBefore({ page, settlement: { reason, held } }: PaymentState, now: number): number {
  const end = Date.parse((reason === 'APPROVED' ? page?.expiresAt : held?.until) ?? '');
  return Number.isNaN(end) ? now + DAY_MS : end;
}

/** The try that comes next: under the same key as the last one, unless that one was refused. It is noted before it is made. */
export function beginTry(state: PaymentState, now: number): Taking {
  const { input, page, settlement, takeWanted } = state;
  const { paymentId, page: request } = input;
  const key = captureKey(paymentId, state.captures + 1);
  const hold = settlement.reason === 'AUTHORISED' ? settlement.held?.reference : undefined;
  const money = hold === undefined ? request.total : (takeWanted ?? request.total);
  const again = state.captureUnsure !== undefined;
  state.captureUnsure = { key, hold, again };
  if (hold !== undefined) {
    state.taken = money;
    state.takeTried = true;
  }
  const before = new Date(takeBefore(state, now)).toISOString();
  const pageId = (hold === undefined ? undefined : settlement.held?.page) ?? page?.id ?? '';
  const tried = { ...(hold === undefined ? {} : { hold }), ...(again ? { again } : {}) };
  return { paymentId, pageId, ...tried, money, captureKey: key, before };
}

/** What was not taken is not tried again before the gateway was asked. */
export function rest(state: PaymentState, now: number): void {
  state.since = now;
  if (isWanted(state)) state.captureAfter = now + waitAfter(state, state.inquiries);
}

// Gateways may keep such an answer under its key: what caused it can be mended, and the key gives the same answer.
const KEPT = new Set(['GATEWAY_STORED_FAILURE', 'GATEWAY_REFUSED', 'GATEWAY_AMOUNT_REFUSED']);

/**
 * A try failed. One that did nothing says nothing of a try before it, of which nobody knows; but where the gateway has an answer for its
 * key, no other comes, and the next key follows once it is clear that nothing came of this one.
 */
export function endTry(
  state: PaymentState,
  kind: FailureKind,
  before: PaymentState['captureUnsure'],
  code = '',
): void {
  const { captureUnsure } = state;
  if (kind === 'maybe' || !captureUnsure) return;
  if (KEPT.has(code) && (before || code === 'GATEWAY_STORED_FAILURE'))
    state.captureUnsure = { ...captureUnsure, spent: true };
  else {
    state.captureUnsure = before;
    if (!before) state.taken = undefined;
    if (kind === 'refused' && !before) state.captures += 1;
  }
}

/** Of a hold: nothing was taken of it. */
const NOTHING_TAKEN = new Set<Fact>(['AUTHORISED', 'PAGE_OPEN', 'FAILED', 'PAGE_EXPIRED']);

/**
 * What a gateway's answer says of a try of which nobody knew what came: a clear answer ends it, and a refusal uses its key up. That
 * nothing was done yet ends it only where the try itself was answered so, or its key is spent: else it is made again, under the same key.
 */
export function learnOfTry(state: PaymentState, said: Fact, isItsAnswer: boolean): void {
  const { captureUnsure } = state;
  if (!captureUnsure || said === 'NO_ANSWER' || said === 'UNKNOWN') return;
  const { hold, again, spent } = captureUnsure;
  const isAsBefore = said === (hold === undefined ? 'APPROVED' : 'AUTHORISED');
  // Still agreed to: this try was not made, which says nothing of the one before it.
  const wasMade = isItsAnswer && !(said === 'APPROVED' && again);
  if (isAsBefore && !wasMade && !spent) return;
  state.captureUnsure = undefined;
  if (NOTHING_TAKEN.has(said)) state.taken = undefined;
  if (spent || said === 'PAGE_OPEN' || said === 'FAILED' || said === 'AUTHORISED') state.captures += 1;
}
