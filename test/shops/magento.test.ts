import { createMagentoSandbox } from '../../sandbox/magento/index.ts';
import { magento } from '../../shops/magento/index.ts';
import { rights } from '../../shops/magento/rights.ts';
import { shopContract } from '../contract/shop.ts';
import type { OrderKind, ShopBench, ShopOptions } from '../contract/shop-bench.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';
import { descriptions, expectations } from './magento-given.ts';

const KEY = {
  accessToken: 'at-5f0c7d91e2',
  consumerKey: 'ck-71b2a9d0c4',
  consumerSecret: 'cs-0e9f8a7b6c',
  accessTokenSecret: 'ts-2d4f6a8c0e',
};

async function open(): Promise<ShopBench> {
  const sandbox = await createMagentoSandbox({ ...KEY, rights: rights.map(({ resource }) => resource) });
  const post = steering(() => sandbox.url);
  const orderOf = (id: string) => {
    const order = sandbox.books.orders.find(({ entity_id }) => String(entity_id) === id);
    if (!order) throw new Error(`no order ${id} in the books`);
    return order;
  };
  const auth = ({ login = 'oauth1', wrongKey = false }: ShopOptions) =>
    login === 'bearer'
      ? { kind: 'bearer', accessToken: wrongKey ? 'at-wrong' : KEY.accessToken }
      : { kind: 'oauth1', ...KEY, ...(wrongKey && { accessTokenSecret: 'ts-wrong' }) };

  return {
    logins: ['oauth1', 'bearer'],
    secrets: [...Object.values(KEY), 'at-wrong', 'ts-wrong'],
    linkMails: 1,
    shop: (options = {}) =>
      magento.create(
        options.name ?? 'magento-it',
        magento.settings.parse({
          url: options.nobodyThere ? 'http://127.0.0.1:9' : sandbox.url,
          auth: auth(options),
          timeout: options.timeoutMs ?? 5000,
          serverLimit: options.timeoutMs ?? 5000,
          adminUrl: 'https://shop.example/admin/sales/order/view/order_id/{id}/',
          writeBack: options.firm
            ? { failed: 'cancel', verify: 'hold', held: 'payment_authorised', invoiced: 'pending' }
            : {},
        }),
        markerKey,
      ),
    placeOrder: async (kind: OrderKind, note?: string) => {
      const order = (await post('/orders', { ...descriptions[kind], ...(note && { note }) })) as {
        entity_id: number;
      };
      return { id: String(order.entity_id), expected: expectations[kind] };
    },
    fault: async (on, fault) => {
      await post('/faults', { ...fault, method: on === 'read' ? 'GET' : 'POST' });
    },
    clearFaults: async () => {
      await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    },
    staffWrites: async (id, comment) => {
      const { status_histories } = orderOf(id);
      status_histories.push({
        entity_id: 90_000 + status_histories.length,
        parent_id: Number(id),
        entity_name: 'order',
        comment,
        status: 'pending',
        created_at: '2026-03-05 10:16:30',
        is_customer_notified: 0,
        is_visible_on_front: 0,
      });
    },
    cancelInShop: async (id) => {
      await post(`/orders/${id}/cancel`);
    },
    setChanged: async (id, at) => {
      orderOf(id).updated_at = at.slice(0, 19).replace('T', ' ');
    },
    breakOrder: async (id) => {
      await post('/quirks', { brokenOrder: id === undefined ? null : Number(id) });
    },
    spoil: async (id) => {
      const order = orderOf(id);
      Object.assign(order, { grand_total: null, customer_note: 'note-of-the-customer' });
      return [order.customer_email, order.billing_address.lastname, 'note-of-the-customer'];
    },
    inShop: async (id) => {
      const order = orderOf(id);
      const invoices = sandbox.books.invoices.filter((invoice) => String(invoice.order_id) === id);
      const comments = [
        ...order.status_histories,
        ...invoices.flatMap(
          (invoice) => invoice.comments as { comment: string; is_visible_on_front: number }[],
        ),
      ].filter(({ comment }) => comment !== order.customer_note);
      return {
        texts: comments.map(({ comment }) => comment ?? ''),
        shown: comments.filter((comment) => comment.is_visible_on_front).map(({ comment }) => comment ?? ''),
        bookings: invoices.length,
        booked: Math.round((order.total_paid ?? 0) * 100),
        mails: sandbox.books.mails.filter(({ orderId }) => String(orderId) === id).map(({ text }) => text),
        onHold: order.state === 'holded',
        cancelled: order.state === 'canceled',
      };
    },
    close: () => sandbox.close(),
  };
}

shopContract({ name: 'magento', open });
