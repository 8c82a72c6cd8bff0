import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { header, isSame } from '../kit/requests.ts';
import { API_VERSION, newId, type Stripe, type Wire } from './books.ts';
import { invalidRequest, StripeError } from './errors.ts';
import { once } from './idempotency.ts';
import { expandAll } from './lists.ts';
import { check, parseForm, queryOf } from './params.ts';
import { authorize, ofAccount } from './permissions.ts';

type Named = { id: string };
/** The schema of parameters that can have `expand`. */
export type Expandable = z.ZodType<{ expand?: string[] | undefined }>;

/** One address of the API: the schema of its parameters, and what it does. Execution is synchronous: all or nothing. */
export interface Endpoint<Schema extends Expandable> {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** Made at each call, since some limits depend on the clock. */
  params: () => Schema;
  run: (params: z.output<Schema>, id: string) => Wire;
}

/** Registers an address with authentication, versions, idempotency, expansion and Stripe's errors. */
export function route<Schema extends Expandable>(stripe: Stripe, endpoint: Endpoint<Schema>): void {
  stripe.sandbox.app.route<{ Params: Named }>({
    method: endpoint.method,
    url: endpoint.path,
    handler: async (request, reply) => {
      const requestId = newId('req_', 14);
      reply.header('request-id', requestId);
      try {
        authenticate(stripe, request);
        authorize(stripe, endpoint.method, request.url);
        ofAccount(stripe, header(request, 'stripe-account'));
        reply.header('stripe-version', version(request));
        const input = endpoint.method === 'POST' ? request.body : queryOf(request.url);
        const prepare = () => {
          const params = check(endpoint.params(), input);
          return () => expandAll(stripe, endpoint.run(params, request.params.id), params.expand ?? []);
        };
        if (endpoint.method !== 'POST') return prepare()();
        const key = header(request, 'idempotency-key');
        const target = `${endpoint.method} ${request.url}`;
        const answer = await once(stripe, { key, requestId, target, params: input }, prepare);
        if (key !== undefined) reply.header('idempotency-key', key);
        if (answer.replayed)
          reply.header('idempotent-replayed', 'true').header('original-request', answer.requestId);
        stripe.sandbox.save();
        return reply.code(answer.status).send(answer.body);
      } catch (error) {
        return refuse(reply, error, requestId);
      }
    },
  });
}

/** Reads form-encoded bodies with nested brackets, and gives 404 and 429 in Stripe's own shape. */
export function transport(stripe: Stripe): void {
  const { app } = stripe.sandbox;
  app.removeContentTypeParser('application/x-www-form-urlencoded');
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, parseForm(String(body))),
  );
  app.setNotFoundHandler((request, reply) => {
    if (!request.url.startsWith('/v1')) return reply.code(404).type('text/plain').send('Not found');
    const [path] = request.url.split('?');
    const error = invalidRequest(
      `Unrecognized request URL (${request.method}: ${path}).`,
      undefined,
      undefined,
      404,
    );
    return refuse(reply, error, newId('req_', 14));
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const html = String(reply.getHeader('content-type')).startsWith('text/html');
    if (reply.statusCode !== 429 || !html || !request.url.startsWith('/v1')) return payload;
    reply.type('application/json');
    const message = 'Request rate limit exceeded.';
    const error = new StripeError(429, 'invalid_request_error', message, 'rate_limit');
    return JSON.stringify(error.body(newId('req_', 14)));
  });
}

function refuse(reply: FastifyReply, error: unknown, requestId: string) {
  if (!(error instanceof StripeError)) throw error;
  return reply.header('request-id', requestId).code(error.status).send(error.body(requestId));
}

function authenticate(stripe: Stripe, request: FastifyRequest): void {
  const unauthorized = (message: string, code?: string) =>
    new StripeError(401, 'invalid_request_error', message, code);
  const [scheme = '', value = ''] = (header(request, 'authorization') ?? '').split(' ');
  const basic = scheme.toLowerCase() === 'basic';
  const key = basic ? (Buffer.from(value, 'base64').toString().split(':')[0] ?? '') : value;
  if (!key || (!basic && scheme.toLowerCase() !== 'bearer'))
    throw unauthorized(
      "You did not provide an API key. Provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (key.startsWith('pk_'))
    throw unauthorized(
      'This API call cannot be made with a publishable API key. Please use a secret API key.',
      'secret_key_required',
    );
  if (!isSame(key, stripe.settings.secretKey))
    throw unauthorized(`Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`);
}

function version(request: FastifyRequest): string {
  const asked = header(request, 'stripe-version') ?? API_VERSION;
  if (asked !== API_VERSION)
    throw invalidRequest(`Invalid Stripe API version: ${asked}. This sandbox speaks ${API_VERSION} only.`);
  return asked;
}
