import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { Command } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { logTo } from '../workers/logging.ts';
import { Customer } from './customer.ts';
import { openLanding } from './landing.ts';
import { startWorld, type World } from './world.ts';

const home = fileURLToPath(new URL('../.incasso', import.meta.url));

/** Starts the demo's world and leaves it running until Ctrl-C; started again, it goes on from where it was. */
async function main({ fresh, folder }: { fresh: boolean; folder: string }): Promise<void> {
  if (fresh) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  logTo(pino(pino.destination(join(folder, 'worker.log'))), 'INFO');
  const log = (line: string) => console.log(line);
  log('Starting …');
  const world = await startWorld({ folder, log });
  await openShops(world);
  const landing = await openLanding(world);
  console.log(addresses(world));
  console.log('Ctrl-C stops everything; orders under way go on at the next start.\n');
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping: doors first, then the work under way, Temporal last …');
    await landing.close();
    await world.stop();
    console.log('Stopped.');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop().catch(explain));
}

/** A first order of each kind where the shops have none yet, so that there is something to click. */
async function openShops(world: World): Promise<void> {
  const customer = new Customer(world);
  const { orders } = await customer.books(world.urls.magento);
  if (orders.length > 0) return;
  for (const module of ['ps_wirepayment', 'stripe_official', 'stripe_official', 'stripe_official'])
    await customer.tells(world.urls.prestashop, 'orders', { module });
  const cards = Array.from({ length: 4 }, () => ({ method: 'stripe_payments' }));
  const others = [
    { method: 'banktransfer' },
    { method: 'paypal_express', paid: true },
    { method: 'checkmo' },
  ];
  for (const order of [...others, ...cards]) {
    const { id } = await customer.places(order);
    if (order.method === 'stripe_payments') await customer.checkoutLink(id);
  }
}

function addresses({ urls, ports }: World): string {
  const table = new Table({ head: ['Open', 'Address'], style: { head: [], border: [] } });
  table.push(['Start here: orders and their checkout links', urls.landing]);
  if (urls.temporalUi)
    table.push(["Temporal UI, with the view of today's orders saved", `${urls.landing}/temporal`]);
  table.push(
    ['Operators: actions on orders and payments', `${urls.api}/operators`],
    ['', `name demo, password ${ports.operatorPassword}`],
    ['Magento sandbox: a shop that announces its orders', urls.magento],
    ['PrestaShop sandbox: one whose orders are found', urls.prestashop],
    ['Stripe sandbox: payments and webhooks', urls.stripe],
    ['Mexal sandbox: documents', urls.mexal],
    ['Exchange sandbox: documents that came as files', `${urls.exchange}/_sandbox/books`],
    ['API', urls.api],
  );
  return table.toString();
}

const command = new Command('npm start --')
  .description(
    'Runs Incasso on this machine with sandboxes of Magento, PrestaShop, Stripe and Mexal, and a Temporal server with its UI.',
  )
  .option('--fresh', 'forget all earlier orders and begin again', false)
  .option('--folder <folder>', 'where everything is kept', join(home, 'demo'))
  .action((options: { fresh: boolean; folder: string }) => main(options).catch(explain));
await command.parseAsync();
