import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { pino } from 'pino';
import type { Locator, Page } from 'playwright-core';
import { explain } from '../config/run.ts';
import { orderWorkflowId } from '../domain/ids.ts';
import { shortened } from '../sandbox/stories/configuration.ts';
import { stories } from '../sandbox/stories/index.ts';
import type { Cast } from '../sandbox/stories/story.ts';
import { castOf, tell } from '../sandbox/storyteller.ts';
import { startWorld } from '../sandbox/world.ts';
import { openBrowser } from '../test/browser/chromium.ts';
import { chooseColumns, currentDetails, fillUpdate } from '../test/browser/temporal-ui-steps.ts';
import { logTo } from '../workers/logging.ts';

const folder = fileURLToPath(new URL('../docs/img/', import.meta.url));
const LARGEST_BYTES = 150_000;

/** Tells every story on a world of its own, leaves one payment in doubt, and takes the pictures of docs/ anew. */
async function main(): Promise<void> {
  logTo(pino(pino.destination(2)), 'ERROR');
  const world = await startWorld({ adjust: shortened, log: (line) => console.error(line) });
  const browser = await openBrowser((line) => console.error(line));
  try {
    const cast = castOf(world);
    for (const story of stories) {
      const { result } = await tell(story, cast);
      if (!result.ok) throw new Error(`"${story.name}" did not end as it should: ${result.why}`);
      console.error(`told: ${story.name}`);
    }
    const inDoubt = await orderInDoubt(cast);
    const screen = await browser.newPage({ locale: 'it-IT', viewport: { width: 1440, height: 720 } });
    const small = { viewport: { width: 390, height: 844 }, isMobile: true };
    const phone = await browser.newPage({ locale: 'it-IT', ...small });
    for (const page of [screen, phone]) {
      await page.goto(`${world.urls.api}/operators`);
      await page.getByLabel('Nome').fill('demo');
      await page.getByLabel('Password').fill(world.ports.operatorPassword);
      await page.getByRole('button', { name: 'Accedi' }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await ofTheTemporalUi(screen, `${world.urls.api}/operators`, world.shop, inDoubt);
    await ofTheForms(phone, `${world.urls.api}/operators`, orderWorkflowId(world.shop, inDoubt));
  } finally {
    await browser.close();
    await world.stop();
  }
}

/** An order whose customer has paid, and of which Stripe answers nothing any more; the shop's id. */
async function orderInDoubt({ world, customer, operator }: Cast): Promise<string> {
  world.config.windows.verify = [300, 3_600_000];
  const { id } = await customer.places({ method: 'stripe_payments' });
  const page = await customer.goesToPay(await customer.checkoutLink(id));
  const silent = { kind: 'status', status: 502, times: 1_000, path: '/v1/' };
  await customer.tells(world.urls.stripe, 'webhooks', { mode: 'lose', times: 9 });
  await customer.tells(world.urls.stripe, 'faults', silent);
  await customer.opens((await customer.presses(page, 'pay')) ?? '');
  await operator.sees(orderWorkflowId(world.shop, id), 'NO_ANSWER');
  return id;
}

async function ofTheTemporalUi(page: Page, start: string, shop: string, orderId: string): Promise<void> {
  for (const name of ['Needs a person', 'To verify', 'Waiting for payment', 'Payments', `Shop ${shop}`]) {
    await page.goto(start);
    await page.getByRole('link', { name: `Salva la vista: ${name}` }).click();
    await page.getByText('Add Filter').first().waitFor();
  }
  await chooseColumns(page);
  await page.reload();
  const row = page.getByRole('link', { name: orderWorkflowId(shop, orderId), exact: true });
  await row.waitFor();
  await take('temporal-ui-orders', page);
  await page.getByTestId('workflows-summary-table-configuration-button').click();
  await page.getByRole('heading', { name: 'Configure Workflows Table' }).waitFor();
  // Drawn aside, it glides.
  await page.waitForTimeout(1_000);
  await take('temporal-ui-columns', page);
  await page.getByRole('button', { name: 'Close Workflows Table configuration' }).click();
  await page.goto(start);
  await page.getByRole('link', { name: 'To verify', exact: true }).click();
  await page.getByRole('link', { name: /^payment:/ }).click();
  await (await currentDetails(page)).getByRole('table').waitFor();
  await take('temporal-ui-details', page);
  const decision = { operator: 'Anna', reason: 'visto in Stripe: pagato', outcome: 'POSITIVE' };
  const dialog = await fillUpdate(page, 'resolve', decision);
  await take('temporal-ui-update', dialog);
}

async function ofTheForms(page: Page, start: string, orderId: string): Promise<void> {
  await take('operators-start', page);
  await page.goto(`${start}/${encodeURIComponent(orderId)}`);
  await take('operators-order', page);
  await page.getByRole('link', { name: 'Apri il pagamento da verificare' }).click();
  await page.getByRole('link', { name: 'Decidi l’esito' }).click();
  await page.getByRole('radio', { name: /^Pagato/ }).check();
  await page.getByLabel('Motivo').fill('visto in Stripe: pagato');
  await take('operators-form', page, { fullPage: true });
}

async function take(name: string, what: Page | Locator, options: { fullPage?: boolean } = {}): Promise<void> {
  const path = `${folder}${name}.png`;
  await what.screenshot({ path, ...options });
  const { size } = await stat(path);
  console.error(`${path}: ${Math.round(size / 1000)} kB`);
  if (size > LARGEST_BYTES) throw new Error(`${path} is larger than ${LARGEST_BYTES} bytes`);
}

const command = new Command('npm run pictures')
  .description(
    'Takes the pictures in docs/img anew, with Chromium: of the Temporal UI and of the forms, in a demo.',
  )
  .action(() => main().catch(explain));
await command.parseAsync();
