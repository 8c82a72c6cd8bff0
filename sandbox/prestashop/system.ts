import { linkIn } from '../kit/page.ts';
import type { BookedOrder, ShopSystem } from '../kit/system.ts';
import type { PrestaShopBooks } from './books.ts';
import type { StateSeed } from './catalogue.ts';
import { createPrestaShopSandbox, sandboxKey } from './index.ts';

/** The shop that announces nothing: its orders are found. */
export const prestashop: ShopSystem<PrestaShopBooks> = {
  title: 'PrestaShop',
  port: 8005,
  about: 'one whose orders are found',
  start: ({ port, file, mishaps, offers }) =>
    createPrestaShopSandbox({ port, file, mishaps, offers, key: sandboxKey, ownStates: statesOfIncasso }),
  environment: ({ url }) => ({
    PRESTASHOP_URL: url,
    PRESTASHOP_KEY: sandboxKey,
    PRESTASHOP_ANNOUNCE_SECRET: 'sandbox-announce-secret',
  }),
  isCall: ({ url }) => url.startsWith('/api/'),
  orders: ordersOf,
  described: (module, paid) => ({ module, ...(paid && { paid }) }),
  placed: ({ id, reference }) => ({ id: String(id), number: String(reference) }),
  // Its state "Canceled".
  cancels: { what: 'state', body: { state: 6 } },
  methods: { offline: 'ps_wirepayment', prepaid: 'paypal' },
  states: {
    placed: 'Awaiting online payment',
    cancelled: 'Canceled',
    paid: 'Payment accepted',
    held: 'Payment authorised',
    offline: 'Taken over',
    waiting: 'Payment link sent',
    unpaid: 'Payment error',
  },
};

/** Order states that the shop's administrator has added for Incasso; incasso.yaml names them by their ids, 16 to 19. */
const statesOfIncasso: StateSeed[] = [
  {
    it: 'Link di pagamento inviato',
    en: 'Payment link sent',
    template: 'payment_link',
    color: '#4169E1',
    flags: 'e',
  },
  { it: 'Preso in carico', en: 'Taken over', template: '', color: '#34209E', flags: '' },
  { it: 'Fatturato', en: 'Invoiced', template: '', color: '#01B887', flags: 'il' },
  { it: 'Pagamento autorizzato', en: 'Payment authorised', template: '', color: '#4169E1', flags: '' },
];

/** The mail of an order's state has no link: that stands in the order's messages. */
function ordersOf({ tables, announcements }: PrestaShopBooks): BookedOrder[] {
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
      booked: rows('order_payments', 'order_reference', order.reference).map(({ amount }) => Number(amount)),
      captures: 0,
    };
  });
}
