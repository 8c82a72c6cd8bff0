import type { Authorised, Collected } from '../../domain/schemas/document.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Outcome } from '../../domain/schemas/payment.ts';
import type { PaymentReport } from '../payment/messages.ts';
import { heldPayment, kept, keptHold } from './charges.ts';
import { heldBackBy, isAuthorised, isLost, isMoneyGone, isOver, isTakenAsItShips, isUnfit } from './shop.ts';
import type { OrderState } from './state.ts';

export * from './shop.ts';
export * from './state.ts';

export const collectedBy = (state: OrderState) => state.imported?.mapping.collect.by;
export const lastPayment = (state: OrderState) => state.payments.at(-1);

/**
 * The outcome of all payments together: one that is paid makes the order paid, VERIFY never becomes unpaid by itself, and nothing is
 * unpaid that can still be paid.
 */
export function orderOutcome(state: OrderState): Outcome {
  const { imported, payments } = state;
  if (imported?.earlier) return paidInFull(state) ? 'POSITIVE' : 'PENDING';
  if (imported && collectedBy(state) === 'prepaid')
    return paidInFull(state) ? 'POSITIVE' : isAuthorised(state) ? 'PENDING' : 'VERIFY';
  const has = (outcome: Outcome) => payments.some((p) => p.outcome === outcome);
  if (has('POSITIVE')) return 'POSITIVE';
  if (has('VERIFY')) return 'VERIFY';
  const isUnpaid = (p: PaymentReport) => p.outcome === 'NEGATIVE' && !p.stillPayable;
  return payments.length > 0 && payments.every(isUnpaid) ? 'NEGATIVE' : 'PENDING';
}

const paidInFull = ({ imported, inShop }: OrderState): boolean =>
  imported !== undefined && inShop !== undefined && inShop.paid >= imported.order.total;

/** The money that the document and the shop are told of. */
export function collected(state: OrderState): Collected | undefined {
  const positive = state.payments.filter((p) => p.outcome === 'POSITIVE');
  const paid = kept(state).find((p) => !isLost(p)) ?? positive[0];
  const { imported, inShop } = state;
  if (paid && imported) {
    const charge = paid.charges[0];
    const requested = { amount: imported.order.total, currency: imported.order.currency };
    return {
      gateway: paid.gateway,
      reference: charge?.reference ?? paid.paymentId,
      money: charge?.money ?? requested,
      at: charge?.at ?? imported.order.updatedAt,
    };
  }
  if (
    imported &&
    inShop &&
    collectedBy(state) === 'prepaid' &&
    orderOutcome(state) === 'POSITIVE' &&
    imported.order.total > 0
  ) {
    const { order } = imported;
    return {
      gateway: 'shop',
      reference: inShop.payment.reference ?? inShop.payment.code,
      money: { amount: inShop.paid, currency: order.currency },
      at: inShop.updatedAt,
    };
  }
  return undefined;
}

/** Cancelled or refunded in the shop, or given up here: nothing more is written for it. */
export const isOff = (state: OrderState): boolean => isOver(state) || state.givenUp;

/** The order as it would be if nothing in the shop, and nobody here, had stopped it. */
export const asIfOn = (state: OrderState): OrderState => ({
  ...state,
  givenUp: false,
  letThrough: [...state.letThrough, 'DISPUTE_LOST', 'REFUNDED'],
  inShop: state.inShop && { ...state.inShop, state: 'open', refunds: undefined },
});

/** Whether the document is due: a positive outcome, money that comes another way, or held money that is taken as it ships or that a person let through. */
export function documentDue(state: OrderState): boolean {
  const by = collectedBy(state);
  if (!by || isOff(state) || heldBackBy(state) || state.document || state.imported?.earlier) return false;
  if (by === 'offline' || by === 'unmapped' || orderOutcome(state) === 'POSITIVE') return true;
  if (state.imported?.capture === 'onShipment' && isHeld(state) && keptHold(state)) return true;
  if (isTakenAsItShips(state)) return true;
  return isAuthorised(state) && state.letThrough.includes('PAYMENT_AUTHORISED');
}

