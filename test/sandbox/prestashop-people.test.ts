import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPrestaShopSandbox } from '../../sandbox/prestashop/index.ts';
import { freshShop } from './prestashop-bench.ts';

const { books, place, steer, url } = freshShop();
const page = async (path: string) => (await fetch(url(path))).text();

describe('announcements', () => {
  let listener: Server;
  let heard: { url: string | undefined; authorization: string | undefined }[];
  beforeEach(async () => {
    heard = [];
    listener = createServer((request, response) => {
      heard.push({ url: request.url, authorization: request.headers.authorization });
      if (heard.length === 1) response.writeHead(503).end();
      else response.end(JSON.stringify({ checkoutUrl: 'https://pay.example/c/abc' }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
  });
  afterEach(() => listener.close());
  const announceHere = () =>
    steer('announce', {
      url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}/shops/ps/orders/{id}`,
      secret: 's3cret',
    });

  it('tell each new order until it is heard, and the thank-you page links the checkout', async () => {
    await announceHere();
    const form = new URLSearchParams({
      customer: '2',
      reference: 'LANTERNA-OTTONE',
      qty: '1',
      module: 'stripe_official',
      message: 'Grazie',
    });
    const thanks = await fetch(url('/buy'), { method: 'POST', body: form });
    expect(thanks.url).toBe(url('/thanks/1'));
    await expect.poll(() => books().announcements[0]?.delivered).toBe(true);
    expect(heard).toEqual(Array(2).fill({ url: '/shops/ps/orders/1', authorization: 'Bearer s3cret' }));
    expect(await page('/thanks/1')).toContain('href="https://pay.example/c/abc"');
    expect(await page('/')).toContain('annunciato');
  });

  it('are made for each order of a split cart, for no bulk order, and never when switched off', async () => {
    await announceHere();
    await place({ split: 2, items: [{ reference: 'A' }, { reference: 'B' }] });
    await expect.poll(() => books().announcements.filter(({ delivered }) => delivered)).toHaveLength(2);
    await steer('orders/bulk', { count: 3 });
    await steer('announce');
    expect((await steer('announce', JSON.parse('null'))).body).toEqual({ announce: null });
    await place();
    expect(books().announcements).toHaveLength(2);
    expect(await page('/thanks/6')).not.toContain('Paga adesso');
  });
});

describe('the shop’s pages', () => {
  it('say that it is a sandbox, show state, payments and messages, and escape what customers write', async () => {
    await place({
      module: 'paypal',
      paid: true,
      transactionId: 'PAYID-7',
      customer: { firstname: '<script>', lastname: 'x' },
      message: 'Vedi https://esempio.example/a e <b>grazie</b>',
      discounts: [{ name: 'PRIMAVERA', value: 2 }],
    });
    for (const path of ['/', '/orders/1', '/thanks/1', '/admin/sell/orders/1/view']) {
      const html = await page(path);
      expect(html).toContain('SANDBOX');
      expect(html).not.toContain('<script>');
    }
    const order = await page('/orders/1');
    for (const text of ['Pagamento accettato', 'PAYID-7', 'PRIMAVERA', 'e grazie', 'fattura 1'])
      expect(order).toContain(text);
    expect(order).toContain('<a href="https://esempio.example/a">');
    expect((await fetch(url('/orders/9'))).status).toBe(404);
  });
});

describe('the shop’s books', () => {
  it('are there again when it is started again, as it was but for what is said then', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'prestashop-'));
    try {
      const file = join(folder, 'shop.json');
      const options = { file, key: 'K'.repeat(32), version: '9' as const, timezone: 'Europe/Berlin' };
      const first = await createPrestaShopSandbox(options);
      await fetch(`${first.url}/_sandbox/orders`, { method: 'POST' });
      await first.close();
      const second = await createPrestaShopSandbox({ file });
      const read = async (url: string) => {
        const answer = await fetch(`${url}/api/orders/1?ws_key=${'K'.repeat(32)}`);
        return [answer.status, answer.headers.get('psws-version')];
      };
      expect(await read(second.url)).toEqual([200, '9.1.4']);
      await second.close();
      const quirks = { webserviceOff: true };
      const third = await createPrestaShopSandbox({ file, version: '1.7', quirks, languages: 2 });
      expect(await read(third.url)).toEqual([503, '0']);
      expect(third.books.version).toBe('1.7');
      await third.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
