import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import type { Held } from '../../domain/holds.ts';
import type { PeopleLinks } from '../../domain/links.ts';
import type { PaidCharge } from '../../domain/paid-charges.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Abilities, Outcome, PageRequest } from '../../domain/schemas/payment.ts';
import type { Reason } from '../../domain/settle.ts';
import type { Timing } from '../../domain/timing.ts';
import type { SealedSignal } from '../kit/inbox.ts';
import type { CaptureRequest, RefundRequest, Resolution, Signed } from '../kit/operators.ts';

/** A page without its expiry, which is set as the page is asked for. */
export type UndatedPage = Omit<PageRequest, 'expiresAt'>;

export interface PaymentInput {
  paymentId: string;
  gateway: string;
  live: boolean;
  can?: Abilities;
  page: UndatedPage;
  order?: { workflowId: string; shop: string; number: string };
  customerLabel: string;
  links: PeopleLinks;
  timing: Timing;
  /** What the ERP gets once it is paid; only of a payment without an order. */
  document?: DepositPlan;
}

/** The document that is written once a deposit is paid; the money is added then. */
export interface DepositPlan {
  erp: string;
  draft: Omit<DocumentDraft, 'collected'>;
}

/** What a payment says of itself, to its order and to whoever asks. */
export interface PaymentReport {
  paymentId: string;
  gateway: string;
  outcome: Outcome;
  reason: Reason;
  /** A delayed method is at work: no new page. */
  delayed: boolean;
  /** Charges that were paid, whatever a person decided; those first of which the gateway holds something. */
  charges: PaidCharge[];
  verified: boolean;
  /** What the gateway holds and has not taken: neither paid nor unpaid. */
  held?: Held;
  /** What is held was asked to be let go of, and is not yet: nobody takes it any more. */
  lettingGo?: boolean;
  /** A person decided that it is unpaid, but it can still be paid: nobody can close its page before its time is over. */
  stillPayable?: boolean;
  /** No page could be opened: nobody was shown one. */
  unopened?: boolean;
  /** Why a person should look, most pressing first. */
  attentions: Attention[];
}

/** The n-th report of a payment: one that comes again after a later one is out of date. */
export interface PaymentChange {
  report: PaymentReport;
  n: number;
}

export interface PaymentView extends PaymentReport {
  /** What was asked for. */
  total: Money;
  pageId?: string;
  /** Present while the page can be paid. */
  pageUrl?: string;
  /** Until when customers can be sent to it; UTC, ISO 8601. Absent: as long as it can be paid. */
  linkUntil?: string;
  /** When the page is over; UTC, ISO 8601. */
  pageUntil?: string;
  /** The gateway's page is still being asked for. */
  opening: boolean;
  messages: Message[];
  /** A refund of which nobody knows yet whether it was made: until then no other refund can be asked for. */
  refundAsked?: RefundAsked;
  /** What can be given back in the gateway's back office only. */
  refundElsewhere?: Money;
}

/** `at`: when it was asked for, UTC, ISO 8601; `by`: the operator's name; `already`: what was given back of the charge by then. */
export interface RefundAsked {
  charge: string;
  money: Money;
  already: Money;
  at: string;
  by: string;
}

export const messageSignal: SealedSignal<Message> = defineSignal('message');
export const closePageSignal: SealedSignal<{ reason: string }> = defineSignal('closePage');
/** `money`: how much of what is held is wanted; all of it where it is absent. */
export const takeHeldSignal: SealedSignal<{ reason: string; money?: Money }> = defineSignal('takeHeld');
export const verifySignal: SealedSignal<{ reason: string }> = defineSignal('verify');

export const paymentQuery = defineQuery<PaymentView>('payment');

export const pageOpenedUpdate = defineUpdate<PaymentView>('pageOpened');
export const returnedUpdate = defineUpdate<PaymentView, [{ page: string }]>('returned');
export const verifyNowUpdate = defineUpdate<string, [Signed]>('verifyNow');
export const resolveUpdate = defineUpdate<string, [Resolution]>('resolve');
export const closePaymentUpdate = defineUpdate<string, [Signed]>('closePayment');
export const captureUpdate = defineUpdate<string, [CaptureRequest]>('capture');
export const refundUpdate = defineUpdate<string, [RefundRequest]>('refund');

/** What people read beside each name in the Temporal UI. */
export const paymentDescriptions = {
  message: 'A message of the gateway, sent by the API. Not for people.',
  closePage:
    'Closes the page at the gateway. Sent by the order when its window ends, or another payment took its place.',
  takeHeld: 'Takes the money that is held. Sent by the order when its goods went out.',
  verify: 'Asks the gateway again. Sent by the order when the shop says that money was given back.',
  payment: 'Everything known of this payment.',
  pageOpened: "The customer came: waits until the gateway's page is open. Sent by the checkout page.",
  returned: 'The customer came back: asks the gateway. Sent by the return page.',
  verifyNow: 'Asks the gateway now: {"operator": "your name", "reason": "why"}',
  resolve:
    'Decides where the gateway can\'t: {"operator": "your name", "reason": "what you saw", "outcome": "POSITIVE" or "NEGATIVE", "gatewayReference": "the charge, as the gateway calls it", "override": true only against the gateway\'s answer}',
  capture:
    'Takes the money that is held, all of it or "amount" in cents, and lets go of the rest: {"operator": "your name", "reason": "why"}',
  closePayment: 'Closes the gateway\'s page: {"operator": "your name", "reason": "why"}',
  refund:
    'Gives money back, all that is left or "amount" in cents: {"operator": "your name", "reason": "why", "amount": 1250}',
} as const;
