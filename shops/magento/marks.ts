import type { Marks } from '../marks.ts';
import type { WireOrder } from './wire.ts';

/** Markers of our holds and their releases: a hold that a person made is left alone. */
export const HELD = 'held';
export const RELEASED = 'released';
/** The same, as releases wrote them whose markers had no HMAC. */
const OLD_HELD = '[incasso-hold]';
const OLD_RELEASED = '[incasso-released]';

/** A comment of an order, with our markers in it. */
export interface Comment {
  text: string;
  /** Whether the customer can read it in the shop. */
  shown: boolean;
  marks: string[];
}

type Commented = Pick<WireOrder, 'entity_id' | 'status_histories' | 'customer_note'>;

/**
 * The order's comments, oldest first. Magento doesn't say who wrote them. By customers may be those that customers see, since
 * modules let them answer there, and what they wrote at checkout, which Magento makes the first comment
 * (Sales\Model\Order\Payment::updateOrder).
 */
export function commentsOf(
  { entity_id, status_histories, customer_note }: Commented,
  marks: Marks,
): Comment[] {
  return [...(status_histories ?? [])]
    .sort((a, b) => Number(a.entity_id ?? 0) - Number(b.entity_id ?? 0))
    .map(({ comment, is_visible_on_front }) => {
      const text = comment ?? '';
      const shown = Number(is_visible_on_front ?? 0) !== 0;
      const byStaff = !shown && text.trim() !== customer_note?.trim();
      return {
        text,
        shown,
        marks: [
          ...marks.in(entity_id, [{ text, byStaff }]),
          ...(byStaff && text.includes(OLD_HELD) ? [HELD] : []),
          ...(byStaff && text.includes(OLD_RELEASED) ? [RELEASED] : []),
        ],
      };
    });
}

/** The markers of notices in an order's comments; undefined where the answer has no comments. */
export function noticesIn(order: Commented, marks: Marks): string[] | undefined {
  if (!order.status_histories) return undefined;
  const found = commentsOf(order, marks).flatMap((comment) => comment.marks);
  return [...new Set(found)].filter((marker) => marker !== HELD && marker !== RELEASED);
}

/** Whether the order's last hold is ours and was not released. */
export function heldByUs(order: Commented, marks: Marks): boolean {
  const last = commentsOf(order, marks).findLast(
    (comment) => comment.marks.includes(HELD) || comment.marks.includes(RELEASED),
  );
  return last?.marks.includes(HELD) ?? false;
}
