import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Bench, openBench, type Placed } from '../workflows/bench.ts';
import { CHROMIUM_MS, openBrowser } from './chromium.ts';
import { describeInBrowser } from './in-browser.ts';

vi.setConfig({ testTimeout: 60_000 });

describeInBrowser('a customer', () => {
  let bench: Bench;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [browser, bench] = await Promise.all([openBrowser(), openBench()]);
  }, CHROMIUM_MS);
  beforeEach(async () => {
    page = await browser.newPage({ locale: 'it-IT' });
  });
  afterAll(async () => {
    await browser?.close();
    await bench?.stop();
  });

  async function opensCheckout(order: Placed): Promise<void> {
    await page.goto(await bench.customer.checkoutLink(order.id));
    await page.getByRole('heading', { name: 'Carta' }).waitFor();
  }
  const reads = (title: string) =>
    page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  const pays = async () => {
    await page.getByRole('button', { name: /^Paga [\d.]+,\d\d\s€$/ }).click();
    await reads('Pagamento ricevuto');
  };
  const spaced = (text: string) => text.replace(/\s+/g, ' ');

  it('pays from the checkout link to the thank-you page, and sees the order and what it cost', async () => {
    const order = await bench.places();
    await opensCheckout(order);
    const asked = await page.locator('.amount').innerText();
    await pays();
    expect(new URL(page.url()).origin).toBe(bench.world.urls.api);
    expect((await page.locator('dd').allInnerTexts()).map(spaced)).toEqual([order.number, spaced(asked)]);
    await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
    expect(await bench.documents(order)).toHaveLength(1);
    await page.goto(await bench.customer.checkoutLink(order.id));
    await reads('Pagamento ricevuto');
  });

  it('who goes back sees that he can still pay, and pays on the same page', async () => {
    const order = await bench.places();
    await opensCheckout(order);
    const first = page.url();
    await page.getByRole('button', { name: 'Torna al negozio' }).click();
    await reads('Pagamento non ancora completato');
    await page.getByRole('link', { name: 'Vai al pagamento' }).click();
    await page.waitForURL(first);
    await pays();
    expect((await bench.view(order)).payments).toHaveLength(1);
  });

  it('whose card is refused is told so, on a page where he can try again', async () => {
    const order = await bench.places();
    await opensCheckout(order);
    await page.getByRole('button', { name: /rifiutata/ }).click();
    await page.getByRole('alert').filter({ hasText: 'La carta è stata rifiutata' }).waitFor();
    await pays();
  });
});
