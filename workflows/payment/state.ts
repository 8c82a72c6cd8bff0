import type { Attention } from '../../domain/attention.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Page } from '../../domain/schemas/payment.ts';
import { type Settlement, settle } from '../../domain/settle.ts';
import type { PaymentInput, RefundAsked } from './messages.ts';

/** What a payment's workflow knows; everything else is worked out from it, nothing is kept twice. */
export interface PaymentState {
  input: PaymentInput;
  messages: Message[];
  settlement: Settlement;
  page?: Page;
  opening: boolean;
  /** A customer has come to pay. */
  visited: boolean;
  /** Why no page could be opened. */
  openingFailure?: Attention;
  closeRequested: boolean;
  /** Questions asked since the outcome was last clear; a longer wait follows each. */
  inquiries: number;
  /** When the last question was asked, or the outcome last changed; epoch milliseconds. */
  since: number;
  /** How often closing the page was tried after a decision, and when last; epoch milliseconds. */
  closeTries: number;
  closeTriedAt: number;
  /** When it was tried last, the time of its page was over. */
  pageOver: boolean;
  /** Refunds that operators made here, and the one of which nobody knows yet whether it was made. */
  refunds: number;
  refundUnsure?: RefundAsked;
  /** How often the refund that comes next was refused so far. */
  refundRefusals: number;
  /** When it was known that nobody knows: no attempt was made later. UTC, ISO 8601. */
  refundUnsureSince?: string;
  /** Keys that are used up: tries to take money that were refused. */
  captures: number;
  /**
   * A try to take money of which nobody knows what came; `hold` where it was held, `again` where there was such a try under its key
   * before. `spent`: nothing comes of its key any more but what came of it already.
   */
  captureUnsure?: { key: string; hold?: string; again?: boolean; spent?: boolean };
  /** Before then money is not tried to be taken; epoch milliseconds. */
  captureAfter: number;
  /** How much of what is held is wanted. */
  takeWanted?: Money;
  /** What was ordered to be taken of what was held, unless it is known that nothing came of it. */
  taken?: Money;
  /** What is held was tried to be taken, whatever came of it. */
  takeTried?: boolean;
  /** The gateway lets go of what it holds in less than two days, or should have by now. */
  holdEnds?: 'soon' | 'over';
  /** The order could not be told any more. */
  orderGone: boolean;
  /** The document of a deposit was asked for. */
  documented: boolean;
  /** A person has dealt with a document whose money is not there. */
  documentDismissed: boolean;
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
    visited: false,
    closeRequested: false,
    inquiries: 0,
    since,
    refunds: 0,
    refundRefusals: 0,
    closeTries: 0,
    closeTriedAt: 0,
    pageOver: false,
    captures: 0,
    captureAfter: 0,
    // Of an account that holds all money it is taken at once, unless it is to be held.
    takeWanted: input.page.capture === 'later' ? undefined : input.page.total,
    orderGone: false,
    documented: false,
    documentDismissed: false,
    unbelieved: [],
    unheard: [],
    ownMessages: 0,
    returns: 0,
    returnsAnswered: 0,
    reports: 0,
  };
  return { ...blank, settlement: settlementOf(blank) };
}

type Asked = Pick<PaymentState, 'input'>;

/** Whether the gateway gives money back when we ask for it. Payments that began before they were told had gateways that can do all. */
export const refundsHere = ({ input }: Asked): boolean => input.can?.refund !== false;

/** Whether there is no page since its customer did not come yet: its address would not last until then. */
export const awaitsCustomer = ({
  input,
  opening,
  visited,
}: Pick<PaymentState, 'input' | 'opening' | 'visited'>): boolean =>
  opening && !visited && input.timing.linkMs !== undefined;

/** Whether the gateway closes a page before its time. */
export const closesPages = ({ input }: Asked): boolean => input.can?.close !== false;

/** What messages are compared with. */
export const requestedOf = ({ input, page, taken }: Pick<PaymentState, 'input' | 'page' | 'taken'>) => ({
  money: input.page.total,
  live: input.live,
  gateway: input.gateway,
  page: page?.id,
  taken,
});

/** The settlement of all messages so far, compared with what was requested. */
export function settlementOf(state: Omit<PaymentState, 'settlement'>): Settlement {
  const { input, messages } = state;
  const underWay = messages.filter(({ fact }) => fact === 'PROCESSING').map(({ at }) => Date.parse(at));
  const delayedUntil = Math.min(...underWay) + input.timing.delayedMs;
  const due = underWay.length ? new Date(delayedUntil).toISOString() : undefined;
  return settle({ ...requestedOf(state), delayedUntil: due }, messages);
}

export const ended = ({ settlement: { outcome } }: PaymentState): boolean =>
  outcome === 'POSITIVE' || outcome === 'NEGATIVE';
