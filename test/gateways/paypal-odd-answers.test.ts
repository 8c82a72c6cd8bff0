import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { deliver } from '../../gateways/deliver.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { customId, pageId } from '../../gateways/paypal/marks.ts';
import type { Able } from '../contract/gateway-bench.ts';

const until = Math.floor(Date.now() / 1000) + 3_600;
const ORDER = '5O190127TN364715T';
const PAYMENT = '100042-7b1c';
const custom_id = customId({ paymentId: PAYMENT, until, installation: 'shop' });
const amount = { currency_code: 'EUR', value: '25.40' };
const capture = { id: '3C679366HH908993F', status: 'COMPLETED', amount, custom_id };
const order = (unit: object) => ({ id: ORDER, status: 'COMPLETED', purchase_units: [unit] });

let server: Server;
let answer: { status: number; body: string } = { status: 200, body: '' };
let gateway: Able;
beforeAll(async () => {
  server = createServer((request, response) => {
    const isToken = request.url === '/v1/oauth2/token';
    response.writeHead(isToken ? 200 : answer.status);
    response.end(isToken ? '{"access_token":"t-secret-1","expires_in":30000}' : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const settings = paypal.settings.parse({
    environment: 'test',
    clientId: 'app',
    clientSecret: 'secret-2',
    webhookId: '8PT597110X687430LKGECATA',
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timeout: 2_000,
  });
  gateway = paypal.create('wallet', settings, 'shop') as Able;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const manyIssues = JSON.stringify({
  name: 'UNPROCESSABLE_ENTITY',
  details: Array.from({ length: 50_000 }, () => ({ issue: 'SOMETHING_NEW', field: '/purchase_units/0' })),
});
const manyFaults = JSON.stringify(
  order({ custom_id, amount, payments: { captures: Array(20_000).fill({}) } }),
);
const ODD: [string, number, string][] = [
  ['nothing', 200, ''],
  ['nothing, with 204', 204, ''],
  ['HTML', 200, '<html><body>Maintenance</body></html>'],
  ['HTML that refuses', 403, '<html><body>Access Denied</body></html>'],
  ['null', 200, 'null'],
  ['a list', 200, '[]'],
  ['an object without anything', 200, '{}'],
  ['an order without units', 200, JSON.stringify({ id: ORDER, status: 'COMPLETED', purchase_units: [] })],
  ['a sum in exponents', 200, JSON.stringify(order({ custom_id, amount: { ...amount, value: '1e3' } }))],
  [
    'a capture without a sum',
    200,
    JSON.stringify(order({ custom_id, amount, payments: { captures: [{ ...capture, amount: undefined }] } })),
  ],
  ['half of an object', 200, '{"id":"5O190127TN'],
  ['a redirect', 302, ''],
  ['a refusal of 50,000 reasons', 422, manyIssues],
  ['20,000 captures that are none', 200, manyFaults],
];

describe("an odd answer of PayPal's", () => {
  it.each(ODD)('%s is a failure of a few words, without a secret', async (_what, status, body) => {
    answer = { status, body };
    const calls: (() => Promise<unknown>)[] = [
      () => gateway.inquire(PAYMENT, pageId(ORDER, until)),
      () => gateway.lookUp({ kind: 'lookup', id: 'WH-1', type: 'X', charge: `order:${ORDER}` }),
      () => gateway.lookUp({ kind: 'lookup', id: 'WH-1', type: 'X', charge: capture.id }),
      () =>
        gateway.refund({
          paymentId: PAYMENT,
          charge: capture.id,
          refundKey: `refund:${PAYMENT}:1`,
          money: { amount: 500, currency: 'EUR' },
        }),
    ];
    for (const call of calls) {
      const failure = await call().then(
        () => expect.fail('it should have failed'),
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(Failure);
      expect(String(failure).length).toBeLessThan(1_000);
      expect(String(failure)).not.toMatch(/secret|Maintenance|Denied/);
    }
  });

  it('an order without payments, or with empty ones, is one that nobody paid', async () => {
    for (const payments of [undefined, null, {}, { captures: null }, { captures: [], refunds: [] }]) {
      answer = {
        status: 200,
        body: JSON.stringify({ ...order({ custom_id, amount, payments }), status: 'CREATED' }),
      };
      expect(await gateway.inquire(PAYMENT, pageId(ORDER, until))).toMatchObject([{ fact: 'PAGE_OPEN' }]);
    }
  });
});

it('what PayPal tells of a charge in another shape keeps no other from being heard; what is none of its answers is asked for again', async () => {
  const lookup = { kind: 'lookup', id: 'WH-1', type: 'X', charge: capture.id } as const;
  const heard = () => deliver(gateway, lookup, async () => 'held');
  answer = { status: 200, body: JSON.stringify({ ...capture, status: 7 }) };
  await expect(heard()).rejects.toMatchObject({ code: 'MESSAGE_UNREADABLE', kind: 'refused' });
  answer = { status: 200, body: '<html><body>Maintenance</body></html>' };
  await expect(heard()).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
});
