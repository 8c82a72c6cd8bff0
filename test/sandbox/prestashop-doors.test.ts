import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { sandboxKey } from '../../sandbox/prestashop/index.ts';
import { basic, codes, freshShop, messages } from './prestashop-bench.ts';

const { ask, get, list, place, steer, write } = freshShop();

const OTHER = 'OTHERKEYOTHERKEYOTHERKEYOTHERKEY';
const withKey = (key: string, path = '/orders', method = 'GET') => ask(method, path, undefined, basic(key));

describe('a key', () => {
  it('is taken as the user of Basic whatever the password, or as ws_key', async () => {
    const password = Buffer.from(`${sandboxKey}:anything`).toString('base64');
    expect((await ask('GET', '/orders', undefined, { authorization: `Basic ${password}` })).status).toBe(200);
    expect((await ask('GET', `/orders?ws_key=${sandboxKey}`, undefined, {})).status).toBe(200);
  });

  it('that is missing is refused in plain text, one that is wrong in XML with its code', async () => {
    const withoutKey = await ask('GET', '/orders', undefined, {});
    expect([withoutKey.status, withoutKey.text]).toEqual([401, '401 Unauthorized']);
    expect(withoutKey.headers.get('www-authenticate')).toMatch(
      /^Basic realm="Welcome to PrestaShop Webservice/,
    );
    expect(codes(await withKey(''))).toEqual([17]);
    expect(codes(await withKey('short'))).toEqual([18]);
    const unknown = await withKey(OTHER);
    expect([unknown.status, codes(unknown)]).toEqual([401, [20, 21]]);
    expect(unknown.headers.get('psws-version')).toBe('0');
    expect(unknown.text).toContain('<error>\n<code><![CDATA[20]]></code>\n<message><![CDATA[');
    await steer('keys', { key: OTHER, permissions: {} });
    expect(codes(await withKey(OTHER))).toEqual([21]);
    await steer('keys', { key: OTHER, active: false, permissions: { orders: ['GET'] } });
    expect(codes(await withKey(OTHER))).toEqual([20, 21]);
  });

  it('may do what its rights say, by resource and verb, and sees only those at the root', async () => {
    await steer('keys', { key: OTHER, permissions: { orders: ['GET', 'HEAD'], order_histories: ['POST'] } });
    expect((await withKey(OTHER)).status).toBe(200);
    const forbidden = await withKey(OTHER, '/customers');
    expect([forbidden.status, codes(forbidden)]).toEqual([401, [26]]);
    const verb = await withKey(OTHER, '/orders/1', 'DELETE');
    expect([verb.status, codes(verb)]).toEqual([405, [25]]);
    expect(codes(await withKey(OTHER, '/order_histories'))).toEqual([25]);
    const root = await withKey(OTHER, '/');
    const { api } = new XMLParser({ ignoreAttributes: false }).parse(root.text).prestashop;
    expect(Object.keys(api).filter((name) => !name.startsWith('@'))).toEqual(['order_histories', 'orders']);
    expect(api.orders).toMatchObject({
      '@_get': 'true',
      '@_put': 'false',
      '@_post': 'false',
      '@_delete': 'false',
      '@_head': 'true',
      '@_patch': 'false',
    });
  });

  it('is not seen where Apache drops the header, but as ws_key it is', async () => {
    await steer('quirks', { dropAuthorization: true });
    expect((await get('/orders')).text).toBe('401 Unauthorized');
    expect((await get(`/orders?ws_key=${sandboxKey}`)).status).toBe(200);
  });
});

