import { linkIn } from '../kit/page.ts';
import type { BookedOrder, ShopSystem } from '../kit/system.ts';
import type { MagentoBooks } from './books.ts';
import { createMagentoSandbox, sandboxIntegration } from './index.ts';

const ANNOUNCE_SECRET = 'sandbox-announce-secret';

/** The shop that announces its orders. */
export const magento: ShopSystem<MagentoBooks> = {
  title: 'Magento',
  port: 8002,
  about: 'a shop that announces its orders',
  start: ({ port, file, mishaps, api, shop, offers }) =>
    createMagentoSandbox({
      port,
      file,
      mishaps,
      offers,
      announceUrl: `${api}/shops/${shop}/orders/{id}`,
      announceSecret: ANNOUNCE_SECRET,
    }),
  environment: ({ url }) => ({
    MAGENTO_URL: url,
    MAGENTO_ACCESS_TOKEN: sandboxIntegration.accessToken,
    MAGENTO_ANNOUNCE_SECRET: ANNOUNCE_SECRET,
  }),
  isCall: ({ url }) => url.startsWith('/rest/'),
  orders: ordersOf,
  described: (method, paid) => ({ method, ...(paid && { paid }) }),
  placed: ({ entity_id, increment_id }) => ({ id: String(entity_id), number: String(increment_id) }),
  cancels: { what: 'cancel' },
  methods: { offline: 'banktransfer', prepaid: 'paypal_express' },
  states: {
    placed: 'pending',
    cancelled: 'canceled',
    paid: 'processing',
    held: 'payment_authorised',
    offline: 'pending',
    waiting: 'pending',
    unpaid: 'pending',
  },
};

function ordersOf({ orders, announcements, mails, invoices, captures }: MagentoBooks): BookedOrder[] {
  return orders.map((order) => {
    const announcement = announcements.find(({ orderId }) => orderId === order.entity_id);
    const mailed = mails.filter(({ orderId }) => orderId === order.entity_id).map(({ text }) => text);
    return {
      id: String(order.entity_id),
      number: order.increment_id,
      at: localOf(order.created_at),
      total: order.grand_total,
      currency: order.order_currency_code,
      method: order.payment.method,
      status: order.status ?? '',
      email: order.customer_email,
      announced: announcement?.delivered ?? false,
      link: announcement?.checkoutUrl ?? linkIn(mailed),
      comments: order.status_histories.flatMap(({ comment }) => comment ?? []),
      booked: invoices
        .filter(({ order_id }) => order_id === order.entity_id)
        .map(({ grand_total }) => Number(grand_total)),
      captures: captures.filter(({ orderId }) => orderId === order.entity_id).length,
    };
  });
}

/** A time of Magento's (UTC) by Italy's wall clock. */
const localOf = (utc: string): string =>
  new Date(`${utc.replace(' ', 'T')}Z`).toLocaleString('sv-SE', { timeZone: 'Europe/Rome' });
