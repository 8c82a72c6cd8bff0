import type { Order } from '../../domain/schemas/order.ts';
import { HELD, RELEASED } from './texts.ts';
import type { WireOrder } from './wire.ts';

/** Every state of Magento; statuses are free text under them. */
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
 * The order's state as ours. `fraud` is a status, which Magento sets on orders under review and in processing. An order
 * that came to nothing is `closed` once it is shipped, though nothing was given back of it.
 */
export function stateOf(wire: WireOrder): Order['state'] {
  const { state, status } = wire;
  if (!state || !Object.hasOwn(states, state)) return 'unknown';
  const ours = states[state as keyof typeof states];
  if (ours === 'on_hold' && heldByUs(wire)) return 'open';
  if (ours === 'open' && status === 'fraud') return 'in_review';
  if (ours === 'refunded' && !isRefunded(wire)) return 'completed';
  return ours;
}

const isRefunded = ({ grand_total, total_refunded, items }: WireOrder): boolean =>
  Number(grand_total) !== 0 ||
  Number(total_refunded ?? 0) !== 0 ||
  items.some(({ qty_refunded }) => Number(qty_refunded ?? 0) > 0);

/** Whether the last hold is one of ours that still lasts: a person's is left alone. */
export function heldByUs({ status_histories }: Pick<WireOrder, 'status_histories'>): boolean {
  const ours = (status_histories ?? [])
    .filter(({ comment }) => comment?.includes(HELD) || comment?.includes(RELEASED))
    .sort((a, b) => Number(b.entity_id ?? 0) - Number(a.entity_id ?? 0));
  return ours[0]?.comment?.includes(HELD) ?? false;
}
