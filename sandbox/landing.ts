import type { Client } from '@temporalio/client';
import axios from 'axios';
import Fastify, { type FastifyInstance } from 'fastify';
import { installUrl, type SavedView, savedViews } from '../api/views.ts';
import { orderWorkflowId } from '../domain/ids.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { formatMoney } from './kit/page.ts';
import type { ShopSystem, System } from './kit/system.ts';
import { templatesIn } from './kit/templates.ts';
import {
  gateways,
  type ShopName,
  type SystemName,
  shopNames,
  shops,
  systemNames,
  systems,
} from './systems.ts';
import type { World } from './world.ts';

const ORDERS_SHOWN = 50;

const landingPage = templatesIn(new URL('./templates/', import.meta.url))<{
  rows: (ShopOrder & Known)[];
  views: (SavedView & { url: string })[];
  /** The pages of all systems; of shops, where to buy. */
  links: { text: string; url: string }[];
  urls: World['urls'];
  namespace: string;
}>('landing');

/** The page to start from: the shops' orders with their checkout links and what has become of them. */
export async function openLanding(world: World): Promise<FastifyInstance> {
  const { shop, prestashop, urls, ports, client } = world;
  const app = Fastify({ forceCloseConnections: true });
  const { namespace } = client.options;
  const views = () => savedViews([shop, prestashop], new Date());
  // A short address to print in a terminal: saves the view of today's orders in the visitor's browser and opens it.
  app.get('/temporal', (_request, reply) => {
    const view = views().find(({ kind }) => kind === 'today');
    return reply.redirect(
      urls.temporalUi && view ? installUrl(urls.temporalUi, namespace, view) : urls.landing,
      303,
    );
  });
  app.get('/', async (_request, reply) => {
    const [orders, known] = await Promise.all([shopOrders(world), knownOrders(world, client)]);
    const { temporalUi } = urls;
    const html = landingPage({
      rows: orders.map((order) => ({ ...order, ...known.get(order.workflowId) })),
      views: temporalUi
        ? views().map((view) => ({ ...view, url: installUrl(temporalUi, namespace, view) }))
        : [],
      links: systemNames.map((name) => linkTo(world, name)),
      urls,
      namespace,
    });
    return reply.type('text/html; charset=utf-8').send(html);
  });
  await app.listen({ host: '127.0.0.1', port: ports.landing });
  return app;
}

type ShopOrder = Awaited<ReturnType<typeof shopOrders>>[number];

function linkTo({ urls }: World, name: SystemName): { text: string; url: string } {
  const { title, page = '' }: System = systems[name];
  const text = name in shops ? `Negozio ${title} (fai un ordine)` : title;
  return { text, url: `${urls[name]}${page}` };
}

/** The newest orders of all shops, newest first. */
async function shopOrders(world: World) {
  const all = await Promise.all(shopNames.map((name) => ordersOf(world, name)));
  return all
    .flat()
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, ORDERS_SHOWN);
}

async function ordersOf({ shop, prestashop, urls }: World, name: ShopName) {
  const { title, orders }: ShopSystem = shops[name];
  const { data } = await axios.get(`${urls[name]}/_sandbox/books`);
  const named = { magento: shop, prestashop }[name];
  return orders(data)
    .slice(-ORDERS_SHOWN)
    .map((order) => ({
      ...order,
      shop: title,
      gateway: Object.values(gateways).find(({ methods }) => methods[name] === order.method)?.title,
      workflowId: orderWorkflowId(named, order.id),
      total: formatMoney(order.total, order.currency),
    }));
}

interface Known {
  outcome?: string;
  stage?: string;
  attention?: string;
  document?: string;
}

/** What the operators' list shows of both shops' orders, by workflow ID. */
async function knownOrders({ shop, prestashop }: World, client: Client): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  const query = `WorkflowType="order" AND Shop IN ("${shop}", "${prestashop}")`;
  for await (const { workflowId, typedSearchAttributes: seen } of client.workflow.list({
    query,
    pageSize: 2 * ORDERS_SHOWN,
  })) {
    known.set(workflowId, {
      outcome: seen.get(key.Outcome),
      stage: seen.get(key.Stage),
      attention: seen.get(key.Attention),
      document: seen.get(key.Document),
    });
    if (known.size >= 2 * ORDERS_SHOWN) break;
  }
  return known;
}
