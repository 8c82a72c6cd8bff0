import type { Imported, ShopState } from '../../activities/shop.ts';
import type { Attention } from '../../domain/attention.ts';
import type { ShopNotice } from '../../domain/notice.ts';
import type { Document, DocumentState, Shipment } from '../../domain/schemas/document.ts';
import type { PaymentReport } from '../payment/messages.ts';

/** What a person can let through although the shop does not, or although the money is gone. */
export type LetThrough = 'ORDER_IN_REVIEW' | 'PAYMENT_AUTHORISED' | MoneyGone;

/** How the money of an order went back to its customer before there was a document. */
export type MoneyGone = 'DISPUTE_LOST' | 'REFUNDED';

/** What an order's workflow knows; everything else is worked out from it (rules.ts), nothing is kept twice. */
export interface OrderState {
  announced: boolean;
  /** The shop's own list has it. */
  listed: boolean;
  imported?: Imported;
  /** Oldest first; the last is the one under way. */
  payments: PaymentReport[];
  /** The time to pay is over. */
  windowClosed: boolean;
  /** The shop was read again before the document, and nothing there speaks against it. */
  released: boolean;
  /** What the shop says of it, as last read; absent before the import. */
  inShop?: ShopState;
  /** What a person let through. */
  letThrough: LetThrough[];
  /** An operator gave the order up. */
  givenUp: boolean;
  /** The shop was told that it is paid, or is being told: money there may be ours. */
  booked: boolean;
  /** What the shop had as paid before that; minor units. */
  paidElsewhere: number;
  document?: Document;
  /** The document that is being written again, to be put right; it is there until the ERP says something else. */
  correcting?: Document;
  /** What became of it in the ERP afterwards. */
  documentState?: DocumentState;
  /** How its goods went out, where the ERP says it. */
  shipment?: Shipment;
  /** The ERP is being asked to write it. */
  writing: boolean;
  /** The shop says that it changed since it was last read. */
  changedInShop: boolean;
  /** Signals that are not ours; what a person has dealt with is among `settled`. */
  unbelieved: Attention[];
  /** Attentions that a person has dealt with elsewhere, as `code text`: the same does not stand again. */
  settled: string[];
  /** When the shop was last read; epoch milliseconds. */
  readAt: number;
  /** What the shop asks for now, where that is no longer what is being paid, was paid or written; minor units. */
  changedTotal?: number;
  told: { marker: string; kind: ShopNotice['kind']; said: string }[];
}

/** What is known of an order that was only heard of. `announced`: by the shop itself; else its list has it. */
export const newOrderState = (announced: boolean): OrderState => ({
  announced,
  listed: !announced,
  payments: [],
  windowClosed: false,
  released: false,
  letThrough: [],
  givenUp: false,
  booked: false,
  paidElsewhere: 0,
  writing: false,
  changedInShop: false,
  unbelieved: [],
  settled: [],
  readAt: 0,
  told: [],
});
