import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import type {
  Authorised,
  Collected,
  Document,
  DocumentChange,
  DocumentState,
} from '../../domain/schemas/document.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { Outcome } from '../../domain/schemas/payment.ts';
import type { SealedSignal } from '../kit/inbox.ts';
import type { Signed } from '../kit/operators.ts';
import type { PaymentChange, PaymentReport } from '../payment/messages.ts';

export interface OrderInput {
  shop: string;
  id: string;
  /** The shop announced it and shows the customer the checkout link itself. */
  announced: boolean;
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
    | 'held'
    | 'verify'
    | 'to_clarify'
    | 'given_back'
    | 'paid'
    | 'closed';
  /** The payment under way, or the last one. */
  paymentId?: string;
  /** When what is held is let go of, where its gateway says so; UTC, ISO 8601. */
  heldUntil?: string;
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
  /** What is held and not taken. */
  authorised?: Authorised;
  document?: Document;
  /** What became of it in the ERP afterwards. */
  documentState?: DocumentState;
  /** What the shop was told, oldest first. */
  told: { kind: string; said: string }[];
}

/** Where an order or payment is; `DONE` has nothing left to do but to listen. */
export type Stage = 'IMPORT' | 'PAYMENT' | 'DOCUMENT' | 'SHOP' | 'DONE';

/** `changedAt`: when the shop says the order changed, or that money of it was given back (`refunded`); UTC, ISO 8601. */
export const shopChangedSignal: SealedSignal<{ changedAt: string; refunded?: boolean }> =
  defineSignal('shopChanged');
export const documentChangedSignal: SealedSignal<
  Pick<DocumentChange, 'number' | 'state' | 'seen' | 'shipment'>
> = defineSignal('documentChanged');
export const paymentChangedSignal: SealedSignal<PaymentChange> = defineSignal('paymentChanged');

export const orderQuery = defineQuery<OrderView>('order');
export const checkoutQuery = defineQuery<CheckoutView>('checkout');

export const announcedUpdate = defineUpdate<CheckoutView>('announced');
export const payAgainUpdate = defineUpdate<{ paymentId: string }>('payAgain');
export const cancelOrderUpdate = defineUpdate<string, [Signed]>('cancelOrder');
export const letThroughUpdate = defineUpdate<string, [Signed]>('letThrough');

/** What people read beside each name in the Temporal UI. */
export const orderDescriptions = {
  paymentChanged: 'What a payment of this order has come to. Sent by the payment.',
  shopChanged: 'The order changed in the shop: it is read again. Sent by the import.',
  documentChanged: 'What became of the document in the ERP. Sent by the ERP’s workflow.',
  order: 'Everything known of this order.',
  checkout: 'What the checkout page needs.',
  announced: 'Waits until the order is imported. Sent by the API when the shop announces it.',
  payAgain: 'Opens a new page after a payment that ended unpaid. Sent by the checkout page.',
  cancelOrder: 'Gives this order up while nothing was paid: {"operator": "your name", "reason": "why"}',
  letThrough:
    'Has an order go on that the shop suspects, whose money is only held, or whose customer has it back: {"operator": "your name", "reason": "why"}',
} as const;
