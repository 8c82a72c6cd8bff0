import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Attention } from '../domain/attention.ts';
import type { PeopleLinks } from '../domain/links.ts';
import type {
  Collected,
  Document,
  DocumentChange,
  DocumentDraft,
  DocumentState,
} from '../domain/schemas/document.ts';
import type { Message } from '../domain/schemas/message.ts';
import type { Money } from '../domain/schemas/money.ts';
import type { Order } from '../domain/schemas/order.ts';
import type { Outcome, PageRequest } from '../domain/schemas/payment.ts';
import type { PaidCharge, Reason } from '../domain/settle.ts';
import type { Shown } from '../domain/shown.ts';
import type { Timing } from '../domain/timing.ts';
import type { SealedSignal } from './kit/inbox.ts';

export interface OrderInput {
  shop: string;
  id: string;
  /** The shop announced it and shows the customer the checkout link itself. */
  announced: boolean;
}

/** A page without its expiry, which is set as the page is asked for. */
export type UndatedPage = Omit<PageRequest, 'expiresAt'>;

export interface PaymentInput {
  paymentId: string;
  gateway: string;
  live: boolean;
  page: UndatedPage;
  order?: { workflowId: string; shop: string; number: string };
  customerLabel: string;
  links: PeopleLinks;
  timing: Timing;
  /** What the ERP gets once it is paid; only of a payment without an order. */
  document?: DepositPlan;
}

/** What is written once a deposit is paid; the money is added then. */
export interface DepositPlan {
  erp: string;
  draft: Omit<DocumentDraft, 'collected'>;
}

export interface DepositDocumentInput {
  payment: PaymentInput;
  erp: string;
  draft: DocumentDraft;
}

export interface DepositDocumentView {
  paymentId: string;
  erp: string;
  /** What was paid. */
  total: Money;
  attention?: Attention;
  /** Absent until it is written. */
  document?: Document;
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
  /** No page could be opened: nobody was shown one. */
  unopened?: boolean;
  /** Why a person should look, most pressing first. */
  attentions: Attention[];
}

/** The n-th report of a payment: one that is told again after a later one says nothing any more. */
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
  /** The gateway's page is still being asked for. */
  opening: boolean;
  messages: Message[];
  /** A refund of which nobody knows yet whether it was made: only this can be asked for again. */
  refundAsked?: RefundAsked;
}

/** `at`: when it was asked for, UTC, ISO 8601; `by`: the operator's name. */
export interface RefundAsked {
  charge: string;
  money: Money;
  at: string;
  by: string;
}

/** What checkout needs to know of an order. */
export interface CheckoutView {
  number: string;
  locale: string;
  total: Money;
  state:
    | 'importing'
    | 'not_by_gateway'
    | 'payable'
    | 'can_pay_again'
    | 'unavailable'
    | 'processing'
    | 'verify'
    | 'to_clarify'
    | 'given_back'
    | 'paid'
    | 'closed';
  /** The payment under way, or the last one. */
  paymentId?: string;
  checkoutUrl?: string;
}

export interface OrderView {
  shop: string;
  id: string;
  number?: string;
  /** How the customer chose to pay, in the shop's words. */
  method?: Pick<Order['payment'], 'code' | 'title'>;
  stage: Stage;
  outcome: Outcome;
  /** How it stands in the shop, as last read; absent before the import. */
  inShop?: Pick<Order, 'state' | 'status' | 'refunds'>;
  attentions: Attention[];
  payments: PaymentReport[];
  collected?: Collected;
  document?: Document;
  /** What became of it in the ERP afterwards. */
  documentState?: DocumentState;
  /** What the shop was told, oldest first. */
  told: { kind: string; said: string }[];
}

/** Where an order or payment is; `DONE` has nothing left to do but to listen. */
export type Stage = 'IMPORT' | 'PAYMENT' | 'DOCUMENT' | 'SHOP' | 'DONE';

/** What an operator signs with. */
export interface Signed {
  operator: string;
  reason: string;
  /**
   * The names of what the operator's form showed: nothing is done where that has changed meanwhile. Without it nothing is
   * compared, as for whoever types an update in the Temporal UI.
   */
  seen?: string[];
}

/** What can happen again, and an operator's form shows: known by its number, since `at`, for people to read, is the task's time. */
export interface Counted {
  n: number;
  at: string;
}

/** What a form that sets back what was read shows: who did so last. */
export const lastSetBack = (last: (Signed & Counted & { since: string }) | undefined): Shown[] =>
  last ? [{ what: 'setBack', n: last.n, since: last.since, at: last.at, by: last.operator }] : [];

/** The code of what is refused since something is no longer as the operator's form showed it. */
export const CHANGED = 'CHANGED_MEANWHILE';

/** The step an operator wants again: the one that stands, or a named one. */
export type RetryStep = 'payment' | 'document' | 'shop';

/** What a person decides where the gateway's answer is not enough. `override`: although the gateway says otherwise. */
export interface Resolution extends Signed {
  outcome: 'POSITIVE' | 'NEGATIVE';
  gatewayReference?: string;
  override?: boolean;
}

