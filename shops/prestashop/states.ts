import type { Order } from '../../domain/schemas/order.ts';
import type { Settings } from './settings.ts';

type Meaning = Exclude<Order['state'], 'unknown'>;

/** States of a fresh shop, by the configuration that holds their ids. */
const core: Record<string, Meaning> = {
  PS_OS_CHEQUE: 'open',
  PS_OS_BANKWIRE: 'open',
  PS_OS_COD_VALIDATION: 'open',
  PS_OS_PAYMENT: 'open',
  PS_OS_WS_PAYMENT: 'open',
  PS_OS_PREPARATION: 'open',
  PS_OS_OUTOFSTOCK: 'open',
  PS_OS_OUTOFSTOCK_PAID: 'open',
  PS_OS_OUTOFSTOCK_UNPAID: 'open',
  // The customer can pay again.
  PS_OS_ERROR: 'open',
  PS_OS_CANCELED: 'cancelled',
  PS_OS_SHIPPING: 'completed',
  PS_OS_DELIVERED: 'completed',
  PS_OS_REFUND: 'refunded',
};

/** What the states mean that we set ourselves, where nothing else says it. */
const ours: Record<keyof Settings['states'], Meaning> = {
  // A hold of our own, while a payment is verified: it goes on as soon as the gateway has said how it ended.
  verify: 'open',
  cancelled: 'cancelled',
  shipped: 'completed',
  invoiced: 'completed',
  paid: 'open',
  accepted: 'open',
  failed: 'open',
  pay: 'open',
};

/** What each state means, by id or configuration; the first that names a state says it: our hold, this shop's settings, PrestaShop, our other uses. */
export function statesRead({ statesRead: read, states }: Settings): [ref: string, meaning: Meaning][] {
  const meaningOf = (refs: string[], meaning: Meaning) =>
    refs.map((ref): [string, Meaning] => [ref, meaning]);
  const used = Object.entries(ours).map(([use, meaning]): [string | undefined, Meaning] => [
    states[use as keyof typeof ours],
    meaning,
  ]);
  return [
    ...meaningOf(states.verify === undefined ? [] : [states.verify], ours.verify),
    ...meaningOf(read.open, 'open'),
    ...meaningOf(read.onHold, 'on_hold'),
    ...meaningOf(read.cancelled, 'cancelled'),
    ...meaningOf(read.completed, 'completed'),
    ...meaningOf(read.refunded, 'refunded'),
    ...meaningOf(read.inReview, 'in_review'),
    ...Object.entries(core),
    ...used.filter((one): one is [string, Meaning] => one[0] !== undefined),
  ];
}

/** Configurations that are looked up for states. */
export function stateNames(settings: Settings): string[] {
  const refs = statesRead(settings).map(([ref]) => ref);
  return [...new Set(refs.filter((ref) => !/^\d+$/.test(ref)))];
}

/** Uses whose state must not count as paid; a document can be of an order whose money came elsewhere. */
export const UNPAID: ReadonlySet<keyof Settings['states']> = new Set(['failed', 'verify', 'accepted', 'pay']);
