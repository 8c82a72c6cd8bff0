import type { MagentoBooks } from './magento/books.ts';
import type { PrestaShopBooks } from './prestashop/books.ts';

/** An order by its shop's own books, in the same words for both shops. */
export interface BookedOrder {
  id: string;
  number: string;
  /** When it was placed: Magento's in UTC, PrestaShop's by the shop's wall clock. */
  at: string;
  /** Major units. */
  total: number;
  currency: string;
  method: string;
  /** The shop's name for its state, in English. */
  status: string;
  email: string;
  /** Whether the shop's announcement arrived. */
  announced: boolean;
  /** The link to pay with: what the announcement answered, or the shop sent to the customer. */
  link?: string;
  /** What was written to the order, by anybody. */
  comments: string[];
}

const linkIn = (texts: string[]): string | undefined =>
  texts.map((text) => /https?:\S+\/checkout\/\S+/.exec(text)?.[0]).find((link) => link !== undefined);

/** The orders of a Magento shop, oldest first. */
export function magentoOrders({ orders, announcements, mails }: MagentoBooks): BookedOrder[] {
  return orders.map((order) => {
    const announcement = announcements.find(({ orderId }) => orderId === order.entity_id);
    const mailed = mails.filter(({ orderId }) => orderId === order.entity_id).map(({ text }) => text);
    return {
      id: String(order.entity_id),
      number: order.increment_id,
      at: order.created_at,
      total: order.grand_total,
      currency: order.order_currency_code,
      method: order.payment.method,
      status: order.status ?? '',
      email: order.customer_email,
      announced: announcement?.delivered ?? false,
      link: announcement?.checkoutUrl ?? linkIn(mailed),
      comments: order.status_histories.flatMap(({ comment }) => comment ?? []),
    };
  });
}

/** The orders of a PrestaShop, oldest first. The mail of an order's state has no link: that stands in the order's messages. */
export function prestashopOrders({ tables, announcements }: PrestaShopBooks): BookedOrder[] {
  const rows = (table: string, field: string, value: unknown) =>
    (tables[table] ?? []).filter((row) => row[field] === value);
  const rowOf = (table: string, id: unknown) => rows(table, 'id', id)[0];
  return (tables.orders ?? []).map((order) => {
    const messages = rows('customer_threads', 'id_order', order.id).flatMap(({ id }) =>
      rows('customer_messages', 'id_customer_thread', id),
    );
    const shown = messages.filter((message) => Number(message.private) === 0);
    const name = rowOf('order_states', Number(order.current_state))?.name;
    return {
      id: String(order.id),
      number: String(order.reference),
      at: String(order.date_add),
      total: Number(order.total_paid),
      currency: String(rowOf('currencies', Number(order.id_currency))?.iso_code),
      method: String(order.module),
      status: typeof name === 'object' ? (name['2'] ?? '') : '',
      email: String(rowOf('customers', Number(order.id_customer))?.email ?? ''),
      announced: announcements.some(({ orderId, delivered }) => delivered && orderId === order.id),
      link: linkIn(shown.map(({ message }) => String(message))),
      comments: messages.map(({ message }) => String(message)),
    };
  });
}
