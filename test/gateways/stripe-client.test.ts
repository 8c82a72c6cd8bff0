import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { deliver } from '../../gateways/deliver.ts';
import type { Gateway } from '../../gateways/gateway.ts';
import { withoutSecrets } from '../../gateways/stripe/client.ts';
import { stripe } from '../../gateways/stripe/index.ts';
import { sessionParams } from '../../gateways/stripe/session-params.ts';
import { aRequest } from './stripe-given.ts';

/** A server that answers whatever a test wants, as proxies and half-dead machines do. */
const requests: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void = () => {};
const server = createServer((request, response) => {
  requests.push(request);
  request.resume().on('end', () => answer(response));
});
const answers = (status: number, body: string, headers: Record<string, string> = {}) => {
  requests.splice(0);
  answer = (response) => response.writeHead(status, headers).end(body);
};
const error = (type: string, message: string, code?: string) =>
  JSON.stringify({ error: { type, message, code } });

let failure: (timeout?: number) => Promise<Failure>;
let listed: () => Promise<unknown>;
let gateway: (timeout?: number) => Gateway;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = {
    environment: 'test',
    secretKey: 'sk_test_Kept',
    webhookSecret: 'whsec_1',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  gateway = (timeout?: number) =>
    stripe.create('cards', stripe.settings.parse({ ...settings, timeout }), 'pay.shop.example');
  listed = async () => gateway().listNotifications?.(new Date(Date.now() - 60_000).toISOString());
  failure = (timeout) =>
    gateway(timeout)
      .openPage(aRequest(), 'key-1')
      .then(
        () => expect.fail('the call should have failed'),
        (thrown: unknown) => (thrown instanceof Failure ? thrown : Promise.reject(thrown)),
      );
});
afterAll(() => server.close().closeAllConnections());

describe('an answer of Stripe', () => {
  it.each([
    [
      400,
      error('idempotency_error', 'Keys can only be used with the same parameters'),
      'GATEWAY_REFUSED',
      'refused',
    ],
    [400, error('invalid_request_error', 'Received unknown parameter: x'), 'GATEWAY_REFUSED', 'refused'],
    [402, error('card_error', 'Your account cannot do this'), 'GATEWAY_REFUSED', 'refused'],
    [401, error('invalid_request_error', 'Invalid API Key'), 'GATEWAY_LOGIN_REFUSED', 'refused'],
    [
      403,
      error('invalid_request_error', 'This key lacks the permission'),
      'GATEWAY_LOGIN_REFUSED',
      'refused',
    ],
    [429, error('invalid_request_error', 'Too many requests', 'rate_limit'), 'GATEWAY_AWAY', 'away'],
    [400, error('invalid_request_error', 'Too many requests', 'rate_limit'), 'GATEWAY_AWAY', 'away'],
    [
      409,
      error('idempotency_error', 'Another request with this key is in progress'),
      'GATEWAY_ANSWER_LOST',
      'maybe',
    ],
    [500, error('api_error', 'An unknown error occurred'), 'GATEWAY_ANSWER_LOST', 'maybe'],
    [503, error('api_error', 'Try again later'), 'GATEWAY_ANSWER_LOST', 'maybe'],
  ])('of status %i with %s is %s (%s), after one request', async (status, body, code, kind) => {
    answers(status, body);
    expect(await failure()).toMatchObject({ code, kind });
    expect(requests).toHaveLength(1);
  });

  it('that was kept under the key is told from one that was just given', async () => {
    answers(500, error('api_error', 'An unknown error occurred'), { 'idempotent-replayed': 'true' });
    expect(await failure()).toMatchObject({ code: 'GATEWAY_STORED_FAILURE', kind: 'refused' });
    answers(400, error('invalid_request_error', 'No'), { 'idempotent-replayed': 'true' });
    expect(await failure()).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
  });

  it('that asks to wait is waited for', async () => {
    answers(429, error('invalid_request_error', 'Too many requests'), { 'retry-after': '3' });
    expect(await failure()).toMatchObject({ retryAfterMs: 3000 });
  });
});

describe('a page that Stripe opened', () => {
  const session = {
    object: 'checkout.session',
    id: 'cs_test_1',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 7990,
    currency: 'eur',
    livemode: false,
    expires_at: 1_772_700_000,
    url: 'https://pay.example',
  };

  it.each([
    ['over another sum', { amount_total: 7991 }],
    ['in another currency', { currency: 'usd' }],
    ['in the other environment', { livemode: true }],
    ['without an address', { url: null }],
  ])('%s is shown to nobody', async (_how, changes) => {
    answers(200, JSON.stringify({ ...session, ...changes }));
    expect(await failure()).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
  });
});

