import { holdsMoney } from '../../domain/refunds.ts';
import { awaitsCustomer, closesPages, ended, type PaymentState } from './state.ts';

/** What a gateway is asked to say or to do: its answer says in any case how the payment stands. */
export type Question = 'inquire' | 'closePage' | 'void';

// A gateway closes a page by its own clock; asking a little later spares a "still open".
const EXPIRY_GRACE_MS = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long before a gateway lets go of what it holds, people are told. */
const HOLD_ENDS_MS = 2 * DAY_MS;

/** Whether there is no doubt: it has ended, or the money is under way or held, which is asked about once a day. */
export const isClear = (state: PaymentState): boolean =>
  ended(state) || state.settlement.reason === 'PROCESSING' || isLeftHeld(state);

/** Whether the money is held, and nobody wants it to be taken or let go of. */
const isLeftHeld = ({ settlement: { reason }, closeRequested, takeWanted }: PaymentState): boolean =>
  reason === 'AUTHORISED' && !closeRequested && takeWanted === undefined;

/**
 * Until when messages are heard of a payment that has ended. One whose money has to go back, may have gone back, or has to be let go of, stays until that is known:
 * nobody else can see to that.
 */
export const keepOpenUntil = ({
  since,
  input,
  settlement: { outcome, charges, held },
  refundUnsure,
}: PaymentState): number =>
  refundUnsure || (outcome === 'NEGATIVE' && (holdsMoney(charges) || held))
    ? Number.POSITIVE_INFINITY
    : since + input.timing.keepOpenMs;

/**
 * Whether an operator decided although the page can still be paid, by the gateway's last answer, or nobody knows: then it
 * has to be closed. So has what is held of a payment that was decided as unpaid; of one decided as paid it stays.
 */
export function closeOwed({ settlement, page, messages }: PaymentState): boolean {
  if (page !== undefined && settlement.reason === 'DENIED' && settlement.held) return true;
  const last = messages.findLast(({ fact, source }) => source === 'inquiry' && !fact.startsWith('REFUND'));
  const mayBeOpen =
    last === undefined || ['PAGE_OPEN', 'APPROVED', 'NO_ANSWER', 'UNKNOWN'].includes(last.fact);
  return page !== undefined && mayBeOpen && ['CONFIRMED', 'DENIED'].includes(settlement.reason);
}

/**
 * Whether a payment that a person decided as unpaid can be paid all the same: its page is not over, and its gateway closes none, or
 * its money may just be taken. Until then nobody may be sent to another page.
 */
export const stillPayable = (state: PaymentState): boolean =>
  (!closesPages(state) || state.captureUnsure !== undefined) &&
  state.settlement.outcome === 'NEGATIVE' &&
  !state.pageOver &&
  closeOwed(state);

/** When to try again to close the page of a payment that was decided; at the latest once its time is over. */
export function nextCloseAt(state: PaymentState): number {
  const next = state.closeTries === 0 ? 0 : state.closeTriedAt + waitAfter(state, state.closeTries - 1);
  return stillPayable(state) ? Math.min(next, expiryOf(state)) : next;
}

/** When the page can't be paid any more, by our clock; epoch milliseconds. */
export const expiryOf = ({ page }: Pick<PaymentState, 'page'>): number =>
  page ? Date.parse(page.expiresAt) + EXPIRY_GRACE_MS : Number.POSITIVE_INFINITY;

export function closeTried(state: PaymentState, now: number): void {
  state.closeTries += 1;
  state.closeTriedAt = now;
  state.pageOver ||= now >= expiryOf(state);
}

/** When something is due even if nothing comes; epoch milliseconds. */
export function dueAt(state: PaymentState): number {
  const { settlement, page, closeRequested, inquiries, since } = state;
  if (ended(state)) return Math.min(keepOpenUntil(state), closeOwed(state) ? nextCloseAt(state) : Infinity);
  if (!page) return awaitedUntil(state);
  if (isLetGoOf(state)) return restedAt(state);
  if (settlement.outcome === 'VERIFY') return since + waitAfter(state, inquiries);
  if (settlement.reason === 'PROCESSING') return since + DAY_MS;
  if (settlement.reason === 'APPROVED') return agreedDueAt(state);
  if (settlement.reason === 'AUTHORISED') return heldDueAt(state);
  const expiry = expiryOf(state);
  const next = Math.max(closeRequested ? 0 : expiry, restedAt(state));
  // What nobody can close is over once its time is: whoever waits for it waits no longer than that.
  return !closesPages(state) && since < expiry ? Math.min(next, expiry) : next;
}

