import type { Client } from '@temporalio/client';
import axios from 'axios';
import { Eta } from 'eta';
import Fastify, { type FastifyInstance } from 'fastify';
import { installUrl, savedViews } from '../api/views.ts';
import { orderWorkflowId } from '../workflows/messages.ts';
import { searchAttributes as key } from '../workflows/search-attributes.ts';
import { landingTemplate } from './landing-page.ts';
import type { World } from './world.ts';

const ORDERS_SHOWN = 50;

/** An order as the shop's books have it; only what the page shows. */
interface ShopOrder {
  entity_id: number;
  increment_id: string;
  grand_total: number;
  order_currency_code: string;
  status: string;
  customer_email: string;
  payment: { method: string };
}

/** The page to start from: the shop's orders with their checkout links and what has become of them. */
export async function openLanding({ shop, urls, ports, client }: World): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true });
  const eta = new Eta({ autoEscape: true });
  const { namespace } = client.options;
  // Short enough for a terminal: saves the view of the shop's orders in the visitor's browser and opens it.
  app.get('/temporal', (_request, reply) => {
    const view = savedViews([shop], new Date()).find(({ name }) => name === `Shop ${shop}`);
    return reply.redirect(
      urls.temporalUi && view ? installUrl(urls.temporalUi, namespace, view) : urls.landing,
      303,
    );
  });
  app.get('/', async (_request, reply) => {
    const [orders, known] = await Promise.all([shopOrders(shop, urls.magento), knownOrders(shop, client)]);
    const views = urls.temporalUi
      ? savedViews([shop], new Date()).map((view) => ({
          ...view,
          url: installUrl(urls.temporalUi ?? '', namespace, view),
        }))
      : [];
    const rows = orders.map((order) => ({ ...order, ...known.get(order.number) }));
    const html = eta.renderString(landingTemplate, { rows, views, urls, namespace });
    return reply.type('text/html; charset=utf-8').send(html);
  });
  await app.listen({ host: '127.0.0.1', port: ports.landing });
  return app;
}

async function shopOrders(shop: string, magentoUrl: string) {
  const { data } = await axios.get<{
    orders: ShopOrder[];
    announcements: { orderId: number; checkoutUrl?: string }[];
  }>(`${magentoUrl}/_sandbox/books`);
  const links = new Map(data.announcements.map((a) => [a.orderId, a.checkoutUrl]));
  return [...data.orders]
    .reverse()
    .slice(0, ORDERS_SHOWN)
    .map((order) => ({
      number: order.increment_id,
      workflowId: orderWorkflowId(shop, String(order.entity_id)),
      total: new Intl.NumberFormat('it-IT', {
        style: 'currency',
        currency: order.order_currency_code,
      }).format(order.grand_total),
      method: order.payment.method,
      status: order.status,
      email: order.customer_email,
      checkoutUrl: links.get(order.entity_id),
    }));
}

async function knownOrders(shop: string, client: Client) {
  const known = new Map<
    string,
    { outcome?: string; stage?: string; attention?: string; document?: string }
  >();
  const query = `WorkflowType="order" AND Shop="${shop}"`;
  for await (const { typedSearchAttributes: seen } of client.workflow.list({
    query,
    pageSize: ORDERS_SHOWN,
  })) {
    const number = seen.get(key.OrderNumber);
    if (number)
      known.set(number, {
        outcome: seen.get(key.Outcome),
        stage: seen.get(key.Stage),
        attention: seen.get(key.Attention),
        document: seen.get(key.Document),
      });
    if (known.size >= ORDERS_SHOWN) break;
  }
  return known;
}
