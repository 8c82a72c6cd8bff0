import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sandbox } from '../kit/kit.ts';
import { cancel, comment, hold, unhold } from './actions.ts';
import { authenticate, type Integration } from './auth.ts';
import { readCommentBody, readInvoiceBody, readRefundBody, readShipBody } from './bodies.ts';
import type { MagentoBooks } from './books.ts';
import { methods, stores } from './catalogue.ts';
import type { OrderEntity } from './entities.ts';
import { MagentoError, noEntity, noRoute, sendError, wrongType } from './errors.ts';
import { project } from './fields.ts';
import { invoiceOrder } from './invoices.ts';
import { BASE, RATES } from './orders.ts';
import { creditmemoColumns, invoiceColumns, orderColumns, present } from './present.ts';
import { refundOrder } from './refunds.ts';
import { readQuery, search } from './search.ts';
import { shipOrder } from './shipments.ts';

const PREFIXES = ['/rest/V1', '/rest/:store/V1', '/index.php/rest/V1', '/index.php/rest/:store/V1'];
const STORES = ['all', ...stores.map(({ code }) => code)];
type WithId = { Params: { id: string } };

/** The shop's web API, at each of the addresses that real shops have. */
export async function restRoutes(sandbox: Sandbox<MagentoBooks>, integration: Integration): Promise<void> {
  for (const prefix of PREFIXES)
    await sandbox.app.register(async (rest) => routes(rest, sandbox, integration), { prefix });
  sandbox.app.setNotFoundHandler((request, reply) =>
    /^\/(index\.php\/)?rest(\/|$)/.test(request.url)
      ? sendError(noRoute(), reply)
      : reply.code(404).type('text/html').send('<h1>404 Not Found</h1>'),
  );
}

