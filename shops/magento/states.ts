import type { Order } from '../../domain/schemas/order.ts';
import type { Marks } from '../marks.ts';
import { heldByUs } from './marks.ts';
import type { WireOrder } from './wire.ts';

/** Our state for every state of Magento. A status is a shop's own word below a state. */
const states = {
  new: 'open',
  pending_payment: 'open',
  payment_review: 'in_review',
  processing: 'open',
  holded: 'on_hold',
  canceled: 'cancelled',
  complete: 'completed',
  closed: 'refunded',
} as const satisfies Record<string, Order['state']>;

/**
 * Our state of an order. `fraud` is a status that Magento sets on orders in review and in processing. An order with a total
 * of zero is `closed` once it is shipped, although nothing was refunded.
 */
export function stateOf(wire: WireOrder, marks: Marks): Order['state'] {
  const { state, status } = wire;
  if (!state || !Object.hasOwn(states, state)) return 'unknown';
  const ours = states[state as keyof typeof states];
  if (ours === 'on_hold' && heldByUs(wire, marks)) return 'open';
  if (ours === 'open' && status === 'fraud') return 'in_review';
  if (ours === 'refunded' && !isRefunded(wire)) return 'completed';
  return ours;
}

const isRefunded = ({ grand_total, total_refunded, items }: WireOrder): boolean =>
  Number(grand_total) !== 0 ||
  Number(total_refunded ?? 0) !== 0 ||
  items.some(({ qty_refunded }) => Number(qty_refunded ?? 0) > 0);