/** Whether a gateway of ours holds the money, and nothing was paid or is in doubt. */
export const isHeld = (state: OrderState): boolean =>
  heldPayment(state) !== undefined && orderOutcome(state) === 'PENDING';

/** The money that is held, by a gateway of ours or the shop's own, for the document. */
export function authorised(state: OrderState): Authorised | undefined {
  const payment = heldPayment(state);
  const { imported, inShop } = state;
  if (imported && inShop?.authorised && isAuthorised(state)) {
    const money = { amount: inShop.authorised, currency: imported.order.currency };
    return { gateway: 'shop', reference: inShop.payment.reference ?? inShop.payment.code, money };
  }
  if (!payment?.held || !imported || !isHeld(state)) return undefined;
  const { reference, until, money } = payment.held;
  const asked = { amount: imported.order.total, currency: imported.order.currency };
  return { gateway: payment.gateway, reference, until, money: money ?? asked };
}

/**
 * The hold that is wanted since the goods went out, by what the ERP says, and how much of it: no more than the shop asks for by now.
 * While another payment is paid or in doubt none is.
 */
export function holdToTake(state: OrderState): { paymentId: string; money: Money } | undefined {
  const { imported, changedTotal = Number.POSITIVE_INFINITY } = state;
  const payment = keptHold(state);
  if (!payment?.held || imported?.capture !== 'onShipment' || isOff(state)) return undefined;
  if (!wentOut(state) || !isHeld(state)) return undefined;
  const { total, currency } = imported.order;
  const held = payment.held.money ?? { amount: total, currency };
  const amount = Math.min(held.amount, changedTotal);
  return amount > 0 ? { paymentId: payment.paymentId, money: { ...held, amount } } : undefined;
}

/** Whether the goods went out, and the shop's own gateway only holds the money. */
export const isTakeDueInShop = (state: OrderState): boolean =>
  isAuthorised(state) && !isOff(state) && wentOut(state);

const wentOut = ({ documentState }: OrderState): boolean =>
  documentState === 'shipped' || documentState === 'invoiced';

/** Whether an order that has no document yet waits for its shop to change: the shop is asked in case it does not say so itself. */
export function waitsForShop(state: OrderState): boolean {
  const { imported, document } = state;
  if (!imported || imported.earlier || document || isOff(state)) return false;
  const held = heldBackBy(state);
  if (held) return !isUnfit(held) && !isMoneyGone(held);
  return collectedBy(state) === 'prepaid' && !documentDue(state);
}

/** There is a document, but no payment of the order is paid or in doubt: its money never came, or is gone. */
export function isDocumentUnpaid(state: OrderState): boolean {
  const { document, documentState, imported } = state;
  if (!document || documentState === 'cancelled' || imported?.earlier || isHeld(state)) return false;
  return collectedBy(state) === 'gateway' && ['NEGATIVE', 'PENDING'].includes(orderOutcome(state));
}

/** Whether the document can be improved by writing it again: the ERP finds it by its reference, and corrects it. */
export const isCorrectable = (state: OrderState): boolean =>
  !isOff(state) &&
  !isDocumentUnpaid(state) &&
  (collectedBy(state) === 'unmapped' || (state.document?.warnings ?? []).length > 0);

// Shops date changes to the second: a read in the same second may have come before the change.
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
 * Whether money is moving here, has moved, or was written down: then a person looks at a changed order. Where the shop
 * collects itself, it compares the money with the order as it is now.
 */
export const isBound = (state: OrderState): boolean =>
  state.document !== undefined ||
  state.writing ||
  (collectedBy(state) !== 'prepaid' && ['POSITIVE', 'VERIFY'].includes(orderOutcome(state))) ||
  state.payments.some(({ delayed, held }) => delayed || held !== undefined);