describe("an answer that is not Stripe's", () => {
  it.each([
    [200, '<html>Maintenance</html>'],
    [200, '{}'],
    [200, 'null'],
    [200, '{"object":"checkout.session","id":"cs_test_1"}'],
    [403, '<html>Blocked</html>'],
    [404, '{"message":"no such route"}'],
    [502, '<html>Bad gateway</html>'],
    [404, '{"error":"no such route"}'],
    [502, '{"message":"bad gateway"}'],
    [502, '{"error":"bad gateway"}'],
    [503, ''],
  ])('(%i %s) says nothing of what was done', async (status, body) => {
    answers(status, body);
    expect(await failure()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it.each(['<html>Slow down</html>', '{"message":"slow down"}'])(
    'but limits requests (%s) means that nothing was done',
    async (body) => {
      answers(429, body, { 'retry-after': '9' });
      expect(await failure()).toMatchObject({ code: 'GATEWAY_AWAY', kind: 'away', retryAfterMs: 9000 });
    },
  );

  it('whole, or never comes, says nothing of what was done', async () => {
    answer = (response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"object":');
      setImmediate(() => response.destroy());
    };
    expect(await failure()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    answer = () => {};
    expect(await failure(300)).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it('because the connection was cut is asked for once more, under the same key', async () => {
    requests.splice(0);
    answer = (response) => response.destroy();
    expect(await failure()).toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
    expect(requests.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-1']);
  });
});

describe('what is told', () => {
  it('never holds keys or addresses that Stripe quotes, masked or not', async () => {
    answers(
      401,
      error('invalid_request_error', 'Invalid API Key provided: sk_test_K**t for ada@shop.example'),
    );
    const { message } = await failure();
    expect(message).toContain('Invalid API Key provided: ***');
    expect(message).not.toMatch(/sk_test|ada/);
    expect(withoutSecrets("rk_live_1a 'whsec_x' pk_test_9")).toBe("*** '***' ***");
  });

  it('to Stripe holds no measurements of earlier requests', async () => {
    answers(200, '{}', { 'request-id': 'req_1' });
    await failure();
    await failure();
    for (const { headers } of requests) expect(headers).not.toHaveProperty('x-stripe-client-telemetry');
  });
});

it('a list that says there is more, and has nothing, is no list that was read to its end', async () => {
  answers(200, JSON.stringify({ object: 'list', has_more: true, data: [] }));
  await expect(listed()).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
});

it('a charge that Stripe tells in another shape keeps no other from being heard', async () => {
  const lookup = { kind: 'lookup', id: 'evt_1', type: 'x', charge: 'pi_1' } as const;
  const heard = () => deliver(gateway(), lookup, async () => 'held');
  answers(200, '{"object":"payment_intent","id":7}');
  await expect(heard()).rejects.toMatchObject({ code: 'MESSAGE_UNREADABLE', kind: 'refused' });
  answers(200, '<html>Maintenance</html>');
  await expect(heard()).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
});

it('something long that Stripe says is told soon', () => {
  const before = Date.now();
  expect(withoutSecrets('a'.repeat(300_000)).length).toBeLessThanOrEqual(2_000);
  expect(Date.now() - before).toBeLessThan(2_000);
});

it("a request says what the library's own client would have it say", async () => {
  const ours = async () => {
    answers(200, '{}');
    await failure();
    return requests;
  };
  const itsOwn = async () => {
    answers(200, '{}');
    const { port } = server.address() as AddressInfo;
    const options = { protocol: 'http', host: '127.0.0.1', port, telemetry: false } as const;
    const library = new Stripe('sk_test_Kept', { ...options, appInfo: { name: 'incasso' } });
    const params = sessionParams(aRequest(), 'pay.shop.example', undefined);
    await library.checkout.sessions.create(params, { idempotencyKey: 'key-1' });
    return requests;
  };
  const said = ([request]: IncomingMessage[]) => {
    const { method, url, headers } = request ?? expect.fail('nothing was asked');
    // Packed or not is between the two clients.
    const { 'accept-encoding': _, connection: __, ...others } = headers;
    return { method, url, ...others };
  };
  const first = said(await ours());
  expect(first).toEqual(said(await itsOwn()));
  expect(first).toMatchObject({ 'idempotency-key': 'key-1', authorization: 'Bearer sk_test_Kept' });
  expect(first).not.toHaveProperty('x-stripe-client-telemetry');
});
