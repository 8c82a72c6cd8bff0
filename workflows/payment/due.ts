import { holdsMoney } from '../../domain/refunds.ts';
import { closesPages, ended, type PaymentState } from './state.ts';

// A gateway closes a page by its own clock; asking a little later spares a "still open".
const EXPIRY_GRACE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;

/** Whether there is no doubt: it has ended, or the money is under way, which is asked about once a day. */
export const isClear = (state: PaymentState): boolean =>
  ended(state) || state.settlement.reason === 'PROCESSING';

/**
 * Until when messages are heard of a payment that has ended. One whose money has to go back stays until it did: nobody
 * else can refund it.
 */
export const keepOpenUntil = ({ since, input, settlement: { outcome, charges } }: PaymentState): number =>
  outcome === 'NEGATIVE' && holdsMoney(charges) ? Number.POSITIVE_INFINITY : since + input.timing.keepOpenMs;

/**
 * Whether an operator decided although the page can still be paid, by the gateway's last answer, or nobody knows: then it
 * has to be closed.
 */
export function closeOwed({ settlement, page, messages }: PaymentState): boolean {
  const last = messages.findLast(({ fact, source }) => source === 'inquiry' && !fact.startsWith('REFUND'));
  const mayBeOpen = last === undefined || ['PAGE_OPEN', 'NO_ANSWER', 'UNKNOWN'].includes(last.fact);
  return page !== undefined && mayBeOpen && ['CONFIRMED', 'DENIED'].includes(settlement.reason);
}

/**
 * Whether a payment that a person decided as unpaid can be paid all the same: its page is not over, and its gateway closes none.
 * Until then nobody may be sent to another page.
 */
export const stillPayable = (state: PaymentState): boolean =>
  !closesPages(state) && state.settlement.outcome === 'NEGATIVE' && !state.pageOver && closeOwed(state);

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
  if (!page) return Number.POSITIVE_INFINITY;
  if (settlement.outcome === 'VERIFY') return since + waitAfter(state, inquiries);
  if (settlement.reason === 'PROCESSING') return since + DAY_MS;
  const expiry = expiryOf(state);
  const closing = closeRequested ? 0 : expiry;
  const next = inquiries === 0 ? closing : Math.max(closing, since + waitAfter(state, inquiries - 1));
  // What nobody can close is over once its time is: whoever waits for it waits no longer than that.
  return !closesPages(state) && since < expiry ? Math.min(next, expiry) : next;
}

/** Whether the page can be closed now: nothing is under way on it, and it was not just tried. */
export function mayClose(state: PaymentState, now: number): boolean {
  const { settlement, page, inquiries, since } = state;
  const rested = inquiries === 0 || now >= since + waitAfter(state, 0);
  return (
    page !== undefined && settlement.outcome === 'PENDING' && settlement.reason !== 'PROCESSING' && rested
  );
}

const waitAfter = ({ input: { timing } }: PaymentState, inquiries: number): number =>
  timing.verifyMs[Math.min(inquiries, timing.verifyMs.length - 1)] ?? DAY_MS;
