import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { savedViews } from '../../api/views.ts';
import { startTemporal, type TemporalServer } from '../../sandbox/temporal/server.ts';
import { paymentWorkflowId } from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed, until } from '../workflows/bench.ts';
import { CHROMIUM_MS, openBrowser } from './chromium.ts';
import { chooseColumns, currentDetails, fillUpdate } from './temporal-ui.ts';

// The Temporal UI is large, and it may share two cores with other tests.
vi.setConfig({ testTimeout: 120_000 });

const OPERATORS = '/operators';
let temporal: TemporalServer;
let bench: Bench;
let browser: Browser;
let desk: Page;

beforeAll(async () => {
  // The run's own server has no UI.
  [temporal, browser] = await Promise.all([startTemporal({ log: () => undefined }), openBrowser()]);
  bench = await openBench(
    (config) => {
      config.temporal.uiUrl = temporal.uiUrl;
    },
    { temporal },
  );
  desk = await signedIn({ viewport: { width: 1400, height: 900 } });
}, CHROMIUM_MS);
afterAll(async () => {
  await browser?.close();
  await bench?.stop();
  await temporal?.stop();
});

/** An order of which the gateway told that a cent less was paid: nothing but a person can say whether that will do. */
async function inDoubt(): Promise<Placed & { paymentId: string }> {
  const order = await bench.places();
  await bench.page(order);
  const paymentId = await bench.lastPayment(order);
  const [session] = await bench.sessionsOf(paymentId);
  const paid = { status: 'complete', payment_status: 'paid', payment_intent: `pi_of_${order.number}` };
  const amount_total = (session?.amount_total ?? 0) - 1;
  await bench.notifies('checkout.session.completed', { ...session, ...paid, amount_total });
  await bench.ends(order, { attentions: [expect.objectContaining({ code: 'AMOUNT_MISMATCH' })] });
  // The list is a little behind what happens.
  const query = `OrderNumber = "${order.number}" AND Attention = "AMOUNT_MISMATCH"`;
  await until(`payment and order ${order.number} in the list`, async () =>
    (await bench.world.client.workflow.count(query)).count === 2 ? true : undefined,
  );
  return { ...order, paymentId };
}

/** An operator's browser, signed in. */
async function signedIn(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'it-IT', ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(bench.world.urls.api + OPERATORS);
  await signIn(page);
  return page;
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Nome').fill('demo');
  await page.getByLabel('Password').fill(bench.world.ports.operatorPassword);
  await page.getByRole('button', { name: 'Accedi' }).click();
}

/** From the operators' pages by the view "To verify" to the payment's Current Details. */
async function findsPayment(page: Page, paymentId: string) {
  await page.goto(bench.world.urls.api + OPERATORS);
  await page.getByRole('link', { name: 'To verify', exact: true }).click();
  await page.getByRole('link', { name: paymentWorkflowId(paymentId), exact: true }).click();
  return currentDetails(page);
}

/** Once it is written: its document as the UI shows it, and in the ERP's own books. */
async function documentsOf(page: Page, order: Placed): Promise<string[]> {
  await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
  await page.getByRole('link', { name: `order:${bench.world.shop}:${order.id}` }).click();
  const text = await (await currentDetails(page)).locator('body').innerText();
  const [, shown = 'none'] = /Document (.+) in mexal/.exec(text.replaceAll('\u2060', '')) ?? [];
  expect(await bench.documents(order)).toEqual([shown]);
  return [shown];
}

