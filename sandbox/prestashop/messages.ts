import type { World } from './books.ts';
import { type Row, stored } from './fields.ts';
import { withoutTags } from './html.ts';
import { letters } from './names.ts';
import { insert } from './resources.ts';
import { find, related } from './tables.ts';

/** Adds what the customer wrote. It is kept twice: as a message of the order, and in a thread with the shop. */
export function addMessage(world: World, order: Row, text: string, at: string): void {
  const { books } = world;
  const message = stored('html', withoutTags(text), books.version);
  const customer = find(books, 'customers', order.id_customer);
  insert(books, 'messages', {
    message,
    id_cart: order.id_cart ?? 0,
    id_order: order.id,
    id_customer: order.id_customer ?? 0,
    private: 0,
    date_add: at,
  });
  const thread =
    related(books, 'customer_threads', 'id_order', order.id)[0] ??
    insert(books, 'customer_threads', {
      id_lang: 1,
      id_shop: 1,
      id_customer: order.id_customer ?? 0,
      id_order: order.id,
      email: customer?.email ?? '',
      token: letters(order.id + 7),
      status: 'open',
      date_add: at,
      date_upd: at,
    });
  insert(books, 'customer_messages', {
    id_customer_thread: thread.id,
    message,
    private: 0,
    date_add: at,
    date_upd: at,
  });
}
