import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { apiOptions } from '../../api/options.ts';
import { createApi } from '../../api/server.ts';
import { checkoutLinks } from '../../config/links.ts';
import { announce, apiAlone, bareConfig, http, notify, pageIn } from './bench.ts';
import { eventOf } from './events-given.ts';

const config = bareConfig((given) => {
  given.windows.returnWait = 1_000;
});
const aToken = async (shop: string, id: string) => {
  const url = await checkoutLinks('http://x', config.api.checkoutSecret).url(shop, id);
  return url.slice('http://x/checkout/'.length);
};

let api: Awaited<ReturnType<typeof apiAlone>>;

beforeAll(async () => {
  api = await apiAlone(config, inject('temporalAddress'));
});
afterAll(() => api.close());

describe('the API', () => {
  test('lives and is ready while Temporal answers', async () => {
    const live = await http.get(`${api.url}/health`);
    expect([live.status, live.data]).toEqual([
      200,
      { status: 'ok', notifications: { held: 0, late: 0, foreign: 0, ignored: 0 } },
    ]);
    const ready = await http.get(`${api.url}/health/ready`);
    expect([ready.status, ready.data]).toEqual([200, { status: 'ready' }]);
  });

  test('started without Temporal lives, is not ready, and puts off whatever is sent', async () => {
    const alone = await apiAlone(config, '127.0.0.1:9');
    const [live, page, ...putOff] = await Promise.all([
      http.get(`${alone.url}/health`),
      http.get(`${alone.url}/checkout/${await aToken('demo', '1')}`),
      http.get(`${alone.url}/health/ready`),
      announce(alone.url, 'demo', '1'),
      notify(alone.url, eventOf({ paymentId: 'any' })),
    ]);
    expect([live.status, page.status, pageIn(page.data)]).toEqual([200, 503, 'away']);
    for (const { status, data, headers } of putOff) {
      expect([status, data.error.code, headers['retry-after']]).toEqual([503, 'TEMPORAL_AWAY', '5']);
      expect(JSON.stringify(data)).not.toMatch(/node_modules|\bat .*\.[jt]s|sandbox-|127\.0\.0\.1/);
    }
    await alone.close();
  });

  test('answers what it does not have, or can not read, in the shape of every other error', async () => {
    const wrong = [
      ['GET', '/'],
      ['GET', '/shops/demo/orders/1'],
      ['PUT', '/health'],
      ['POST', '/checkout/a'],
      ['GET', '/store/cart/checkout/stripe/webhooks'],
      ['GET', '/%'],
      ['GET', `/checkout/${'x'.repeat(600)}`],
    ] as const;
    for (const [method, path] of wrong) {
      const { status, data } = await http.request({ method, url: api.url + path });
      expect([path, status === 404 || status === 400 || status === 414]).toEqual([path, true]);
      expect([path, Object.keys(data), Object.keys(data.error)]).toEqual([
        path,
        ['error'],
        ['code', 'message', 'whatToDo'],
      ]);
    }
  });

  test('outlives what is no HTTP at all', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1', () =>
        socket.write('nonsense\r\n\r\n'),
      );
      socket.once('data', (data) => resolve(String(data)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await http.get(`${api.url}/health`)).status).toBe(200);
  });

  test('says no more of a fault of ours than where to look for it', async () => {
    const options = apiOptions(config, api.client);
    const faulty = await createApi({
      ...options,
      get announceSecrets(): Record<string, string> {
        throw new Error('sk_test_secret in a fault');
      },
    });
    const { statusCode, body } = await faulty.inject({ method: 'POST', url: '/shops/demo/orders/1' });
    expect([statusCode, JSON.parse(body).error.code]).toEqual([500, 'FAULT']);
    expect(body).not.toMatch(/sk_test|\.ts/);
    await faulty.close();
  });

  test('writes neither links nor secrets to its log', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const logged = await createApi(apiOptions(config, api.client, logger));
    const token = await aToken('demo', 'none');
    const secret = 'Bearer a-secret-that-is-wrong';
    await logged.inject({ url: `/checkout/${token}` });
    await logged.inject({ url: `/checkout/${token}/return?session=cs_test_1` });
    await logged.inject({ url: `/nowhere/${token}?a=${token}` });
    await logged.inject({ method: 'POST', url: '/shops/demo/orders/1', headers: { authorization: secret } });
    const log = lines.join('');
    expect(log).toContain('/checkout/…');
    expect(log).toContain('SECRET_REFUSED');
    expect(log).not.toContain(token.slice(-20));
    expect(log).not.toContain('a-secret-that-is-wrong');
    await logged.close();
  });
});