/** `amount` in minor units; the whole of what is left where it is absent. */
export interface RefundRequest extends Signed {
  amount?: number;
}

/** What an operator can do now, as a form offers it, and what a decision about it is taken over. */
export type ActionOffer = Possible & { shown?: Shown[] };

type Possible =
  | { action: 'retry'; steps: RetryStep[] }
  | { action: 'cancelOrder' | 'letThrough' | 'verifyNow' | 'closePayment' | 'settled' }
  | { action: 'resolve'; contradicts: Resolution['outcome'][] }
  | { action: 'refund'; most: Money }
  /** `until`: up to when all was read, so that only an earlier time makes a difference; UTC, ISO 8601. */
  | { action: 'catchUpFrom' | 'importFrom'; until: string }
  | { action: 'resume' };

export const messageSignal: SealedSignal<Message> = defineSignal('message');
export const closePageSignal: SealedSignal<{ reason: string }> = defineSignal('closePage');
export const verifySignal: SealedSignal<{ reason: string }> = defineSignal('verify');
/** `changedAt`: when the shop says the order changed, or that money of it was given back (`refunded`); UTC, ISO 8601. */
export const shopChangedSignal: SealedSignal<{ changedAt: string; refunded?: boolean }> =
  defineSignal('shopChanged');
export const documentChangedSignal: SealedSignal<
  Pick<DocumentChange, 'number' | 'state' | 'seen' | 'shipment'>
> = defineSignal('documentChanged');
export const paymentChangedSignal: SealedSignal<PaymentChange> = defineSignal('paymentChanged');

export const paymentQuery = defineQuery<PaymentView>('payment');
export const orderQuery = defineQuery<OrderView>('order');
export const checkoutQuery = defineQuery<CheckoutView>('checkout');
export const depositDocumentQuery = defineQuery<DepositDocumentView>('document');
/** Answered by every workflow that an operator can do something with. */
export const actionsQuery = defineQuery<ActionOffer[]>('actions');

export const announcedUpdate = defineUpdate<CheckoutView>('announced');
export const payAgainUpdate = defineUpdate<{ paymentId: string }>('payAgain');
export const pageOpenedUpdate = defineUpdate<PaymentView>('pageOpened');
export const returnedUpdate = defineUpdate<PaymentView, [{ page: string }]>('returned');
export const retryUpdate = defineUpdate<string, [Signed & { step?: RetryStep }]>('retry');
export const cancelOrderUpdate = defineUpdate<string, [Signed]>('cancelOrder');
export const letThroughUpdate = defineUpdate<string, [Signed]>('letThrough');
export const verifyNowUpdate = defineUpdate<string, [Signed]>('verifyNow');
export const resolveUpdate = defineUpdate<string, [Resolution]>('resolve');
export const closePaymentUpdate = defineUpdate<string, [Signed]>('closePayment');
export const refundUpdate = defineUpdate<string, [RefundRequest]>('refund');
export const settledUpdate = defineUpdate<string, [Signed]>('settled');

/** What people read beside each name in the Temporal UI. */
export const descriptions = {
  message: 'A message of the gateway, sent by the API. Not for people.',
  closePage:
    'Closes the page at the gateway. Sent by the order when its window ends, or another payment took its place.',
  verify: 'Asks the gateway again. Sent by the order when the shop says that money was given back.',
  paymentChanged: 'What a payment of this order has come to. Sent by the payment.',
  shopChanged: 'The order changed in the shop: it is read again. Sent by the import.',
  documentChanged: 'What became of the document in the ERP. Sent by the ERP’s workflow.',
  payment: 'Everything known of this payment.',
  order: 'Everything known of this order.',
  document: 'Whether the document of this deposit is written, and what stands in the way.',
  checkout: 'What the checkout page needs.',
  announced: 'Waits until the order is imported. Sent by the API when the shop announces it.',
  payAgain: 'Opens a new page after a payment that ended unpaid. Sent by the checkout page.',
  pageOpened: "Waits until the gateway's page is open. Sent by the checkout page.",
  returned: 'The customer came back: asks the gateway. Sent by the return page.',
  retry:
    'Tries the step that stands again, or "step": "payment", "document" or "shop": {"operator": "your name", "reason": "what was mended"}',
  actions: 'What an operator can do now.',
  cancelOrder: 'Gives this order up while nothing was paid: {"operator": "your name", "reason": "why"}',
  letThrough:
    'Has an order go on that the shop suspects, whose money is only held, or whose customer has it back: {"operator": "your name", "reason": "why"}',
  verifyNow: 'Asks the gateway now: {"operator": "your name", "reason": "why"}',
  resolve:
    'Decides where the gateway can\'t: {"operator": "your name", "reason": "what you saw", "outcome": "POSITIVE" or "NEGATIVE", "gatewayReference": "pi_...", "override": true only against the gateway\'s answer}',
  closePayment: 'Closes the gateway\'s page: {"operator": "your name", "reason": "why"}',
  refund:
    'Gives money back, all that is left or "amount" in cents: {"operator": "your name", "reason": "why", "amount": 1250}',
  settled:
    'Says that what stands was dealt with elsewhere: {"operator": "your name", "reason": "what was done about it"}',
} as const;
