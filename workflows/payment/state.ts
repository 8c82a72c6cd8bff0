import { type Attention, attention, attentionCatalogue } from '../../domain/attention.ts';
import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import { holdsMoney, isCovered, isGivenBack, isWayBack } from '../../domain/refunds.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import { type Settlement, settle } from '../../domain/settle.ts';
import type { DepositDocumentInput } from '../deposit-document/messages.ts';
import type { PaymentInput, PaymentReport, PaymentView, RefundAsked } from './messages.ts';

// Stripe closes a page by its own clock; asking a little later spares a "still open".
const EXPIRY_GRACE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;

/** What a payment's workflow knows; everything below is worked out from it, nothing is kept twice. */
export interface PaymentState {
  input: PaymentInput;
  messages: Message[];
  settlement: Settlement;
  page?: Page;
  opening: boolean;
  /** Why no page could be opened. */
  openingStands?: Attention;
  closeAsked: boolean;
  /** Questions asked since the outcome was last clear; a longer wait follows each. */
  asked: number;
  /** When the last question was asked, or the outcome last changed; epoch milliseconds. */
  since: number;
  /** How often a decided payment's page was tried to be closed, and when last; epoch milliseconds. */
  closeTries: number;
  closeTriedAt: number;
  /** Refunds that operators made here, and the one of which nobody knows yet whether it was made. */
  refunds: number;
  refundUnsure?: RefundAsked;
  /** The order could not be told any more. */
  orderGone: boolean;
  /** The document of a deposit was asked for. */
  documented: boolean;
  /** A person has seen to a document whose money is not there. */
  documentSettled: boolean;
  /** Signals that are not ours, and that nobody has dealt with yet. */
  unbelieved: Attention[];
  /** Messages that the loop has not heard yet. */
  unheard: Message[];
  /** Messages of our own so far: each has its number in its id. */
  ownMessages: number;
  /** Browsers that came back, and those for whom the gateway was asked. */
  returns: number;
  returnsAnswered: number;
  /** Reports sent to the order: each has its number. */
  reports: number;
}

/** A payment of which nothing was heard yet, since a time in epoch milliseconds. */
export function newPayment(input: PaymentInput, since: number): PaymentState {
  const blank = {
    input,
    messages: [],
    opening: true,
    closeAsked: false,
    asked: 0,
    since,
    refunds: 0,
    closeTries: 0,
    closeTriedAt: 0,
    orderGone: false,
    documented: false,
    documentSettled: false,
    unbelieved: [],
    unheard: [],
    ownMessages: 0,
    returns: 0,
    returnsAnswered: 0,
    reports: 0,
  };
  return { ...blank, settlement: settled(blank) };
}

/** The messages settled against what was asked for. */
export function settled({ input, messages, page }: Omit<PaymentState, 'settlement'>): Settlement {
  const underWay = messages.filter(({ fact }) => fact === 'PROCESSING').map(({ at }) => Date.parse(at));
  const delayedUntil = Math.min(...underWay) + input.timing.delayedMs;
  return settle(
    {
      money: input.page.total,
      live: input.live,
      gateway: input.gateway,
      page: page?.id,
      delayedUntil: underWay.length ? new Date(delayedUntil).toISOString() : undefined,
    },
    messages,
  );
}

export const ended = ({ settlement: { outcome } }: PaymentState): boolean =>
  outcome === 'POSITIVE' || outcome === 'NEGATIVE';

/** Whether nothing is left to be asked but by the day: it has ended, or the money is under way. */
export const isClear = (state: PaymentState): boolean =>
  ended(state) || state.settlement.reason === 'PROCESSING';

/** Until when messages are heard of a payment that has ended; one whose money has to go back stays until it did: nobody else can refund it. */
export const keepOpenUntil = ({ since, input, settlement: { outcome, charges } }: PaymentState): number =>
  outcome === 'NEGATIVE' && holdsMoney(charges) ? Number.POSITIVE_INFINITY : since + input.timing.keepOpenMs;

/** Whether an operator decided while the page can, by the gateway's last answer, still be paid, or nobody knows. */
export function closeOwed({ settlement, page, messages }: PaymentState): boolean {
  const last = messages.findLast(({ fact, source }) => source === 'inquiry' && !fact.startsWith('REFUND'));
  const mayBeOpen = last === undefined || ['PAGE_OPEN', 'NO_ANSWER', 'UNKNOWN'].includes(last.fact);
  return page !== undefined && mayBeOpen && ['CONFIRMED', 'DENIED'].includes(settlement.reason);
}

/** When a decided payment's page is tried to be closed again. */
export const nextCloseAt = (state: PaymentState): number =>
  state.closeTries === 0 ? 0 : state.closeTriedAt + waitAfter(state, state.closeTries - 1);

export function closeTried(state: PaymentState, now: number): void {
  state.closeTries += 1;
  state.closeTriedAt = now;
}

/** When there is something to do though nobody says anything; epoch milliseconds. */
export function dueAt(state: PaymentState): number {
  const { settlement, page, closeAsked, asked, since } = state;
  if (ended(state)) return Math.min(keepOpenUntil(state), closeOwed(state) ? nextCloseAt(state) : Infinity);
  if (!page) return Number.POSITIVE_INFINITY;
  if (settlement.outcome === 'VERIFY') return since + waitAfter(state, asked);
  if (settlement.reason === 'PROCESSING') return since + DAY_MS;
  const closing = closeAsked ? 0 : Date.parse(page.expiresAt) + EXPIRY_GRACE_MS;
  return asked === 0 ? closing : Math.max(closing, since + waitAfter(state, asked - 1));
}

