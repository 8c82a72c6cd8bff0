import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { prestashopClient } from '../../shops/prestashop/client.ts';
import { settings } from '../../shops/prestashop/settings.ts';
import { ShopFault } from '../../shops/transport.ts';
import { failureOf } from '../contract/shop-notices.ts';
import { KEY } from './prestashop-recorded.ts';

interface Asked {
  method?: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}
const xml = (content: string) => `<?xml version="1.0"?><prestashop xmlns:xlink="x">${content}</prestashop>`;
const error = (code: number, message: string) =>
  xml(
    `<errors><error><code><![CDATA[${code}]]></code><message><![CDATA[${message}]]></message></error></errors>`,
  );

describe("requests to PrestaShop's webservice", () => {
  const servers: { close(): void }[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  /** A shop that always gives this answer; `asked` has its requests. */
  const answering = async (status: number, body: string, given: object = {}, more: object = {}) => {
    const asked: Asked[] = [];
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const { method, url = '', headers } = request;
      asked.push({ method, url: decodeURIComponent(url), headers, body: text });
      response.writeHead(status, { 'content-type': 'text/xml;charset=utf-8', ...more }).end(body);
    });
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    return { asked, client: prestashopClient(settings.parse({ url, key: KEY, ...given })) };
  };
  const order = xml('<order><id>5</id></order>');

  it('come with the key as user name, in the address that PrestaShop understands', async () => {
    const { asked, client } = await answering(200, order, { shopId: 2 });
    expect(await client.one('order 5', 'orders', '5')).toEqual({ id: '5', associations: {} });
    await client.list('orders', 'orders', { 'filter[id]': '>[5]', display: '[id]' });
    expect(asked.map(({ url }) => url)).toEqual([
      '/api/orders/5?id_shop=2',
      '/api/orders?filter[id]=>[5]&display=[id]&id_shop=2',
    ]);
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from(`${KEY}:`).toString('base64')}`);
  });

  it('ask for JSON to read where the settings say, and always write XML', async () => {
    const { asked, client } = await answering(200, order, { output: 'json' });
    await client.one('order 5', 'orders', '5');
    await client.create('write', 'customer_messages', { message: 'a < b & "c" ]]> è' });
    await client.replace('write', 'order_payments', { id: '7', transaction_id: 'pi_1' });
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/orders/5?output_format=JSON', ''],
      [
        'POST',
        '/api/customer_messages',
        '<prestashop><customer_message><message>a &lt; b &amp; &quot;c&quot; ]]&gt; è</message></customer_message></prestashop>',
      ],
      [
        'PUT',
        '/api/order_payments/7',
        '<prestashop><order_payment><id>7</id><transaction_id>pi_1</transaction_id></order_payment></prestashop>',
      ],
    ]);
  });

  it.each([
    ['an id that is not there', 404, ''],
    ['an id that is not there, of a shop that prints blank lines', 404, '\n\n'],
    ['an id of another shop', 404, error(131, 'This Order (5) does not exists on this shop')],
    ['an id that is unknown', 404, error(87, 'Id(s) not exists: 5')],
  ])('find nothing for %s', async (_what, status, body) => {
    expect(await (await answering(status, body)).client.one('order 5', 'orders', '5')).toBeUndefined();
  });

  it.each([
    [
      401,
      error(20, 'Authentification key is not active'),
      'SHOP_LOGIN_REFUSED',
      'refused',
      'not active (20)',
    ],
    [401, error(26, 'Resource of type "orders" is not allowed'), 'SHOP_LOGIN_REFUSED', 'refused', '(26)'],
    [401, '401 Unauthorized', 'SHOP_LOGIN_REFUSED', 'refused', 'HTTP 401'],
    [403, error(132, 'No permission for this key on this shop'), 'SHOP_LOGIN_REFUSED', 'refused', '(132)'],
    [405, error(25, 'Method GET is not allowed'), 'SHOP_LOGIN_REFUSED', 'refused', '(25)'],
    [400, error(32, 'This filter does not exist'), 'SHOP_REFUSED', 'refused', '(32)'],
    [404, '<html><h1>Not Found</h1></html>', 'SHOP_REFUSED', 'refused', 'see its url'],
    [503, error(22, 'The PrestaShop webservice is disabled'), 'SHOP_AWAY', 'away', 'disabled (22)'],
    [503, '<html>maintenance</html>', 'SHOP_ANSWER_LOST', 'maybe', 'HTTP 503'],
    [500, error(5, '[PHP Notice #8] Undefined index'), 'SHOP_ANSWER_LOST', 'maybe', 'PHP Notice'],
    [500, '', 'SHOP_ANSWER_LOST', 'maybe', 'HTTP 500'],
    [200, '<html>hello</html>', 'SHOP_ANSWER_LOST', 'maybe', 'nobody can read'],
    [200, order.slice(0, -4), 'SHOP_ANSWER_LOST', 'maybe', 'nobody can read'],
    [200, error(5, '[PHP Notice #8] Undefined index'), 'SHOP_ANSWER_LOST', 'maybe', 'PHP Notice'],
  ])('tell a %i with %s as %s', async (status, body, code, kind, detail) => {
    const { client } = await answering(status, body);
    const failure = await failureOf(client.one('order 5 of it', 'orders', '5'));
    expect(failure).toMatchObject({ code, kind });
    expect(failure.message).toContain('order 5 of it');
    expect(failure.message).toContain(detail);
    expect(failure instanceof ShopFault).toBe(status === 500);
  });

  it('tell what JSON without a body can mean', async () => {
    const { client } = await answering(200, '', { output: 'json' });
    expect((await failureOf(client.one('order 5', 'orders', '5'))).message).toContain('set output to xml');
  });

  it('wait minutes before a second look where a state was set, whatever the answer asks for, else one time-out', async () => {
    const { client } = await answering(503, '<html>busy</html>', { timeout: 7_000 }, { 'retry-after': '2' });
    const state = client.create('state', 'order_histories', { id_order: '5', id_order_state: '2' });
    expect(await failureOf(state)).toMatchObject({ kind: 'maybe', retryAfterMs: 300_000 });
    const message = client.create('message', 'customer_messages', { message: 'a' });
    expect(await failureOf(message)).toMatchObject({ kind: 'maybe', retryAfterMs: 7_000 });
    expect((await failureOf(client.one('order', 'orders', '5'))).retryAfterMs).toBe(2_000);
  });

  it('keep the key out of failures, and what was sent, however the shop repeats them', async () => {
    const login = Buffer.from(`${KEY}:`).toString('base64');
    const repeated = error(127, `XML error for ${KEY} ${login}\nOriginal XML : <message>Ada Neri</message>`);
    const failure = await failureOf((await answering(500, repeated)).client.one('order 5', 'orders', '5'));
    expect(failure.message).toContain('***');
    const everything = `${inspect(failure, { depth: 12, showHidden: true })} ${failure.stack}`;
    for (const secret of [KEY, login, 'Ada Neri']) expect(everything).not.toContain(secret);
  });
});

describe("a PrestaShop shop's settings", () => {
  const url = 'https://shop.example';

  it('change nothing in the shop unless told to', () => {
    expect(settings.parse({ url, key: KEY })).toMatchObject({
      output: 'xml',
      states: {},
      sendEmail: false,
      timeout: 20_000,
    });
  });

  it.each([
    [{ url: 'ftp://shop.example' }, 'url'],
    [{ key: 'short' }, 'key'],
    [{ timezone: 'Europe/Roma' }, 'timezone'],
    [{ states: { paid: 'accettato' } }, 'states'],
    [{ states: { verify: 15 } }, 'paid'],
    [{ states: { held: 15, failed: 8 } }, 'paid'],
    [{ states: { held: 15, paid: 2 } }, 'failed'],
    [{ states: { paid: 0 } }, 'states'],
    [{ customerFields: { pec: 'pec' } }, 'pec'],
    [{ adminUrl: 'https://shop.example/admin' }, 'adminUrl'],
    [{ output: 'csv' }, 'output'],
  ])('with %j are refused by name, without the key', (wrong, name) => {
    const read = settings.safeParse({ url, key: KEY, ...wrong });
    expect(JSON.stringify(read.error?.issues)).toContain(name);
    expect(JSON.stringify(read.error?.issues)).not.toContain(KEY);
  });
});
