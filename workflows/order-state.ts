import type { Imported } from '../activities/shop.ts';
import type { ShopNotice } from '../domain/notice.ts';
import type { Collected, Document, DocumentState, Shipment } from '../domain/schemas/document.ts';
import type { Outcome } from '../domain/schemas/payment.ts';
import type { PaymentReport } from './messages.ts';

/** What an order's workflow knows; everything below is worked out from it, nothing is kept twice. */
export interface OrderState {
  announced: boolean;
  imported?: Imported;
  /** Oldest first; the last is the one under way. */
  payments: PaymentReport[];
  /** The time to pay is over. */
  windowClosed: boolean;
  /** The shop was read again before the document, and nothing there speaks against it. */
  released: boolean;
  /** Cancelled in the shop, as last read. */
  cancelled: boolean;
  /** An operator gave the order up. */
  givenUp: boolean;
  /** What the shop says was paid, as last read; minor units. */
  paidInShop: number;
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
  /** Attentions that a person has dealt with elsewhere, as `code text`: the same does not stand again. */
  settled: string[];
  /** When the shop was last read; epoch milliseconds. */
  readAt: number;
  /** What the shop asks for now, where that is no longer what is being paid, was paid or written; minor units. */
  changedTotal?: number;
  told: { marker: string; kind: ShopNotice['kind']; said: string }[];
}

export const collectedBy = (state: OrderState) => state.imported?.mapping.collect.by;
export const lastPayment = (state: OrderState) => state.payments.at(-1);

/** Takes what a payment says of itself. */
export function hear({ payments }: OrderState, report: PaymentReport): void {
  const at = payments.findIndex((p) => p.paymentId === report.paymentId);
  if (at >= 0) payments[at] = report;
  else payments.push(report);
}

/** Of all payments together: one that is paid makes the order paid; VERIFY never becomes unpaid. */
export function orderOutcome(state: OrderState): Outcome {
  const { imported, payments } = state;
  if (imported?.earlier) return paidInFull(state) ? 'POSITIVE' : 'PENDING';
  if (imported && collectedBy(state) === 'prepaid') return paidInFull(state) ? 'POSITIVE' : 'VERIFY';
  const has = (outcome: Outcome) => payments.some((p) => p.outcome === outcome);
  if (has('POSITIVE')) return 'POSITIVE';
  if (has('VERIFY')) return 'VERIFY';
  return payments.length > 0 && payments.every((p) => p.outcome === 'NEGATIVE') ? 'NEGATIVE' : 'PENDING';
}

const paidInFull = ({ imported, paidInShop }: OrderState): boolean =>
  imported !== undefined && paidInShop >= imported.order.total;

/** The money that the document and the shop are told of. */
export function collected(state: OrderState): Collected | undefined {
  const paid = state.payments.find((p) => p.outcome === 'POSITIVE');
  const { imported } = state;
  if (paid && imported) {
    const charge = paid.charges[0];
    const asked = { amount: imported.order.total, currency: imported.order.currency };
    return {
      gateway: paid.gateway,
      reference: charge?.reference ?? paid.paymentId,
      money: charge?.money ?? asked,
      at: charge?.at ?? imported.order.updatedAt,
    };
  }
  if (
    imported &&
    collectedBy(state) === 'prepaid' &&
    orderOutcome(state) === 'POSITIVE' &&
    imported.order.total > 0
  ) {
    const { order } = imported;
    return {
      gateway: 'shop',
      reference: order.payment.reference ?? order.payment.code,
      money: { amount: state.paidInShop, currency: order.currency },
      at: order.updatedAt,
    };
  }
  return undefined;
}

/** Cancelled in the shop or given up here: nothing more is written for it. */
export const isOff = ({ cancelled, givenUp }: OrderState): boolean => cancelled || givenUp;

/** The order as it would stand if it were neither cancelled nor given up. */
export const asIfOn = (state: OrderState): OrderState => ({ ...state, cancelled: false, givenUp: false });

/** Whether the document is due: a positive outcome, or money that comes another way; never for a cancelled order. */
export function documentDue(state: OrderState): boolean {
  const by = collectedBy(state);
  if (!by || isOff(state) || state.document || state.imported?.earlier) return false;
  return by === 'offline' || by === 'unmapped' || orderOutcome(state) === 'POSITIVE';
}

/** Whether a written document has something that can be made good by writing it again: an ERP finds it, and corrects it. */
export const isCorrectable = (state: OrderState): boolean =>
  !isOff(state) && (collectedBy(state) === 'unmapped' || (state.document?.warnings ?? []).length > 0);

// Within the second of a change, a read can have come before it.
const SAME_SECOND_MS = 2_000;

/** Whether a change that the shop tells of was read already. */
export function knowsChange({ imported, readAt }: OrderState, changedAt: string): boolean {
  return (
    imported !== undefined &&
    changedAt <= imported.order.updatedAt &&
    readAt > Date.parse(changedAt) + SAME_SECOND_MS
  );
}

/**
 * Whether money is moving here, has moved, or was written down: then a changed order is for a person. What the shop collects
 * itself it compares itself with the order as it is now.
 */
export const isBound = (state: OrderState): boolean =>
  state.document !== undefined ||
  state.writing ||
  (collectedBy(state) !== 'prepaid' && ['POSITIVE', 'VERIFY'].includes(orderOutcome(state))) ||
  state.payments.some(({ delayed }) => delayed);

/** Payments that nobody should pay on any more, with the reason. Those that can't be closed say so themselves. */
export function pagesToClose(state: OrderState): [paymentId: string, reason: string][] {
  const over = state.cancelled
    ? 'the order was cancelled in the shop'
    : state.windowClosed
      ? 'the time to pay is over'
      : undefined;
  const outcomeNow = orderOutcome(state);
  // Who pays while an earlier payment is in doubt may pay twice.
  const inDoubtOrPaid =
    outcomeNow === 'POSITIVE'
      ? 'the order is paid'
      : outcomeNow === 'VERIFY'
        ? 'another payment is being verified'
        : undefined;
  const reason = over ?? inDoubtOrPaid;
  return state.payments.flatMap(({ paymentId, outcome, unopened }, i): [string, string][] => {
    if (unopened && i < state.payments.length - 1) return [[paymentId, 'another payment took its place']];
    return reason && outcome === 'PENDING' ? [[paymentId, reason]] : [];
  });
}

export function mayPayAgain(state: OrderState): boolean {
  return (
    collectedBy(state) === 'gateway' &&
    !state.cancelled &&
    !state.imported?.earlier &&
    !state.windowClosed &&
    orderOutcome(state) === 'NEGATIVE'
  );
}