/** Whether the page can be closed now: nothing is under way on it, and it was not just tried. */
export function mayClose(state: PaymentState, now: number): boolean {
  const { settlement, page, asked, since } = state;
  const rested = asked === 0 || now >= since + waitAfter(state, 0);
  return (
    page !== undefined && settlement.outcome === 'PENDING' && settlement.reason !== 'PROCESSING' && rested
  );
}

const waitAfter = ({ input: { timing } }: PaymentState, asked: number): number =>
  timing.verifyMs[Math.min(asked, timing.verifyMs.length - 1)] ?? DAY_MS;

/** What the payment says of itself. */
export function paymentReport(state: PaymentState): PaymentReport {
  const { outcome, reason, charges, verified } = state.settlement;
  // A page whose opening lost its answer can have been paid all the same.
  const unopened = state.openingStands !== undefined && outcome === 'NEGATIVE' && charges.length === 0;
  // Once it is asked to close, another payment has taken its place: nobody has to look at this one.
  const opening = unopened && !state.closeAsked ? state.openingStands : undefined;
  return {
    paymentId: state.input.paymentId,
    gateway: state.input.gateway,
    outcome,
    reason,
    delayed: reason === 'PROCESSING',
    charges,
    verified,
    unopened,
    attentions: [...(opening ? [opening] : paymentAttentions(state)), ...settleable(state)],
  };
}

/** The same with its page and every message. */
export function paymentView(state: PaymentState): PaymentView {
  const { settlement, page, closeAsked, opening, messages } = state;
  const payable = settlement.outcome === 'PENDING' && settlement.reason !== 'PROCESSING' && !closeAsked;
  const report = paymentReport(state);
  // Whether the document has to follow what went back is for the order to say: another payment of it can pay it.
  const isOrders = state.input.order !== undefined && !state.orderGone;
  return {
    ...report,
    attentions: report.attentions.filter((one) => !isOrders || !isWayBack(one)),
    total: state.input.page.total,
    pageId: page?.id,
    pageUrl: payable ? page?.url : undefined,
    opening,
    messages,
    refundAsked: state.refundUnsure,
  };
}

/**
 * Why a person should look at a payment, most pressing first. A doubt is first asked of the gateway: only what the first
 * answer leaves open is for a person, and what no answer could settle is so at once.
 */
function paymentAttentions({
  settlement,
  asked,
  opening,
  page,
  orderGone,
  input,
}: PaymentState): Attention[] {
  const { reason, outcome, after, charges } = settlement;
  const about = charges.map((c) => c.reference).join(', ');
  const beyondAsking = reason === 'DOUBLE_CHARGE' || reason === 'PAID_AFTER_DENIED';
  // Without a page there is nothing that the gateway could be asked about.
  const unaskable = beyondAsking || (!opening && !page);
  const doubt = outcome === 'VERIFY' && reason in attentionCatalogue && (unaskable || asked > 0);
  const twice = outcome === 'POSITIVE' && charges.filter(({ held }) => held > 0).length > 1;
  const due = outcome === 'NEGATIVE' && holdsMoney(charges);
  // Of what was denied there is no document that would have to follow, nor of what another charge pays.
  const followed = outcome !== 'NEGATIVE' && !isCovered(charges, input.page.total);
  return [
    ...(doubt ? [attention(reason as keyof typeof attentionCatalogue, about)] : []),
    ...(twice ? [attention('DOUBLE_CHARGE', about)] : []),
    ...(due ? [attention('REFUND_DUE', about)] : []),
    ...after.filter((one) => followed || !isWayBack(one)).map((one) => attention(one.code, one.about)),
    ...(orderGone ? [attention('ORDER_GONE', about)] : []),
  ];
}

/** What a person says was dealt with: a deposit's document whose money is not there, and signals that are not ours. */
export function settleable({ input, settlement, documented, documentSettled, unbelieved }: PaymentState) {
  const unpaid = documented && !documentSettled && settlement.outcome === 'NEGATIVE';
  const document = depositDocumentWorkflowId(input.paymentId);
  return [...(unpaid ? [attention('DOCUMENT_NOT_PAID', document)] : []), ...unbelieved];
}

/** A person has seen to all of it. */
export function settleAll(state: PaymentState): void {
  state.documentSettled ||= settleable(state).some(({ code }) => code === 'DOCUMENT_NOT_PAID');
  state.unbelieved.splice(0);
}

/** A paid deposit's document, once; undefined where there is none to be asked for. */
export function documentWanted({
  input,
  settlement,
  documented,
}: PaymentState): DepositDocumentInput | undefined {
  const [charge] = settlement.charges;
  const { document, ...payment } = input;
  if (!document || documented || settlement.outcome !== 'POSITIVE') return undefined;
  // The money is gone: a person decides.
  const { after } = settlement;
  if (after.some(({ code }) => code === 'DISPUTE_LOST') || isGivenBack(settlement, after)) return undefined;
  const { erp, draft } = document;
  const { gateway, paymentId, page } = input;
  const { reference, money, at } = charge ?? {
    reference: paymentId,
    money: page.total,
    at: draft.order.createdAt,
  };
  return { payment, erp, draft: { ...draft, collected: { gateway, reference, money, at } } };
}
