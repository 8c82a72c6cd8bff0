import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';
import { Command } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { logTo } from '../workers/logging.ts';
import { Customer } from './customer.ts';
import type { ShopSystem, System } from './kit/system.ts';
import { openLanding } from './landing.ts';
import { gateways, shopNames, shops, systemNames, systems } from './systems.ts';
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
  for (const name of shopNames) {
    const shop: ShopSystem = shops[name];
    const url = world.urls[name];
    if (shop.orders(await customer.books(url)).length > 0) return;
    const { offline, prepaid } = shop.methods;
    const orders = [
      shop.described(offline),
      shop.described(prepaid, true),
      ...Object.values(gateways).map(({ methods }) => shop.described(methods[name])),
    ];
    for (const order of orders) await customer.tells(url, 'orders', order);
  }
  await customer.places({ method: 'checkmo' });
}

function addresses({ urls, ports }: World): string {
  const table = new Table({ head: ['Open', 'Address'], style: { head: [], border: [] } });
  table.push(['Start here: orders and their checkout links', urls.landing]);
  if (urls.temporalUi)
    table.push(["Temporal UI, with the view of today's orders saved", `${urls.landing}/temporal`]);
  table.push(
    ['Operators: actions on orders and payments', `${urls.api}/operators`],
    ['', `name demo, password ${ports.operatorPassword}`],
    ...systemNames.map((name) => {
      const { title, about, page = '' }: System = systems[name];
      return [`${title} sandbox: ${about}`, `${urls[name]}${page}`];
    }),
    ['API', urls.api],
  );
  return table.toString();
}

const command = new Command('npm start --')
  .description(
    'Runs Incasso on this machine with sandboxes of two shops, five gateways and two ERPs, and a Temporal server with its UI.',
  )
  .option('--fresh', 'forget all earlier orders and begin again', false)
  .option('--folder <folder>', 'where everything is kept', join(home, 'demo'))
  .action((options: { fresh: boolean; folder: string }) => main(options).catch(explain));
await command.parseAsync();