function routes(rest: FastifyInstance, sandbox: Sandbox<MagentoBooks>, integration: Integration): void {
  const { books } = sandbox;
  rest.setErrorHandler((error, _request, reply) => sendError(error, reply));
  readJsonAsMagento(rest);
  rest.addHook('onRequest', async (request) => {
    const { store } = request.params as { store?: string };
    if (store !== undefined && !STORES.includes(store)) throw noRoute();
  });

  const may = (resource: string) => ({
    onRequest: async (request: FastifyRequest) => {
      authenticate(request, integration, books, sandbox.now(), resource);
    },
  });
  const view = may('Magento_Sales::actions_view');
  const orderOf = ({ params }: FastifyRequest<WithId>): OrderEntity => {
    if (!/^\d+$/.test(params.id)) throw wrongType(params.id, 'int');
    if (Number(params.id) === 0) throw new MagentoError(400, 'An ID is needed. Set the ID and try again.');
    const found = books.orders.find((order) => order.entity_id === Number(params.id));
    if (!found) throw noEntity();
    return found;
  };
  const changed = <T>(value: T): T => {
    sandbox.save();
    return value;
  };
  // An id alone is answered as a JSON string: "4", with its quotes.
  const changedId = (reply: FastifyReply, id: string) =>
    reply.type('application/json; charset=utf-8').send(changed(JSON.stringify(id)));

  rest.get<WithId>('/orders/:id', view, (request) =>
    project(present(orderOf(request), books.quirks), readQuery(request.url).fields),
  );
  rest.get('/orders', view, ({ url }) => {
    const list = search(url, books.orders, orderColumns, books.quirks.repeatLastPage);
    const items = list.items.map((order) => present(order, books.quirks));
    return project({ ...list, items }, readQuery(url).fields);
  });
  rest.get('/invoices', may('Magento_Sales::sales_invoice'), ({ url }) =>
    project(search(url, books.invoices, invoiceColumns, books.quirks.repeatLastPage), readQuery(url).fields),
  );
  rest.get('/creditmemos', may('Magento_Sales::sales_creditmemo'), ({ url }) =>
    project(
      search(url, books.creditmemos, creditmemoColumns, books.quirks.repeatLastPage, 'ASC'),
      readQuery(url).fields,
    ),
  );
  rest.post<WithId>('/order/:id/invoice', may('Magento_Sales::invoice'), (request, reply) => {
    const body = readInvoiceBody(request.body);
    return changedId(reply, String(invoiceOrder(books, orderOf(request), body, sandbox.now())));
  });
  rest.post<WithId>('/order/:id/ship', may('Magento_Sales::ship'), (request, reply) => {
    const body = readShipBody(request.body);
    return changedId(reply, String(shipOrder(books, orderOf(request), body, sandbox.now())));
  });
  rest.post<WithId>('/order/:id/refund', may('Magento_Sales::creditmemo'), (request, reply) => {
    const body = readRefundBody(request.body);
    return changedId(reply, String(refundOrder(books, orderOf(request), body, sandbox.now())));
  });
  rest.post<WithId>('/orders/:id/comments', may('Magento_Sales::comment'), (request) => {
    const body = readCommentBody(request.body);
    return changed(comment(books, orderOf(request), body, sandbox.now()));
  });
  rest.post<WithId>('/orders/:id/cancel', may('Magento_Sales::cancel'), (request) =>
    changed(cancel(books, orderOf(request), sandbox.now())),
  );
  rest.post<WithId>('/orders/:id/hold', may('Magento_Sales::hold'), (request) =>
    changed(hold(orderOf(request), sandbox.now())),
  );
  rest.post<WithId>('/orders/:id/unhold', may('Magento_Sales::unhold'), (request) =>
    changed(unhold(orderOf(request), sandbox.now())),
  );
  rest.get('/store/storeViews', may('Magento_Backend::store'), () => stores);
  rest.get('/store/storeConfigs', may('Magento_Backend::store'), () => [
    storeConfig(sandbox.url, books.quirks.timezone),
  ]);
  // No login, as in webapi.xml of Magento's Directory module.
  rest.get('/directory/currency', () => ({
    base_currency_code: BASE,
    base_currency_symbol: '€',
    default_display_currency_code: BASE,
    default_display_currency_symbol: '€',
    available_currency_codes: Object.keys(RATES),
    exchange_rates: Object.entries(RATES).map(([currency_to, rate]) => ({ currency_to, rate })),
  }));
  rest.post('/guest-carts', (_request, reply) => {
    const id = createHash('md5').update(`cart ${books.carts.length}`).digest('hex');
    books.carts.push(id);
    return changedId(reply, id);
  });
  rest.get<WithId>('/guest-carts/:id/payment-methods', ({ params }) => {
    if (!books.carts.includes(params.id))
      throw new MagentoError(404, 'No such entity with %fieldName = %fieldValue', {
        fieldName: 'cartId',
        fieldValue: params.id,
      });
    // The cart is treated as if it had goods: for an empty one, a total of zero, a real shop would list "free" alone.
    return Object.entries(methods).map(([code, { title }]) => ({ code, title }));
  });
}

/** Reads JSON bodies. An empty body counts as none, whatever its type; anything but JSON is refused. */
function readJsonAsMagento(rest: FastifyInstance): void {
  rest.removeAllContentTypeParsers();
  rest.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: unknown, text: string) => {
      if (text.trim() === '') return {};
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw error instanceof SyntaxError ? new MagentoError(400, 'Decoding error.') : error;
      }
    },
  );
  rest.addContentTypeParser('*', { parseAs: 'string' }, async (request: FastifyRequest, text: string) => {
    if (text === '') return {};
    throw new MagentoError(
      400,
      `Server cannot understand Content-Type HTTP header media type ${request.headers['content-type'] ?? ''}`,
    );
  });
}

const storeConfig = (url: string, timezone: string) => ({
  id: 1,
  code: 'default',
  website_id: 1,
  locale: 'it_IT',
  base_currency_code: 'EUR',
  default_display_currency_code: 'EUR',
  timezone,
  weight_unit: 'kgs',
  base_url: `${url}/`,
  base_link_url: `${url}/`,
  base_static_url: `${url}/static/`,
  base_media_url: `${url}/media/`,
  secure_base_url: `${url}/`,
  secure_base_link_url: `${url}/`,
  secure_base_static_url: `${url}/static/`,
  secure_base_media_url: `${url}/media/`,
});