describe('an operator at a browser', () => {
  it('finds a payment in doubt, reads why, and decides it by the dialog of the Temporal UI', async () => {
    const order = await inDoubt();
    const details = await findsPayment(desk, order.paymentId);
    await details.getByText('AMOUNT_MISMATCH', { exact: true }).waitFor();
    expect(await details.getByRole('heading').innerText()).toMatch(/^To be verified · [\d.]+,\d\d €$/);
    expect(await details.getByRole('table').innerText()).toContain('PAID');

    const decision = { reason: 'visto in Stripe', outcome: 'POSITIVE' };
    const unsigned = await fillUpdate(desk, 'resolve', decision);
    await unsigned.getByRole('button', { name: 'Submit' }).click();
    await unsigned.getByText('Say who you are and why').first().waitFor();
    await unsigned.getByRole('button', { name: 'Cancel' }).last().click();

    const dialog = await fillUpdate(desk, 'resolve', { operator: 'Anna', ...decision });
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await desk.reload();
    const after = await currentDetails(desk);
    await after.getByRole('heading', { name: /^Paid/ }).waitFor();
    await after.getByText(/resolve by Anna: visto in Stripe/).waitFor();
    expect(await documentsOf(desk, order)).toHaveLength(1);
  });

  it('decides another by the form that Current Details lead to, after signing in', async () => {
    const order = await inDoubt();
    const details = await findsPayment(desk, order.paymentId);
    await desk.context().clearCookies();
    const opened = desk.waitForEvent('popup');
    await details.getByRole('link', { name: 'resolve', exact: true }).click();
    const form = await opened;
    await signIn(form);
    await form.getByRole('radio', { name: /^Pagato/ }).check();
    await form.getByLabel('Motivo').fill('visto in Stripe: manca un centesimo, va bene');
    await form.getByRole('button', { name: 'Conferma la decisione' }).click();
    await form.getByRole('heading', { name: 'Fatto' }).waitFor();
    await form.getByRole('link', { name: 'Apri in Temporal' }).click();
    await (await currentDetails(form)).getByText(/resolve by demo: visto in Stripe/).waitFor();
    expect(await documentsOf(form, order)).toHaveLength(1);
    await form.close();
  });

  it('sees what matters in the list, in columns chosen once', async () => {
    const order = await inDoubt();
    await desk.goto(bench.world.urls.api + OPERATORS);
    await desk.getByRole('link', { name: 'Needs a person', exact: true }).click();
    await chooseColumns(desk);
    await desk.reload();
    const row = desk.getByRole('row').filter({ hasText: `order:${bench.world.shop}:${order.id}` });
    for (const value of [order.number, 'VERIFY', 'AMOUNT_MISMATCH', 'PAYMENT'])
      await row.getByText(value, { exact: true }).waitFor();
  });
});

describe('an operator with a phone', () => {
  let phone: Page;
  beforeAll(async () => {
    phone = await signedIn({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  });

  it('comes from an order in doubt to the payment that it waits for', async () => {
    const order = await inDoubt();
    await phone.getByLabel('Trova un ordine').fill(order.number);
    await phone.getByRole('button', { name: 'Cerca' }).tap();
    await phone.getByRole('link', { name: `Ordine ${order.number}` }).tap();
    await phone.getByRole('link', { name: 'Apri il pagamento da verificare' }).tap();
    await phone.getByText(order.paymentId).waitFor();
    await phone.getByRole('link', { name: 'Decidi l’esito' }).waitFor();
    expect(await tooSmall(phone)).toEqual([]);
  });

  it('saves each view, and sees the list with all its conditions', async () => {
    const views = savedViews([bench.world.shop], new Date());
    for (const { name, query } of views) {
      await phone.goto(bench.world.urls.api + OPERATORS);
      await phone.getByRole('link', { name: `Salva la vista: ${name}` }).tap();
      for (const condition of query.split(' AND ')) {
        const [, field, operator] = /^(\w+) (IS NOT|\S+)/.exec(condition) ?? [];
        await phone
          .getByRole('button', { name: `${field} ${operator}` })
          .first()
          .waitFor();
      }
    }
    const saved = await phone.evaluate('localStorage.getItem("saved-workflow-queries")');
    for (const { name, query } of views)
      expect(saved).toContain(JSON.stringify({ name, query }).slice(1, -1));
  });

  it('finds the start page fitting, and everything on it large enough for a thumb', async () => {
    await phone.goto(bench.world.urls.api + OPERATORS);
    expect(await phone.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(await tooSmall(phone)).toEqual([]);
  });
});

/** What a thumb can't hit; nobody should have to zoom. */
const tooSmall = (page: Page): Promise<unknown> =>
  page.evaluate(`[...document.querySelectorAll('a, button, input:not([type=hidden])')]
    .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)`);
