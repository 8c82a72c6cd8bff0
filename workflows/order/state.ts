import type { Imported, ShopState } from '../../activities/shop.ts';
import type { Attention } from '../../domain/attention.ts';
import type { ShopNotice } from '../../domain/notice.ts';
import type { Document, DocumentState, Shipment } from '../../domain/schemas/document.ts';
import { type Lane, newLane } from '../kit/lane.ts';
import type { PaymentChange, PaymentReport } from '../payment/messages.ts';

/** What a person can let through although the shop does not, or although the money is gone. */
export type LetThrough = 'ORDER_IN_REVIEW' | 'PAYMENT_AUTHORISED' | MoneyGone;

/** How the money of an order went back to its customer before there was a document. */
export type MoneyGone = 'DISPUTE_LOST' | 'REFUNDED';

/** The payment that is wanted next, and how long there is time for it. */
export interface Paying {
  /** A payment is wanted, or being started. */
  wanted: boolean;
  starting: boolean;
  /** Why a new payment is wanted, once the open one is closed and definitely unpaid. */
  replacing?: string;
  /** Payments whose pages were asked to close. */
  closeSent: string[];
  /** Payments whose held money was asked to be taken. */
  takeSent?: string[];
  /** Money was held when it was last looked at. */
  held?: boolean;
  /** When the time to pay is over; epoch milliseconds, infinity while it does not run. */
  windowEndsAt: number;
}

/** When the shop is asked again of an order that waits for it: epoch milliseconds, and how often it was. */
export interface Rechecks {
  at: number;
  count: number;
}

/** The steps of an order that take time: each runs beside the loop in a lane of its own, which is blocked where the step failed. */
export type Lanes = Record<'importing' | 'checking' | 'writing' | 'telling', Lane>;

/** What an order's workflow knows; everything else is worked out from it (rules.ts), nothing is kept twice. */
export interface OrderState {
  announced: boolean;
  /** The list of orders that the shop's standing workflow reads has it. */
  listed: boolean;
  /** What the import answered, and what was learned of it since: each change is another value. */
  imported?: Readonly<Imported>;
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
  /** The shop was told that it is paid, or is being told: from then on, money that the shop shows may be ours. */
  booked: boolean;
  /** What the shop had as paid before that; minor units. */
  paidElsewhere: number;
  document?: Document;
  /** The document that is being corrected by writing it again; it counts as there until the ERP says otherwise. */
  correcting?: Document;
  /** What became of it in the ERP afterwards. */
  documentState?: DocumentState;
  /** How its goods went out, where the ERP says it. */
  shipment?: Shipment;
  /** The ERP is being asked to write it. */
  writing: boolean;
  /** The shop says that it changed since it was last read. */
  changedInShop: boolean;
  /** Signals that are not ours; what a person has dealt with is among `dismissed`. */
  unbelieved: Attention[];
  /** Attentions that a person has dealt with elsewhere, as `code text`: the same one is not raised again. */
  dismissed: string[];
  /** When the shop was last read; epoch milliseconds. */
  readAt: number;
  /** What the shop asks for now, where that is no longer what is being paid, was paid or written; minor units. */
  changedTotal?: number;
  told: { marker: string; kind: ShopNotice['kind']; said: string }[];
  /** Of each payment the number of its last report. */
  heard: Record<string, number>;
  lanes: Lanes;
  paying: Paying;
  rechecks: Rechecks;
  /** The mapping may have been mended: it is read again before the document is written. */
  mapAgain: boolean;
  /** The configuration may have been mended: an order that it stops is imported again. */
  importAgain: boolean;
  /** The notice that the shop is being told, or was told last. */
  tellingOf?: string;
  /** The ERP takes no calls, or keeps losing answers. */
  erpSilent?: Attention;
  /** Why a cancellation that nobody signed changed nothing. */
  ignored?: Attention;
  /** Since when nothing is left to do; epoch milliseconds. */
  doneSince?: number;
}

/** The state of an order before its import. `announced`: the shop announced it; otherwise the shop's list has it. */
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
  dismissed: [],
  readAt: 0,
  told: [],
  heard: {},
  lanes: { importing: newLane(), checking: newLane(), writing: newLane(), telling: newLane() },
  paying: { wanted: false, starting: false, closeSent: [], windowEndsAt: Number.POSITIVE_INFINITY },
  rechecks: { at: 0, count: 0 },
  mapAgain: false,
  importAgain: false,
});

/** Takes what was learned of the order since it was imported. */
export function learn(state: OrderState, more: Partial<Imported>): void {
  if (state.imported) state.imported = { ...state.imported, ...more };
}

/** Takes a payment's report, unless a later one was heard: `n` numbers them. */
export function hearChange(state: OrderState, { report, n }: PaymentChange): void {
  if (n <= (state.heard[report.paymentId] ?? 0)) return;
  state.heard[report.paymentId] = n;
  hear(state, report);
}

/** Takes a payment's report. */
export function hear(state: OrderState, report: PaymentReport): void {
  const { payments } = state;
  const at = payments.findIndex((p) => p.paymentId === report.paymentId);
  if (at >= 0) payments[at] = report;
  else payments.push(report);
  // What a person dismissed of a document that was not paid is over: should it be so again, somebody decides again.
  if (report.outcome === 'POSITIVE')
    state.dismissed = state.dismissed.filter((one) => !one.startsWith('DOCUMENT_NOT_PAID '));
}
