import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { savedViews } from '../../api/views.ts';
import { orderWorkflowId } from '../../domain/ids.ts';
import { CHROMIUM_MS, openBrowser } from './chromium.ts';
import { describeInBrowser } from './in-browser.ts';
import { type OperatorsAtBrowser, openOperatorsAtBrowser, tooSmall } from './operators-bench.ts';
import { chooseColumns, currentDetails, fillUpdate } from './temporal-ui-steps.ts';

// The Temporal UI is large, and it may share two cores with other tests.
vi.setConfig({ testTimeout: 120_000 });

describeInBrowser('an operator', () => {
  let bench: OperatorsAtBrowser;
  let browser: Browser;
  let wide: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    bench = await openOperatorsAtBrowser(browser);
    wide = await bench.signedIn({ viewport: { width: 1400, height: 900 } });
  }, CHROMIUM_MS);
  afterAll(async () => {
    await browser?.close();
    await bench?.stop();
  });

  describe('at a desk', () => {
    it('finds a payment in doubt, reads why, and decides it by the dialog of the Temporal UI', async () => {
      const order = await bench.inDoubt();
      const details = await bench.findsPayment(wide, order.paymentId);
      await details.getByText('AMOUNT_MISMATCH', { exact: true }).waitFor();
      expect(await details.getByRole('heading').innerText()).toMatch(/^To be verified · [\d.]+,\d\d €$/);
      expect(await details.getByRole('table').innerText()).toContain('PAID');

      const decision = { reason: 'visto in Stripe', outcome: 'POSITIVE' };
      const unsigned = await fillUpdate(wide, 'resolve', decision);
      await unsigned.getByRole('button', { name: 'Submit' }).click();
      await unsigned.getByText('Say who you are and why').first().waitFor();
      await unsigned.getByRole('button', { name: 'Cancel' }).last().click();

      const dialog = await fillUpdate(wide, 'resolve', { operator: 'Anna', ...decision });
      await dialog.getByRole('button', { name: 'Submit' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await wide.reload();
      const after = await currentDetails(wide);
      await after.getByRole('heading', { name: /^Paid/ }).waitFor();
      await after.getByText(/resolve by Anna: visto in Stripe/).waitFor();
      const document = await bench.documentShown(wide, order);
      expect(await bench.documents(order)).toEqual([document]);
    });

    it('decides another by the form that Current Details lead to, after signing in', async () => {
      const order = await bench.inDoubt();
      const details = await bench.findsPayment(wide, order.paymentId);
      await wide.context().clearCookies();
      const opened = wide.waitForEvent('popup');
      await details.getByRole('link', { name: 'resolve', exact: true }).click();
      const form = await opened;
      await bench.signIn(form);
      await form.getByRole('radio', { name: /^Pagato/ }).check();
      await form.getByLabel('Motivo').fill('visto in Stripe: manca un centesimo, va bene');
      await form.getByRole('button', { name: 'Conferma la decisione' }).click();
      await form.getByRole('heading', { name: 'Fatto' }).waitFor();
      await form.getByRole('link', { name: 'Apri in Temporal' }).click();
      await (await currentDetails(form)).getByText(/resolve by demo: visto in Stripe/).waitFor();
      const document = await bench.documentShown(form, order);
      expect(await bench.documents(order)).toEqual([document]);
      await form.close();
    });

    it('sees what matters in the list, in columns chosen once', async () => {
      const order = await bench.inDoubt();
      await wide.goto(bench.start);
      await wide.getByRole('link', { name: 'Needs a person', exact: true }).click();
      await chooseColumns(wide);
      await wide.reload();
      const row = wide.getByRole('row').filter({ hasText: orderWorkflowId(bench.world.shop, order.id) });
      for (const value of [order.number, 'VERIFY', 'AMOUNT_MISMATCH', 'PAYMENT'])
        await row.getByText(value, { exact: true }).waitFor();
    });
  });

  describe('with a phone', () => {
    let phone: Page;
    beforeAll(async () => {
      phone = await bench.signedIn({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    });

    it('comes from an order in doubt to the payment that it waits for', async () => {
      const order = await bench.inDoubt();
      await phone.getByLabel('Trova un ordine').fill(order.number);
      await phone.getByRole('button', { name: 'Cerca' }).tap();
      await phone.getByRole('link', { name: `Ordine ${order.number}` }).tap();
      await phone.getByRole('link', { name: 'Apri il pagamento da verificare' }).tap();
      await phone.getByText(order.paymentId).waitFor();
      await phone.getByRole('link', { name: 'Decidi l’esito' }).waitFor();
      expect(await tooSmall(phone)).toEqual([]);
    });

    it('saves a view, and sees the list with all its conditions; Temporal takes the conditions of each', async () => {
      const all = savedViews([bench.world.shop, bench.world.prestashop], new Date());
      for (const { query } of all) await bench.world.client.workflow.count(query);
      const views = all.filter(({ kind }) => kind === 'waiting' || kind === 'shop').slice(0, 2);
      expect(views).toHaveLength(2);
      for (const { name, query } of views) {
        await phone.goto(bench.start);
        await phone.getByRole('link', { name: `Salva la vista: ${name}`, exact: true }).tap();
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
      await phone.goto(bench.start);
      expect(await phone.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      expect(await tooSmall(phone)).toEqual([]);
    });
  });
});
