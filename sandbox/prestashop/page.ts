import type { FastifyReply } from 'fastify';
import { formatMoney, linkParts } from '../kit/page.ts';
import { templatesIn } from '../kit/templates.ts';
import type { World } from './books.ts';
import { type Article, articles, modules } from './catalogue.ts';
import type { Row } from './fields.ts';
import { asText } from './html.ts';
import { allPaymentsOf } from './invoices.ts';
import { nameOf } from './present.ts';
import type { Shop } from './shop.ts';
import { find, related, table } from './tables.ts';

type Shown = ReturnType<typeof view>;

const template = templatesIn(new URL('./templates/', import.meta.url));
const listPage = template<{
  orders: Shown[];
  /** How many older orders are not shown. */
  hidden: number;
  articles: Article[];
  customers: Row[];
  modules: { name: string; label: string }[];
}>('list');
const orderPage = template<{ order: Shown }>('order');
const thanksPage = template<{ order: Shown }>('thanks');

type WithId = { Params: { id: string } };
const SHOWN = 200;

/** Pages for people: the shop's orders with a form to buy (`/`), one order (`/orders/:id`), the thank-you page (`/thanks/:id`). */
export function pageRoutes(world: World, shop: Shop): void {
  const { app } = world.sandbox;
  const show = (reply: FastifyReply, html: string) => reply.type('text/html; charset=utf-8').send(html);
  const showOrder = (id: string, reply: FastifyReply, page: typeof orderPage) => {
    const order = shop.find(Number(id));
    if (!order) return reply.code(404).type('text/plain').send('Ordine inesistente');
    return show(reply, page({ order: view(world, order) }));
  };

  app.get('/', (_request, reply) => {
    const orders = table(world.books, 'orders');
    const html = listPage({
      orders: orders
        .slice(-SHOWN)
        .reverse()
        .map((order) => view(world, order)),
      hidden: Math.max(0, orders.length - SHOWN),
      articles,
      customers: table(world.books, 'customers').filter((row) => row.is_guest === 0),
      modules: [
        ...Object.entries(modules).map(([name, { label }]) => ({ name, label })),
        ...(world.books.offers ?? [])
          .filter(({ code }) => !modules[code])
          .map(({ code, title }) => ({ name: code, label: title })),
      ],
    });
    return show(reply, html);
  });
  app.get<WithId>('/orders/:id', ({ params }, reply) => showOrder(params.id, reply, orderPage));
  // The address that the back office has since 1.7.7.
  app.get<WithId>('/admin/sell/orders/:id/view', ({ params }, reply) =>
    showOrder(params.id, reply, orderPage),
  );
  app.get<WithId>('/thanks/:id', ({ params }, reply) => showOrder(params.id, reply, thanksPage));
  app.post<{ Body: Record<string, string | undefined> }>('/buy', ({ body }, reply) => {
    const [order] = shop.place({
      customer: Number(body.customer ?? 1),
      items: [{ reference: body.reference ?? articles[0]?.reference, qty: Number(body.qty ?? 1) }],
      module: body.module ?? 'stripe_official',
      paid: body.paid === 'on',
      guest: body.guest === 'on',
      ...(body.message && { message: body.message }),
    });
    return reply.redirect(`/thanks/${order?.id}`, 303);
  });
}

/** An order as the pages show it. */
function view(world: World, order: Row) {
  const { books } = world;
  const currency = String(find(books, 'currencies', order.id_currency)?.iso_code ?? 'EUR');
  const money = (amount: unknown) => formatMoney(Number(amount ?? 0), currency);
  const rowsOf = (name: string) => related(books, name, 'id_order', order.id);
  const customer = find(books, 'customers', order.id_customer);
  const address = find(books, 'addresses', order.id_address_invoice);
  const country = nameOf(books, 'countries', address?.id_country);
  const stateName = (id: unknown) => nameOf(books, 'order_states', Number(id)) || '(nessuno stato)';
  return {
    id: order.id,
    reference: order.reference,
    date: order.date_add,
    customer: address?.company || `${address?.firstname ?? ''} ${address?.lastname ?? ''}`,
    email: customer?.email ?? '(nessun cliente)',
    address: `${address?.address1}, ${address?.postcode} ${address?.city}, ${country}`,
    total: money(order.total_paid),
    paid: money(order.total_paid_real),
    shipping: money(order.total_shipping),
    wrapping: Number(order.total_wrapping) ? money(order.total_wrapping) : '',
    payment: order.payment,
    module: order.module,
    state: stateName(order.current_state),
    color: find(books, 'order_states', order.current_state)?.color ?? '#777777',
    invoice: order.invoice_number,
    rows: rowsOf('order_details').map((row) => ({
      reference: row.product_reference,
      name: row.product_name,
      qty: row.product_quantity,
      total: money(row.total_price_tax_incl),
    })),
    discounts: rowsOf('order_cart_rules').map((rule) => ({ name: rule.name, value: money(rule.value) })),
    payments: allPaymentsOf(world, order).map((row) => ({
      date: row.date_add,
      method: row.payment_method,
      amount: money(row.amount),
      transaction: row.transaction_id,
    })),
    histories: rowsOf('order_histories').map((row) => ({
      date: row.date_add,
      state: stateName(row.id_order_state),
    })),
    messages: rowsOf('customer_threads').flatMap((thread) =>
      related(books, 'customer_messages', 'id_customer_thread', thread.id).map((row) => ({
        date: row.date_add,
        private: row.private === 1,
        parts: linkParts(asText(String(row.message))),
      })),
    ),
    mails: books.mails.filter(({ orderId }) => orderId === order.id),
    announcement: books.announcements.find(({ orderId }) => orderId === order.id),
  };
}
