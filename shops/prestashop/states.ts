import type { Order } from '../../domain/schemas/order.ts';
import type { Settings } from './settings.ts';

type Meaning = Exclude<Order['state'], 'unknown'>;

/** The meaning of a fresh shop's states, by the configuration that has their id. */
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

/** The meaning of states that we set ourselves, where nothing else says it. */
const meanings: Record<keyof Settings['states'], Meaning> = {
  // Our own hold while a payment is verified: the order goes on as soon as the gateway says how that ended.
  verify: 'open',
  cancelled: 'cancelled',
  shipped: 'completed',
  invoiced: 'completed',
  paid: 'open',
  held: 'open',
  accepted: 'open',
  failed: 'open',
  pay: 'open',
};

/**
 * The meaning of states, by id or configuration. The first entry for a state counts: our hold, this shop's settings,
 * PrestaShop's own, then the other states that we set.
 */
export function statesRead({ statesRead: read, states }: Settings): [ref: string, meaning: Meaning][] {
  const meaningOf = (refs: string[], meaning: Meaning) =>
    refs.map((ref): [string, Meaning] => [ref, meaning]);
  const used = Object.entries(meanings).map(([use, meaning]): [string | undefined, Meaning] => [
    states[use as keyof typeof meanings],
    meaning,
  ]);
  return [
    ...meaningOf(states.verify === undefined ? [] : [states.verify], meanings.verify),
    ...meaningOf(read.open, 'open'),
    ...meaningOf(read.onHold, 'on_hold'),
    ...meaningOf(read.cancelled, 'cancelled'),
    ...meaningOf(read.completed, 'completed'),
    ...meaningOf(read.refunded, 'refunded'),
    ...meaningOf(read.inReview, 'in_review'),
    ...Object.entries(core),
    ...used.filter((entry): entry is [string, Meaning] => entry[0] !== undefined),
  ];
}

/** The names of the configurations by which states are named. */
export function stateNames(settings: Settings): string[] {
  const refs = statesRead(settings).map(([ref]) => ref);
  return [...new Set(refs.filter((ref) => !/^\d+$/.test(ref)))];
}

/** Uses whose state must not count as paid. Those of documents may, since an order's money can come elsewhere. */
export const UNPAID: ReadonlySet<keyof Settings['states']> = new Set([
  'held',
  'failed',
  'verify',
  'accepted',
  'pay',
]);
