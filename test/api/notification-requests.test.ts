import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { Failure } from '../../domain/failure.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { bareConfig } from './bench.ts';

const ADDRESS = '/store/cart/checkout/hints/webhooks';
const came: NotificationRequest[] = [];
let answers: Gateway['readNotification'];
const logged: string[] = [];
let api: Awaited<ReturnType<typeof createApi>>;
let receipt: Gateway['receipt'];

const gateway = {
  name: 'hints',
  live: false,
  get receipt() {
    return receipt;
  },
  async readNotification(request: NotificationRequest) {
    came.push(request);
    return answers(request);
  },
} as Gateway;

beforeAll(async () => {
  const client = new Client({ connection: Connection.lazy({ address: '127.0.0.1:9' }) });
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  api = await createApi({ ...apiOptions(bareConfig(), client, logger), gateways: { hints: gateway } });
});
afterAll(() => api.close());

const ignored = async () => ({ kind: 'ignored', id: 'n1', type: 'hint' }) as const;
const tell = (method: 'GET' | 'POST' | 'HEAD' | 'PUT', url: string, payload?: Buffer | string) =>
  api.inject({ method, url, payload, headers: { 'x-hint': 'yes', 'content-type': 'text/odd' } });

it.each(['GET', 'POST'] as const)('a notification by %s reaches its gateway as it came', async (method) => {
  answers = ignored;
  const body = Buffer.from([0, 255, 10, 13]);
  const url = `${ADDRESS}?a=1&Status=OK&a=2&x=%26+%zz`;
  const answer = await tell(method, url, method === 'POST' ? body : undefined);
  expect([answer.statusCode, answer.json()]).toEqual([200, { received: 'ignored' }]);
  const [request] = came.splice(0);
  expect(request?.method).toBe(method);
  expect([...(request?.query ?? [])]).toEqual([
    ['a', '1'],
    ['Status', 'OK'],
    ['a', '2'],
    ['x', '& %zz'],
  ]);
  expect(request?.body).toEqual(method === 'POST' ? body : Buffer.alloc(0));
  expect(request?.headers['x-hint']).toBe('yes');
});

it.each(['HEAD', 'PUT'] as const)(
  'whoever asks by %s tells nothing, and nothing of it is logged',
  async (method) => {
    logged.length = 0;
    expect((await tell(method, `${ADDRESS}?token=Kept-1c3f27af`)).statusCode).toBe(404);
    expect(came).toEqual([]);
    expect(logged.join('')).not.toContain('Kept');
  },
);

it('nothing is logged of a query that is longer than a request may be', async () => {
  logged.length = 0;
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  const secret = 'Kept-1c3f27af';
  const answer = await fetch(`${url}${ADDRESS}?token=${secret.repeat(3_000)}`);
  expect(answer.status).toBe(431);
  expect(came).toEqual([]);
  const bytes = JSON.stringify([...Buffer.from(secret)]).slice(1, -1);
  expect(logged.join('')).toContain('HPE_HEADER_OVERFLOW');
  expect(logged.some((line) => line.includes(secret) || line.includes(bytes))).toBe(false);
});

it('the answer is what the gateway wants to read, once its notification is held', async () => {
  answers = ignored;
  receipt = { type: 'text/html; charset=utf-8', body: '<HTML></HTML>' };
  const answer = await tell('GET', ADDRESS);
  expect([answer.statusCode, answer.headers['content-type'], answer.body]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<HTML></HTML>',
  ]);
  answers = async () => {
    throw new Failure('SIGNATURE_INVALID', 'refused', 'notification not believed');
  };
  const refused = await tell('GET', ADDRESS);
  expect([refused.statusCode, refused.json().error.code]).toEqual([400, 'SIGNATURE_INVALID']);
  receipt = undefined;
});

it('nothing of a query is logged, whatever becomes of the request', async () => {
  logged.length = 0;
  const secret = 'paymentToken=Kept-1c3f27af';
  const fault = async () => {
    throw new TypeError('a fault');
  };
  const invalid = async () => {
    throw new Failure('MESSAGE_UNREADABLE', 'refused', 'not understood');
  };
  const statuses: number[] = [];
  const asked = async (path: string, becomes: Gateway['readNotification']) => {
    answers = becomes;
    for (const method of ['GET', 'POST'] as const)
      statuses.push(
        (await tell(method, `${path}?${secret}`, method === 'POST' ? 'x' : undefined)).statusCode,
      );
  };
  await asked(ADDRESS, ignored);
  await asked(ADDRESS, invalid);
  await asked(ADDRESS, fault);
  await asked('/store/cart/checkout/nobody/webhooks', ignored);
  await asked('/store/cart/checkout/%zz/webhooks', ignored);
  await asked('/store/cart/checkout/hints/nothing', ignored);
  await asked(`/store/cart/checkout/${'x'.repeat(600)}/webhooks`, ignored);
  expect(statuses).toEqual([200, 200, 400, 400, 500, 500, 404, 404, 400, 400, 404, 404, 414, 414]);
  expect(logged.length).toBeGreaterThan(statuses.length);
  expect(logged.join('')).toContain('/store/cart/checkout/hints/webhooks');
  expect(logged.join('')).not.toMatch(/Kept|paymentToken/i);
});
