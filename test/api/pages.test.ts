import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { renderPage } from '../../api/pages.ts';
import { checkoutLinks } from '../../config/links.ts';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { testWorld } from '../world.ts';
import { apiAlone, bareConfig, http, pageIn } from './bench.ts';
import { click, type Placed, pageBehind, placed, silenceShop } from './order-steps.ts';

const buyer = {
  firstname: 'Ermenegilda',
  lastname: 'Zuccagni',
  email: 'gilda.zuccagni@example.it',
  taxvat: 'ZCCRNG80A41F205X',
  street: ['Vicolo Stretto 99'],
  city: 'Roccacannuccia',
  telephone: '+39 333 9876543',
};

let world: World;
let customer: Customer;
let order: Placed;

beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.api.checkoutsPerMinute = 10_000;
  }));
  await silenceShop(world, customer);
  order = await placed(world, customer, {
    customer: buyer,
    items: [{ sku: 'X', name: 'Lampada segreta', price: 1_234.5 }],
    shipping: 0,
  });
  await pageBehind(world, customer, order.link);
});
afterAll(() => world.stop());

const openBack = (headers: Record<string, string> = {}) =>
  http.get<string>(`${order.link}/back`, { headers });

describe('a page for customers', () => {
  test('shows the order’s number and total, and nothing else of order or customer', async () => {
    const paidPage = `${order.link}/return`;
    const { data: unpaid } = await openBack();
    await customer.presses(await customer.goesToPay(order.link), 'pay-and-close');
    await expect.poll(() => click(order.link)).toEqual([200, 'paid']);
    for (const html of [unpaid, (await http.get(paidPage)).data]) {
      expect(html).toContain(order.number);
      expect(html).toMatch(/1\.?234,50/);
      for (const word of [
        ...Object.values(buyer).flat(),
        'Lampada',
        'cs_test',
        'pi_',
        'payment:',
        order.workflowId,
      ])
        expect(html).not.toContain(word);
    }
  });

  test('is Italian, or English for who prefers it', async () => {
    const languageFor = async (language?: string) => {
      const { data, headers } = await openBack(language === undefined ? {} : { 'accept-language': language });
      expect(String(headers.vary).toLowerCase()).toContain('accept-language');
      return /<html lang="(\w+)">/.exec(data)?.[1];
    };
    expect(await languageFor()).toBe('it');
    expect(await languageFor('*')).toBe('it');
    expect(await languageFor('de-DE,de;q=0.9')).toBe('it');
    expect(await languageFor('en-GB,en;q=0.9,it;q=0.8')).toBe('en');
    expect(await languageFor('fr, en;q=0.2')).toBe('en');
    expect(await languageFor('it-IT,it;q=0.9,en;q=0.8')).toBe('it');
    expect(await languageFor(';;q=,,')).toBe('it');
  });

  test('is kept by nobody, framed by nobody, and loads and runs nothing', async () => {
    const { headers, data } = await openBack();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(data).not.toMatch(/<script|<img|<link|<iframe|src=|@import/);
    expect(data).toContain('noindex');
  });

  test('cannot be made to hold anybody’s markup', () => {
    const evil = `<script>alert("1")</script>&'`;
    const html = renderPage('went_back', 'it', {
      number: evil,
      locale: 'it',
      total: { amount: 100, currency: 'EUR' },
      state: 'payable',
      checkoutUrl: `http://x/"><script>`,
    });
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
    expect(html).toContain('href="http://x/&quot;&gt;&lt;script&gt;"');
  });

  test('says of held money until which day it is held, and that nothing was charged, while that is to come', () => {
    const view = {
      number: '17',
      locale: 'it',
      total: { amount: 100, currency: 'EUR' },
      state: 'held' as const,
    };
    const until = '2099-03-09T23:30:00.000Z';
    const italian = renderPage('held', 'it', { ...view, heldUntil: until });
    expect(italian).toMatch(/Prenotato fino al<\/dt><dd>10 marzo 2099/);
    expect(italian).toContain('non ti è stata ancora addebitata');
    const english = renderPage('held', 'en', view, until);
    expect(english).toMatch(/Reserved until<\/dt><dd>10 March 2099/);
    expect(english).toContain('was not charged yet');
    const past = '2026-03-09T23:30:00.000Z';
    for (const html of [
      renderPage('held', 'it', view),
      renderPage('held', 'it', { ...view, heldUntil: past }),
      renderPage('paid', 'it', { ...view, heldUntil: until }),
    ])
      expect(html).not.toContain('Prenotato');
  });

  test('says when the payment can be opened again where its page can not be come to any more', () => {
    const until = '2099-03-09T14:59:30.000Z';
    expect(renderPage('left_open', 'it', undefined, until)).toContain(
      'La pagina di pagamento ti è già stata aperta',
    );
    const view = {
      number: '17',
      locale: 'it',
      total: { amount: 100, currency: 'EUR' },
      state: 'payable' as const,
    };
    expect(renderPage('left_open', 'it', view, until)).toMatch(/Si riapre dalle<\/dt><dd>16:00</);
    expect(renderPage('left_open', 'en', view, until)).toMatch(/Opens again from<\/dt><dd>16:00</);
    expect(renderPage('left_open', 'en', view, '2026-03-09T14:59:30.000Z')).not.toContain('<dd>15:');
  });

  test('is put off for an address that asks too often, and for no other', async () => {
    const config = bareConfig((given) => {
      given.api.checkoutsPerMinute = 3;
    });
    const api = await apiAlone(config, inject('temporalAddress'));
    const link = await checkoutLinks(api.url, config.api.checkoutSecret).url('demo', 'never-was');
    const openFrom = (address: string, path: string) =>
      http.get(link + path, { headers: { 'x-forwarded-for': address } });
    for (const path of ['', '/return', '/back']) {
      const statuses = [];
      for (let n = 0; n < 5; n += 1) statuses.push((await openFrom('198.51.100.7', path)).status);
      expect([path, ...statuses]).toEqual([path, 404, 404, 404, 429, 429]);
      const { headers, data } = await openFrom('198.51.100.7', path);
      expect([pageIn(data), Number(headers['retry-after']) > 0]).toEqual(['away', true]);
      expect((await openFrom('198.51.100.8', path)).status).toBe(404);
    }
    await api.close();
  });
});