describe('the webservice', () => {
  it('that is switched off answers 503', async () => {
    await steer('quirks', { webserviceOff: true });
    const answer = await get('/orders');
    expect([answer.status, codes(answer)]).toEqual([503, [22]]);
  });

  it('knows no modules, and lists what it knows', async () => {
    const answer = await get('/modules');
    expect([answer.status, codes(answer)]).toEqual([400, [27]]);
    expect(messages(answer)[0]).toMatch(
      /^Resource of type "modules" does not exists\. Did you mean: ".*"\? The full list is: "addresses", .*"orders".*"zones"$/,
    );
    const rows = await get('/order_rows');
    expect([codes(rows), messages(rows)[0]]).toEqual([
      [27],
      expect.stringContaining('Did you mean: "orders"'),
    ]);
  });

  it('has PATCH, order_cart_rules, note and Local-Content-Sha1 since 8 (order_cart_rules since 1.7.8)', async () => {
    await place();
    const seen = async () => ({
      version: (await get('/orders')).headers.get('psws-version'),
      patch: (await write('PATCH', '/orders/1', 'order', { id: 1 })).status,
      rules: (await get('/order_cart_rules')).status,
      note: (await get('/orders/1')).text.includes('<note>'),
      cached: await (async () => {
        const { headers } = await get('/orders/1');
        const sha1 = headers.get('content-sha1') ?? '';
        const again = { ...basic(sandboxKey), 'local-content-sha1': sha1 };
        return (await ask('GET', '/orders/1', undefined, again)).status;
      })(),
    });
    for (const version of ['8', '9']) {
      await steer('settings', { version });
      expect(await seen()).toMatchObject({ patch: 200, rules: 200, note: true, cached: 304 });
    }
    await steer('settings', { version: '1.7' });
    expect(await seen()).toEqual({ version: '1.7.7.5', patch: 405, rules: 400, note: false, cached: 200 });
    expect(codes(await write('PATCH', '/orders/1', 'order', { id: 1 }))).toEqual([23]);
  });

  it('answers an unknown id with 404 and nothing in it unless that quirk is off, an empty list with an empty element', async () => {
    for (const path of ['/orders/99', '/orders/abc', '/customers/0']) {
      const { status, text, headers } = await get(path);
      expect([status, text, headers.get('content-type')]).toEqual([404, '', null]);
    }
    await steer('quirks', { emptyNotFound: false });
    const told = await get('/orders/99');
    expect([told.status, codes(told)]).toEqual([404, [87]]);
    const empty = await get('/orders');
    expect(empty.status).toBe(200);
    expect(empty.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<prestashop xmlns:xlink="http://www.w3.org/1999/xlink">\n<orders>\n</orders>\n</prestashop>\n',
    );
  });

  it('shows language fields in every language that is on, or in those asked for', async () => {
    const names = async (query = '') =>
      (await get(`/order_states/2${query}`)).text.match(/<name>.*<\/name>/)?.[0];
    expect(await names()).toMatch(
      /^<name><language id="1" xlink:href="[^"]*\/api\/languages\/1"><!\[CDATA\[Pagamento accettato\]\]><\/language><\/name>$/,
    );
    await steer('settings', { languages: 2 });
    expect(await names()).toContain('Payment accepted');
    expect(await names('?language=2')).not.toContain('Pagamento');
    expect(codes(await get('/order_states?language=7'))).toEqual([81]);
  });

  it('has the states of an installation under its ids, and configurations that name them', async () => {
    const states = await list('order_states', 'filter[paid]=[1]&display=[id]');
    expect(states.map(({ id }) => Number(id))).toEqual([2, 3, 4, 5, 9, 11]);
    const named = await list('configurations', 'filter[name]=[PS_OS_PAYMENT|PS_OS_ERROR|PS_OS_CANCELED]');
    expect(named.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'PS_OS_PAYMENT 2',
      'PS_OS_CANCELED 6',
      'PS_OS_ERROR 8',
    ]);
    const custom = await steer('states', { it: 'Da controllare', en: 'To check', flags: '' });
    expect(custom.body).toMatchObject({ id: 16, paid: 0, logable: 0, send_email: 0 });
  });

  it('says what it does not play', async () => {
    expect((await get('/orders?schema=blank')).status).toBe(501);
    expect((await write('POST', '/orders', 'order', { id_cart: 1 })).status).toBe(501);
    await steer('keys', { key: OTHER, permissions: { products: ['GET'] } });
    expect((await withKey(OTHER, '/products')).status).toBe(501);
  });
});

describe('the machine before the shop', () => {
  it('lets so many calls through and answers 429 with Retry-After to others', async () => {
    await steer('quirks', { rateLimit: { requests: 2, seconds: 60 } });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await get('/orders')).status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await get('/orders');
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.text).toContain('<html>');
    await steer('quirks', { rateLimit: null });
    expect((await get('/orders')).status).toBe(200);
  });

  it('can fail before and after the shop has done its work', async () => {
    await place();
    const paid = { id_order: 1, id_order_state: 2 };
    await steer('faults', { kind: 'status', status: 502, times: 1, path: '/api/' });
    expect((await write('POST', '/order_histories', 'order_history', paid)).status).toBe(502);
    expect(await list('order_histories')).toHaveLength(1);
    await steer('faults', { kind: 'reset-after', times: 1, path: '/api/' });
    await expect(write('POST', '/order_histories', 'order_history', paid)).rejects.toThrow();
    expect(await list('order_histories')).toHaveLength(2);
  });

  it('shows everything but one order: its read is a 500 without a word, and so is a list that holds it whole', async () => {
    for (let i = 0; i < 3; i += 1) await place();
    await steer('quirks', { brokenOrder: { id: 2 } });
    const answer = await get('/orders/2');
    expect([answer.status, answer.text]).toEqual([500, '']);
    expect((await get('/orders?display=full')).status).toBe(500);
    expect((await get('/orders')).status).toBe(200);
    expect((await get('/orders?display=full&filter[id]=[1|3]')).status).toBe(200);
    await steer('quirks', { brokenOrder: { id: 2, field: 'gift_message', value: 'a\u0001b' } });
    expect((await get('/orders/2')).text).toContain('<gift_message><![CDATA[a\u0001b]]>');
    await steer('quirks', { brokenOrder: { id: 2, field: 'total_paid', value: '' } });
    expect((await list('orders')).map(({ total_paid }) => total_paid === '')).toEqual([false, true, false]);
  });
});
