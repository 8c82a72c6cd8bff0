import { validate } from '@readme/openapi-parser';
import { Client, Connection } from '@temporalio/client';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { DepositBody } from '../../api/deposits/request.ts';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import type { Config } from '../../config/schema.ts';
import { openApiDocument } from '../../scripts/docs/openapi.ts';
import { bareConfig, secrets, signature } from '../api/bench.ts';

const text = await openApiDocument();
const document = JSON.parse(text);
const key = 'the-key-of-deposits-in-tests-of-the-document';
const exampleDeposit =
  document.paths['/payments'].post.requestBody.content['application/json'].examples.deposit.value;
const apis: FastifyInstance[] = [];
afterAll(() => Promise.all(apis.map((app) => app.close())));

/** An API that asks no Temporal server. */
async function api(adjust?: (config: Config) => void): Promise<FastifyInstance> {
  const app = await createApi(apiOptions(bareConfig(adjust), new Client({ connection: Connection.lazy() })));
  apis.push(app);
  return app;
}
const withDeposits = (config: Config) => {
  config.deposits = { key, document: 'none' };
};

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(await validate(structuredClone(document))).toMatchObject({ valid: true });
    const broken = structuredClone(document);
    broken.paths['/payments'].post.responses['201'].description = undefined;
    expect(await validate(broken)).toMatchObject({ valid: false });
  });

  it('has what programs call, and no page for people', () => {
    expect(Object.keys(document.paths).sort()).toEqual([
      '/health',
      '/health/ready',
      '/payments',
      '/shops/{shop}/orders/{id}',
      '/store/cart/checkout/{gateway}/webhooks',
    ]);
    expect(text).not.toMatch(/operators|password/i);
  });

  it('is served the same by every installation: nothing of its configuration is in it', async () => {
    const { statusCode, body } = await (await api(withDeposits)).inject('/openapi.json');
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual(document);
  });

  it('shows a deposit that is taken as it stands', () => {
    expect(DepositBody.safeParse(exampleDeposit).error).toBeUndefined();
  });
});

describe('each error is answered as the document has it:', () => {
  const announce = (authorization: string, shop = 'demo', id = '1'): InjectOptions => ({
    method: 'POST',
    url: `/shops/${shop}/orders/${id}`,
    headers: { authorization },
  });
  const notify = (gateway: string, body: string, signed = ''): InjectOptions => ({
    method: 'POST',
    url: `/store/cart/checkout/${gateway}/webhooks`,
    body,
    headers: { 'content-type': 'application/json', 'stripe-signature': signed },
  });
  const deposit = (changed = {}, authorization = `Bearer ${key}`): InjectOptions => ({
    method: 'POST',
    url: '/payments',
    headers: { authorization, 'idempotency-key': 'quote-17-deposit' },
    payload: { ...exampleDeposit, gateway: 'stripe', ...changed },
  });
  const announced = ['/shops/{shop}/orders/{id}', 'post'] as const;
  const notified = ['/store/cart/checkout/{gateway}/webhooks', 'post'] as const;
  const asked = ['/payments', 'post'] as const;
  const secret = `Bearer ${secrets.announce}`;

  it.each([
    ['SECRET_REFUSED', announced, announce('Bearer wrong')],
    ['UNKNOWN_SHOP', announced, announce(secret, 'elsewhere')],
    ['ORDER_NOT_FOUND', announced, announce(secret, 'demo', '.x')],
    ['FST_ERR_VALIDATION', announced, announce(secret, 'demo', 'a:b')],
    ['UNKNOWN_GATEWAY', notified, notify('elsewhere', '{}')],
    ['MESSAGE_UNREADABLE', notified, notify('stripe', '[]', signature('[]'))],
    ['SIGNATURE_INVALID', notified, notify('stripe', '{}')],
    ['DEPOSIT_KEY_REFUSED', asked, deposit({}, 'Bearer wrong')],
    ['FST_ERR_VALIDATION', asked, deposit({ amount: -1 })],
    ['DEPOSIT_REFUSED', asked, deposit({ gateway: 'elsewhere' })],
    ['GATEWAY_AMOUNT_REFUSED', asked, deposit({ amount: 1 })],
  ])('%s', async (code, [path, method], request) => {
    const answer = await (await api(withDeposits)).inject(request);
    expect(answer.json()).toEqual({
      error: { code, message: expect.any(String), whatToDo: expect.any(String) },
    });
    const response = document.paths[path][method].responses[answer.statusCode];
    expect(response.description.split(', ')).toContain(code);
  });

  it('DEPOSITS_OFF', async () => {
    const answer = await (await api()).inject(deposit());
    expect(document.paths['/payments'].post.responses[answer.statusCode].description).toBe('DEPOSITS_OFF');
    expect(answer.json().error.code).toBe('DEPOSITS_OFF');
  });
});
