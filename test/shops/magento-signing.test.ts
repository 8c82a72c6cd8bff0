import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';
import { magentoClient } from '../../shops/magento/client.ts';
import { magento } from '../../shops/magento/index.ts';
import { failureOf } from '../contract/shop-notices.ts';
import { steering } from '../sandbox/sandbox-bench.ts';
import { markerKey } from './given.ts';

const auth = { kind: 'oauth1', ...sandboxIntegration };
const start = { changedAt: '2020-01-01T00:00:00.000Z', id: '0' };
const BAD = { message: 'The signature is invalid. Verify and try again.' };

describe('how requests are signed', () => {
  let sandbox: Awaited<ReturnType<typeof createMagentoSandbox>>;
  beforeEach(async () => {
    sandbox = await createMagentoSandbox();
  });
  afterEach(() => sandbox.close());
  const steer = steering(() => sandbox.url);
  const settings = (url: string, more: object = {}) => magento.settings.parse({ url, auth, ...more });

  it.each([
    ['2.2', 'once'],
    ['2.4.7', 'once'],
    ['2.4.8', 'twice'],
  ])('is what a Magento %s wants: values encoded %s', async (version, encoding) => {
    await steer('/quirks', { version });
    const { entity_id } = (await steer('/orders')) as { entity_id: number };
    const shop = magento.create('it', settings(sandbox.url), markerKey);
    expect((await shop.listChanged(start, 5)).orders).toMatchObject([{ id: String(entity_id) }]);
    expect((await shop.readOrder(String(entity_id))).id).toBe(String(entity_id));
    const client = magentoClient(settings(sandbox.url));
    await client.get('orders', '/orders', { 'searchCriteria[pageSize]': '1', fields: "items[sku,x*!'()]" });
    expect(client.encoding()).toBe(encoding);
  });

  it('is tried the other way once, and then remembered', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      const taken = asked.length !== 1;
      response.writeHead(taken ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(taken ? { items: null } : BAD));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const client = magentoClient(settings(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    const query = { fields: 'items[entity_id]' };
    await client.get('orders', '/orders', query);
    expect([asked.length, client.encoding()]).toEqual([2, 'twice']);
    expect(asked[0]).not.toBe(asked[1]);
    await client.get('orders', '/orders', query);
    expect(asked).toHaveLength(3);
    await new Promise((closed) => server.close(closed));
  });

  it.each([['2.4.7'], ['2.4.8']])(
    'with a wrong secret is a refused login in a %s, and nothing is remembered',
    async (version) => {
      await steer('/quirks', { version });
      const client = magentoClient(settings(sandbox.url, { auth: { ...auth, accessTokenSecret: 'wrong' } }));
      const list = client.get('orders', '/orders', { 'searchCriteria[pageSize]': '1', fields: 'items[sku]' });
      expect(await failureOf(list)).toMatchObject({
        code: 'SHOP_LOGIN_REFUSED',
        message: expect.stringContaining(BAD.message),
      });
      expect(client.encoding()).toBe('once');
    },
  );

  it('is not tried again where no value has anything to encode', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(BAD));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = magentoClient(settings(url));
    await failureOf(client.get('order', '/orders/1'));
    await failureOf(client.get('orders', '/orders', { 'searchCriteria[pageSize]': '1' }));
    expect(asked).toBe(2);
    const bearer = magentoClient(settings(url, { auth: { kind: 'bearer', accessToken: 'x' } }));
    await failureOf(bearer.get('orders', '/orders', { fields: 'items[sku]' }));
    expect(asked).toBe(3);
    await new Promise((closed) => server.close(closed));
  });
});
