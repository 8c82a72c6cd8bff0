import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import { startTemporal } from '../../sandbox/temporal/server.ts';
import { openBench, type Placed, until } from '../workflows/bench.ts';
import { currentDetails } from './temporal-ui-steps.ts';

export type OperatorsAtBrowser = Awaited<ReturnType<typeof openOperatorsAtBrowser>>;

/** A world with a Temporal UI, and what operators do at a browser in it. */
export async function openOperatorsAtBrowser(browser: Browser) {
  // The run's own server has no UI.
  const temporal = await startTemporal({ log: () => undefined });
  const bench = await openBench(
    (config) => {
      config.temporal.uiUrl = temporal.uiUrl;
    },
    { temporal },
  ).catch(async (error) => {
    await temporal.stop();
    throw error;
  });
  const start = `${bench.world.urls.api}/operators`;

  async function signIn(page: Page): Promise<void> {
    await page.getByLabel('Nome').fill('demo');
    await page.getByLabel('Password').fill(bench.world.ports.operatorPassword);
    await page.getByRole('button', { name: 'Accedi' }).click();
  }

  return {
    ...bench,
    /** The operators' start page. */
    start,
    signIn,
    async stop(): Promise<void> {
      await bench.stop();
      await temporal.stop();
    },
    /** A browser of an operator's own, at the start page. */
    async signedIn(options: BrowserContextOptions): Promise<Page> {
      const context = await browser.newContext({ locale: 'it-IT', ...options });
      context.setDefaultTimeout(30_000);
      const page = await context.newPage();
      await page.goto(start);
      await signIn(page);
      return page;
    },
    /** An order that was paid a cent short: only a person can decide whether that is enough. */
    async inDoubt(): Promise<Placed & { paymentId: string }> {
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
    },
    /** From the start page by the view "To verify" to the payment's Current Details. */
    async findsPayment(page: Page, paymentId: string) {
      await page.goto(start);
      await page.getByRole('link', { name: 'To verify', exact: true }).click();
      await page.getByRole('link', { name: paymentWorkflowId(paymentId), exact: true }).click();
      return currentDetails(page);
    },
    /** The document of the order of the payment that is open, once it is written, as the UI shows it. */
    async documentShown(page: Page, order: Placed): Promise<string> {
      await bench.ends(order, { outcome: 'POSITIVE', stage: 'DONE', attentions: [] });
      const name = orderWorkflowId(bench.world.shop, order.id);
      // Until the page has changed, the details are still the payment's; a click while it is drawn anew goes nowhere.
      return until(`the document of ${order.number} in the details`, async () => {
        if (!decodeURIComponent(page.url()).includes(name)) await page.getByRole('link', { name }).click();
        const text = await (await currentDetails(page)).locator('body').innerText();
        return /Document (.+) in mexal/.exec(text.replaceAll('\u2060', ''))?.[1];
      });
    },
  };
}

/** Links, buttons and fields that are too small for a thumb. */
export const tooSmall = (page: Page): Promise<unknown> =>
  page.evaluate(`[...document.querySelectorAll('a, button, input:not([type=hidden])')]
    .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)`);
