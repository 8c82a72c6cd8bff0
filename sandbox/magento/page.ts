import type { FastifyReply } from 'fastify';
import type { Sandbox } from '../kit/kit.ts';
import { formatMoney, linkParts } from '../kit/page.ts';
import type { Offer } from '../kit/system.ts';
import { templatesIn } from '../kit/templates.ts';
import type { MagentoBooks } from './books.ts';
import { type Article, articles, type Customer, customers, methods } from './catalogue.ts';
import type { Invoice, OrderEntity } from './entities.ts';
import type { Shop } from './shop.ts';

type Shown = ReturnType<typeof view>;

const template = templatesIn(new URL('./templates/', import.meta.url));
const listPage = template<{
  orders: Shown[];
  articles: Article[];
  customers: Customer[];
  methods: Offer[];
}>('list');
const orderPage = template<{ order: Shown; invoices: Invoice[] }>('order');
const thanksPage = template<{ order: Shown }>('thanks');

type WithId = { Params: { id: string } };

/** Pages for people: the shop's orders with a form to buy (`/`), one order (`/orders/:id`), the thank-you page (`/thanks/:id`). */
export function pageRoutes(sandbox: Sandbox<MagentoBooks>, shop: Shop): void {
  const { app, books } = sandbox;
  const show = (reply: FastifyReply, html: string) => reply.type('text/html; charset=utf-8').send(html);
  const showOrder = (id: string, reply: FastifyReply, page: typeof orderPage) => {
    const order = shop.find(Number(id));
    if (!order) return reply.code(404).type('text/plain').send('Ordine inesistente');
    const invoices = books.invoices.filter((invoice) => invoice.order_id === order.entity_id);
    return show(reply, page({ order: view(books, order), invoices }));
  };

  app.get('/', (_request, reply) =>
    show(
      reply,
      listPage({
        orders: [...books.orders].reverse().map((order) => view(books, order)),
        articles,
        customers,
        methods: offered(books),
      }),
    ),
  );
  app.get<WithId>('/orders/:id', ({ params }, reply) => showOrder(params.id, reply, orderPage));
  // The address that Magento's back office has.
  app.get<WithId>('/admin/sales/order/view/order_id/:id', ({ params }, reply) =>
    showOrder(params.id, reply, orderPage),
  );
  app.get<WithId>('/thanks/:id', ({ params }, reply) => showOrder(params.id, reply, thanksPage));
  app.post<{ Body: Record<string, string | undefined> }>('/buy', ({ body }, reply) => {
    const order = shop.place({
      customer: Number(body.customer ?? 1),
      items: [{ sku: body.sku ?? articles[0]?.sku, qty: Number(body.qty ?? 1) }],
      method: body.method ?? 'stripe_payments',
      paid: body.paid === 'on',
      guest: body.guest === 'on',
    });
    return reply.redirect(`/thanks/${order.entity_id}`, 303);
  });
}

/** The methods of the catalogue, and those that were added to it. */
const offered = ({ offers = [] }: MagentoBooks): Offer[] => [
  ...Object.entries(methods).map(([code, { title }]) => ({ code, title })),
  ...offers.filter(({ code }) => !methods[code]),
];

/** An order as the pages show it. */
function view(books: MagentoBooks, order: OrderEntity) {
  const { billing_address: billing } = order;
  const money = (amount: unknown) => formatMoney(Number(amount ?? 0), order.order_currency_code);
  return {
    id: order.entity_id,
    number: order.increment_id,
    date: `${order.created_at} UTC`,
    customer: billing.company ?? `${billing.firstname} ${billing.lastname}`,
    email: order.customer_email,
    address: `${billing.street.join(', ')}, ${billing.postcode} ${billing.city} (${billing.region_code})`,
    total: money(order.grand_total),
    shippingCost: money(order.shipping_incl_tax),
    discount: order.discount_amount ? money(order.discount_amount) : '',
    paid: money(order.total_paid),
    due: money(order.total_due),
    method: offered(books).find(({ code }) => code === order.payment.method)?.title ?? order.payment.method,
    methodCode: order.payment.method,
    state: order.state,
    status: order.status ?? '(nessuno)',
    replacedBy: order.relation_child_id,
    rows: order.items
      .filter((row) => row.parent_item_id === undefined)
      .map((row) => ({
        sku: row.sku,
        name: row.name,
        qty: row.qty_ordered,
        gross: money(row.row_total_incl_tax),
        tax: row.tax_percent,
      })),
    comments: [...order.status_histories].reverse(),
    mails: books.mails
      .filter((mail) => mail.orderId === order.entity_id)
      .map((mail) => ({ ...mail, parts: linkParts(mail.text) }))
      .reverse(),
    announcement: books.announcements.find((announcement) => announcement.orderId === order.entity_id),
  };
}
