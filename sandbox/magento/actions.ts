import { baseName } from './amounts.ts';
import type { CommentBody } from './bodies.ts';
import { type MagentoBooks, type Mail, magentoDate, next } from './books.ts';
import type { OrderEntity } from './entities.ts';
import { MagentoError } from './errors.ts';

/** A status that the shop's administrator has added for Incasso, to the states of orders that wait for their money. */
const AUTHORISED = 'payment_authorised';
/** Statuses of each state: those of a fresh installation, and the administrator's. */
const STATUSES: Record<string, string[]> = {
  new: ['pending', AUTHORISED],
  pending_payment: ['pending_payment', AUTHORISED],
  payment_review: ['payment_review', 'fraud'],
  processing: ['processing', 'fraud', AUTHORISED],
  holded: ['holded'],
  complete: ['complete'],
  closed: ['closed'],
  canceled: ['canceled'],
};
const NOT_HOLDABLE = ['canceled', 'payment_review', 'complete', 'closed', 'holded'];
const NOT_CANCELABLE = ['canceled', 'payment_review', 'complete', 'closed', 'holded'];

/** Adds a comment; it may change the status, never the state. 2.2 takes any status, newer releases one of the order's state. */
export function comment(books: MagentoBooks, order: OrderEntity, body: CommentBody, now: Date): true {
  const { quirks } = books;
  if (quirks.version !== '2.2' && body.status !== undefined && !STATUSES[order.state]?.includes(body.status))
    throw new MagentoError(
      400,
      // In 2.4.7's source the text breaks over two lines.
      `Unable to add comment: The status "%1" is not part of the order${quirks.version === '2.4.7' ? '\n                 ' : ' '}status history.`,
      [body.status],
    );
  const before = order.status;
  order.status = body.status ?? (quirks.statusNull ? null : order.status);
  // A comment alone doesn't touch the order's own row.
  if (order.status !== before) order.updated_at = magentoDate(now);
  order.status_histories.push({
    comment: body.comment,
    created_at: magentoDate(now),
    entity_id: next(books, 'history'),
    is_customer_notified: body.isCustomerNotified,
    is_visible_on_front: body.isVisibleOnFront,
    parent_id: order.entity_id,
    status: order.status,
  });
  if (body.isCustomerNotified === 1)
    sendMail(books, order, {
      kind: 'comment',
      subject: `Aggiornamento sull'ordine n. ${order.increment_id}`,
      text: body.comment,
      at: now.toISOString(),
    });
  return true;
}

/** Cancels an order. Answers false and changes nothing where that can't be: a 200 on the wire. */
export function cancel(books: MagentoBooks, order: OrderEntity, now: Date): boolean {
  const invoiced = order.items.every((row) => row.qty_ordered - row.qty_invoiced <= 0);
  if (books.quirks.cancelFalse || NOT_CANCELABLE.includes(order.state) || invoiced) return false;
  for (const name of [(field: string) => field, baseName]) {
    order[name('discount_canceled')] = Math.abs(Number(order[name('discount_amount')]));
    order[name('shipping_canceled')] = order[name('shipping_amount')];
    order[name('subtotal_canceled')] = order[name('subtotal')];
    order[name('tax_canceled')] = order[name('tax_amount')];
    order[name('total_canceled')] = order[name('grand_total')];
    if (order.shipping)
      order.shipping.total[name('shipping_canceled')] = Number(order[name('shipping_amount')]);
  }
  order.state = 'canceled';
  order.status = 'canceled';
  order.updated_at = magentoDate(now);
  for (const row of order.items) {
    if (row.parent_item_id === undefined) row.qty_canceled = row.qty_ordered;
    row.tax_canceled = row.tax_amount;
    row.discount_tax_compensation_canceled = row.discount_tax_compensation_amount ?? 0;
    row.updated_at = order.updated_at;
  }
  return true;
}

/** Undoes a cancellation, which Magento itself can't, but extensions do. Answers false where the order is not cancelled. */
export function restore(order: OrderEntity, now: Date): boolean {
  if (order.state !== 'canceled') return false;
  for (const field of Object.keys(order).filter((name) => name.endsWith('_canceled'))) delete order[field];
  order.state = 'new';
  order.status = 'pending';
  order.updated_at = magentoDate(now);
  for (const row of order.items) row.qty_canceled = 0;
  return true;
}

/** Holds an order back; its state and status are kept for `unhold`. */
export function hold(order: OrderEntity, now: Date): true {
  if (NOT_HOLDABLE.includes(order.state)) throw new MagentoError(400, 'A hold action is not available.');
  order.hold_before_state = order.state;
  order.hold_before_status = order.status ?? undefined;
  order.state = 'holded';
  order.status = 'holded';
  order.updated_at = magentoDate(now);
  return true;
}

/** Lets a held order go on in the state that it had. */
export function unhold(order: OrderEntity, now: Date): true {
  if (order.state !== 'holded') throw new MagentoError(400, 'You cannot remove the hold.');
  order.state = String(order.hold_before_state);
  order.status = order.hold_before_status === undefined ? null : String(order.hold_before_status);
  delete order.hold_before_state;
  delete order.hold_before_status;
  order.updated_at = magentoDate(now);
  return true;
}

/** The shop's own gateway, or a module, suspects fraud; `suspected` false clears the order. */
export function review(order: OrderEntity, suspected: boolean, now: Date): void {
  order.state = suspected ? 'payment_review' : 'processing';
  order.status = suspected ? 'fraud' : 'processing';
  order.updated_at = magentoDate(now);
}

/** Puts a mail to the order's customer into the books. */
export function sendMail(
  books: MagentoBooks,
  order: OrderEntity,
  mail: Pick<Mail, 'kind' | 'subject' | 'text' | 'at'>,
): void {
  // Magento strips tags from its mails: a link inside <a href> never arrives, one written out does.
  const text = mail.text.replace(/<[^>]*>/g, '').trim();
  books.mails.push({ ...mail, text, to: order.customer_email, orderId: order.entity_id });
}
