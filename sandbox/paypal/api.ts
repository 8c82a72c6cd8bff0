import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { header } from '../kit/requests.ts';
import { authenticate, giveToken, type Scope } from './auth.ts';
import type { PayPal, Wire } from './books.ts';
import { OAuthError, PayPalError, refusal, WebhookError } from './errors.ts';

/** A request that was authenticated. */
export interface Call {
  id: string;
  query: Record<string, string>;
  body: unknown;
  requestId: string | undefined;
  /** `Prefer: return=representation`. */
  whole: boolean;
  mock: string | undefined;
  path: string;
}
/** An answer's status and JSON body. */
export interface Answer {
  status: number;
  body?: Wire | Wire[];
}
/** An address of the API, the scope that it needs, and what it does. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  scope: Scope;
  run: (call: Call) => Answer | Promise<Answer>;
}

const MALFORMED = Symbol('not JSON');

/** Registers an address with authentication, scopes, debug ids and PayPal's errors. */
export function route(paypal: PayPal, { method, path, scope, run }: Endpoint): void {
  paypal.sandbox.app.route<{ Params: { id?: string } }>({
    method,
    url: path,
    handler: async (request, reply) => {
      try {
        authenticate(paypal, request, scope);
        const answer = await run(callOf(request, request.params.id ?? ''));
        paypal.sandbox.save();
        return reply.code(answer.status).send(answer.body);
      } catch (error) {
        return refuse(request, reply, error);
      }
    },
  });
}

function callOf(request: FastifyRequest, id: string): Call {
  const [path = '', search = ''] = request.url.split('?');
  const requestId = header(request, 'paypal-request-id');
  if (requestId !== undefined && requestId.length > 108)
    throw refusal('INVALID_STRING_LENGTH', { field: 'PayPal-Request-Id', location: 'header' });
  if (request.method === 'POST' || request.method === 'PATCH') {
    if (!/^application\/json\b/i.test(header(request, 'content-type') ?? '')) throw new PayPalError(415);
    if (request.body === MALFORMED) throw refusal('MALFORMED_REQUEST_JSON', { location: 'body' });
  }
  return {
    id,
    query: Object.fromEntries(new URLSearchParams(search)),
    body: request.body,
    requestId,
    whole: /\breturn=representation\b/.test(header(request, 'prefer') ?? ''),
    mock: header(request, 'paypal-mock-response'),
    path,
  };
}

/** The token's address, the reading of JSON bodies (an empty one is an empty object), and what all answers have in common. */
export function transport(paypal: PayPal): void {
  const { app } = paypal.sandbox;
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    try {
      done(null, String(body).trim() === '' ? {} : JSON.parse(String(body)));
    } catch (error) {
      if (!isApi(request.url)) return done(error as Error);
      done(null, MALFORMED);
    }
  });
  app.addHook('onRequest', async (request, reply) => {
    debugIds.set(request, randomBytes(7).toString('hex').slice(0, 13));
    if (isApi(request.url)) reply.header('paypal-debug-id', debugId(request));
  });
  app.post('/v1/oauth2/token', async (request, reply) => {
    try {
      const answer = giveToken(paypal, request);
      paypal.sandbox.save();
      return answer;
    } catch (error) {
      return refuse(request, reply, error);
    }
  });
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' && isApi(request.url))
      return refuse(request, reply, new PayPalError(415));
    return reply.code(error.statusCode ?? 500).send({ error: { message: error.message } });
  });
  app.setNotFoundHandler((request, reply) =>
    isApi(request.url)
      ? refuse(request, reply, new PayPalError(404))
      : reply.code(404).type('text/plain').send('Not found'),
  );
  app.addHook('onSend', async (request, reply, payload) => {
    const html = String(reply.getHeader('content-type')).startsWith('text/html');
    if (reply.statusCode !== 429 || !html || !isApi(request.url)) return payload;
    reply.type('application/json');
    return JSON.stringify(new PayPalError(429).body(debugId(request), apiOf(request.url)));
  });
}

/** The 500 of a failure inside PayPal: JSON in its own shape, no HTML. */
export const internalError = () => new PayPalError(500);

function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const id = debugId(request);
  if (error instanceof OAuthError) return reply.code(error.status).send(error.body());
  if (error instanceof WebhookError) return reply.code(error.status).send(error.body(id));
  if (!(error instanceof PayPalError)) throw error;
  return reply.code(error.status).send(error.body(id, apiOf(request.url)));
}

const debugIds = new WeakMap<FastifyRequest, string>();
const debugId = (request: FastifyRequest): string => debugIds.get(request) ?? '';
const isApi = (url: string): boolean => /^\/v[12]\//.test(url);
const apiOf = (url: string): string =>
  url.startsWith('/v2/payments') ? 'payments/v2' : url.startsWith('/v2/') ? 'orders/v2' : 'rest';