/** Until when its customer is waited for: an order says itself when its time to pay is over, a deposit's is that of a page. */
const awaitedUntil = (state: PaymentState): number =>
  awaitsCustomer(state) && !state.input.order && !state.closeRequested
    ? state.since + state.input.timing.pageMs
    : Number.POSITIVE_INFINITY;

/** Nobody came in time: then no page is opened any more. */
export function noteNobodyCame(state: PaymentState, now: number): void {
  if (now >= awaitedUntil(state)) state.closeRequested = true;
}

/** What was agreed to is asked about as a doubt is, in case nothing came of it; at the latest once its time is over. */
function agreedDueAt(state: PaymentState): number {
  const { closeRequested, captureUnsure, inquiries, since } = state;
  const next = closeRequested && !captureUnsure ? restedAt(state) : since + waitAfter(state, inquiries);
  const expiry = expiryOf(state);
  return since < expiry ? Math.min(next, expiry) : next;
}

/**
 * What is held is asked about once a day, and when its time is over: then every hour, until the gateway says what became of it. Two days
 * before, people are told.
 */
function heldDueAt(state: PaymentState): number {
  const { inquiries, since, holdEnds } = state;
  if (!isLeftHeld(state)) return since + waitAfter(state, inquiries);
  const ends = holdEndsAt(state);
  if (!holdEnds) return Math.min(since + DAY_MS, ends - HOLD_ENDS_MS);
  return since < ends + EXPIRY_GRACE_MS ? Math.min(since + DAY_MS, ends + EXPIRY_GRACE_MS) : since + HOUR_MS;
}

/** When the gateway may be asked for the same again: at once where it was not asked yet. */
const restedAt = (state: PaymentState): number =>
  state.inquiries === 0 ? 0 : state.since + waitAfter(state, state.inquiries - 1);

/** When the gateway lets go of what it holds; infinity where it holds nothing, or does not say. */
const holdEndsAt = ({ settlement: { held } }: PaymentState): number => {
  const ends = Date.parse(held?.until ?? '');
  return Number.isNaN(ends) ? Number.POSITIVE_INFINITY : ends;
};

/** Notes that what is held is not held for much longer, or that its time is over. */
export function noteHoldEnds(state: PaymentState, now: number): void {
  const ends = state.settlement.reason === 'AUTHORISED' ? holdEndsAt(state) : Number.POSITIVE_INFINITY;
  state.holdEnds = now >= ends ? 'over' : now >= ends - HOLD_ENDS_MS ? 'soon' : undefined;
}

/**
 * Whether the page can be closed now: nothing is under way on it, and it was not just tried. One that was agreed to only where it was
 * to be closed, or its time is over.
 */
export function mayClose(state: PaymentState, now: number): boolean {
  const { settlement, page, inquiries, since, closeRequested, captureUnsure } = state;
  const rested = inquiries === 0 || now >= since + waitAfter(state, 0);
  const { outcome, reason } = settlement;
  if (page === undefined || outcome !== 'PENDING' || captureUnsure || !rested) return false;
  if (reason === 'APPROVED') return closeRequested || now >= expiryOf(state);
  return reason === 'NOTHING_YET';
}

/** Whether what is held is to be let go of now. */
export const mayVoid = (state: PaymentState, now: number): boolean =>
  isLetGoOf(state) && now >= restedAt(state);

/** Whether what is held is to be let go of: also what is not what was asked for, of which nothing was taken. */
const isLetGoOf = (state: PaymentState): boolean =>
  state.closeRequested && (state.settlement.reason === 'AUTHORISED' || isOtherHeld(state));

/** Whether money is held, and it is not the sum that was asked for: that is the one doubt, and nothing was taken. */
export const isOtherHeld = ({ settlement: { reason, held, charges } }: PaymentState): boolean =>
  reason === 'AMOUNT_MISMATCH' && held !== undefined && charges.length === 0;

/**
 * How a payment is closed: what is held is let go of, unless a person said that it is paid; a page on which money may just be taken is
 * asked about.
 */
export function closingOf({ settlement: { held, reason }, captureUnsure }: PaymentState): Question {
  if (held && reason !== 'CONFIRMED') return 'void';
  return held || captureUnsure ? 'inquire' : 'closePage';
}

/** How long to wait after so many questions; milliseconds. */
export const waitAfter = ({ input: { timing } }: PaymentState, inquiries: number): number =>
  timing.verifyMs[Math.min(inquiries, timing.verifyMs.length - 1)] ?? DAY_MS;
