import type { FastifyReply, FastifyRequest } from 'fastify';
import { own } from '../kit/records.ts';
import { header, isSame } from '../kit/requests.ts';
import type { Axerve, Payment, Shop, Wire } from './books.ts';
import { AxerveError, envelope, statusOf } from './errors.ts';

const ROOT = '/api/v1';

/** A call that was let in: by the shop's key, or by the token of one payment. */
export interface Call {
  shop: Shop;
  /** The payment whose token it came with; undefined with a key. */
  bearer?: Payment;
  /** The body of a POST, not checked yet. */
  body: unknown;
  /** The last part of a GET's path. */
  id: string;
}

/** One address of the API and what it does. Execution is synchronous: all or nothing. */
export interface Endpoint {
  method: 'GET' | 'POST';
  path: string;
  /** A paymentToken serves instead of the key. */
  byToken?: boolean;
  /** Whether it opens a page or moves money: only such calls can be made to fail with 9999. */
  effect?: boolean;
  /** What is answered under `payload`. */
  run: (call: Call) => Wire;
}

/** Registers an address with authentication, technical failures and Axerve's envelope. */
export function route(axerve: Axerve, endpoint: Endpoint): void {
  axerve.sandbox.app.route<{ Params: { id?: string } }>({
    method: endpoint.method,
    url: `${ROOT}/${endpoint.path}`,
    // Fastify would answer HEAD by running the GET: one that moves money must not.
    exposeHeadRoute: false,
    handler: (request, reply) => {
      try {
        const { body, params } = request;
        if (endpoint.method === 'POST' && !isJson(request)) throw new AxerveError('1173');
        const call = { ...letIn(axerve, request, endpoint), body, id: params.id ?? '' };
        if (endpoint.effect && axerve.failures.times > 0) {
          axerve.failures.times -= 1;
          if (axerve.failures.effect) endpoint.run(call);
          throw new AxerveError('9999');
        }
        if (endpoint.effect && endpoint.method === 'GET')
          axerve.books.movedByGet.push({ path: request.url, at: axerve.sandbox.now().toISOString() });
        return envelope('0', endpoint.run(call));
      } catch (error) {
        return refuse(reply, error);
      } finally {
        axerve.sandbox.save();
      }
    },
  });
}

/** What the transport itself refuses below `/api`: a body that is no JSON, an address that is none. */
export function transport({ sandbox: { app } }: Axerve): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const unreadable = (error.statusCode ?? 500) < 500 && request.url.startsWith(ROOT);
    return unreadable ? refuse(reply, new AxerveError('1173')) : reply.send(error);
  });
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .type('text/html')
      .send('<html><body><h1>404 - File or directory not found.</h1></body></html>'),
  );
}

function refuse(reply: FastifyReply, error: unknown) {
  if (!(error instanceof AxerveError)) throw error;
  return reply.code(statusOf(error.code)).send(envelope(error.code));
}

function letIn(
  axerve: Axerve,
  request: FastifyRequest,
  { byToken }: Endpoint,
): Pick<Call, 'shop' | 'bearer'> {
  const [scheme = '', key = ''] = (header(request, 'authorization') ?? '').split(' ');
  const token = header(request, 'paymenttoken');
  const { shops, payments } = axerve.books;
  const byKey = scheme.toLowerCase() === 'apikey' && key !== '';
  if (!byKey && token === undefined) throw new AxerveError('1171');
  if (!byKey && !byToken) throw new AxerveError('1404');
  const bearer = byKey
    ? undefined
    : Object.values(payments).find((payment) => isSame(payment.paymentToken, token ?? ''));
  if (!byKey && !bearer) throw new AxerveError('1170');
  const shop = byKey
    ? Object.values(shops).find(({ apiKey }) => isSame(apiKey, key))
    : own(shops, bearer?.shopLogin ?? '');
  if (!shop) throw new AxerveError('1166');
  if (!shop.active) throw new AxerveError('1132');
  if (!shop.addressAllowed) throw new AxerveError('1142');
  checkLogin(axerve, shop, request.body);
  return { shop, bearer };
}

/** Every POST names its shop. [INF] A shop that is not the key's is refused like a wrong key. */
function checkLogin({ books }: Axerve, shop: Shop, body: unknown): void {
  if (typeof body !== 'object' || body === null) return;
  const login: unknown = Reflect.get(body, 'shopLogin');
  if (typeof login !== 'string' || !own(books.shops, login)) throw new AxerveError('1131');
  if (login !== shop.shopLogin) throw new AxerveError('1166');
}

const isJson = (request: FastifyRequest): boolean =>
  (header(request, 'content-type') ?? '').startsWith('application/json');
