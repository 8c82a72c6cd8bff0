import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { Command, Option } from 'commander';
import { explain } from '../config/run.ts';
import { run } from '../sandbox/kit/programs.ts';
import { findTemporalBinary } from '../sandbox/temporal/binary.ts';
import { costFigures, readCosts } from './cost.ts';
import { type Figure, type Results, tableOf, writeResults } from './figures.ts';
import { type Floor, startFloor } from './floor/orders.ts';
import { measureGateways } from './gateways.ts';
import { type Installation, startInstallation } from './installation.ts';
import { measureGrowth, measureWaiting } from './memory.ts';
import { measureOrders } from './orders.ts';
import { measureStartup } from './startup.ts';
import { measureWebhooks } from './webhooks.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const resultsFile = fileURLToPath(new URL('results.json', import.meta.url));

const quick = ['cost', 'orders', 'webhooks', 'startup', 'gateways'] as const;
const groups = [...quick, 'memory', 'waiting'] as const;
type Group = (typeof groups)[number];

/** How many rounds and orders each group measures. */
const sizes = {
  quick: {
    cost: 3,
    orders: { rounds: 3, orders: { 1: 5, 10: 25, 50: 50 }, warmUp: 10 },
    webhooks: { payments: 50, rounds: 3, webhooks: 500, duplicated: 2_000 },
    startup: 2,
    gateways: { rounds: 3, orders: 30, warmUp: 10 },
  },
  full: {
    cost: 5,
    orders: { rounds: 3, orders: { 1: 15, 10: 80, 50: 200 }, warmUp: 20 },
    webhooks: { payments: 200, rounds: 5, webhooks: 1_000, duplicated: 10_000 },
    startup: 5,
    gateways: { rounds: 5, orders: 80, warmUp: 20 },
  },
};
const growth = { few: 1_000, many: 5_000, restSeconds: 20 };
const waiting = { few: 50, many: 5_000, restSeconds: 10, webhooks: 200 };

const log = (line: string) => console.error(line);

/** Measures, prints the table and writes results.json; with `only`, the other groups' figures stay in it. */
async function main({ quick: small, only }: { quick: boolean; only?: Group[] }): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  log('npm run build …');
  // Worker and API are measured as they are installed: compiled, their workflows bundled.
  await run('npm', ['run', 'build'], { cwd: root });
  const wanted: readonly Group[] = only ?? (small ? quick : groups);
  const size = sizes[small ? 'quick' : 'full'];
  const figures: Figure[] = [];
  for (const group of groups.filter((name) => wanted.includes(name))) {
    log(`${group} …`);
    figures.push(...(await measure[group](size)));
    await keep(figures, only !== undefined);
  }
  console.log(tableOf(figures));
}

type Sizes = (typeof sizes)['quick' | 'full'];

const measure: Record<Group, (size: Sizes) => Promise<Figure[]>> = {
  cost: (size) =>
    besideFloor(async (installation, floor) => {
      const rounds = [];
      for (let n = 0; n < size.cost; n += 1) rounds.push(await readCosts(installation, floor));
      return costFigures(rounds);
    }),
  orders: (size) => besideFloor((ours, floor) => measureOrders(ours, floor, size.orders, log)),
  webhooks: (size) => besideFloor((ours, floor) => measureWebhooks(ours, floor, size.webhooks, log)),
  startup: (size) => measureStartup(size.startup, log),
  gateways: (size) => alone((installation) => measureGateways(installation, size.gateways, log)),
  // A short refresh, so that both figures include the memory for reading all documents.
  memory: () => alone((installation) => measureGrowth(installation, growth, log), '2m'),
  waiting: () => alone((installation) => measureWaiting(installation, waiting, log)),
};

async function alone(
  measuring: (installation: Installation) => Promise<Figure[]>,
  refresh?: string,
): Promise<Figure[]> {
  const installation = await startInstallation({ built: true, refresh, log });
  try {
    return await measuring(installation);
  } finally {
    await installation.stop();
  }
}

const besideFloor = (measuring: (installation: Installation, floor: Floor) => Promise<Figure[]>) =>
  alone(async (installation) => {
    const floor = await startFloor(installation);
    try {
      return await measuring(installation, floor);
    } finally {
      await floor.worker.stop();
    }
  });

/** Writes results.json; `beside` keeps the figures that other runs measured. */
async function keep(figures: Figure[], beside: boolean): Promise<void> {
  const before = beside ? await readResults() : undefined;
  const names = new Set(figures.map(({ name }) => name));
  await writeResults(resultsFile, {
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1024 ** 3),
      system: `${type()} ${release()}`,
    },
    versions: await versions(),
    figures: [...(before?.figures ?? []).filter(({ name }) => !names.has(name)), ...figures],
  });
}

async function readResults(): Promise<Results | undefined> {
  try {
    return JSON.parse(await readFile(resultsFile, 'utf8')) as Results;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function versions(): Promise<Record<string, string>> {
  const sdk = JSON.parse(await readFile(`${root}node_modules/@temporalio/worker/package.json`, 'utf8'));
  const binary = await findTemporalBinary(log);
  const temporal = await run(binary, ['--version']);
  return { node: process.version, temporal: temporal.trim(), sdk: sdk.version };
}

const command = new Command('npm run bench --')
  .description(
    'Measures what Incasso costs, each figure beside its floor in the same run, and writes bench/results.json. Everything runs on this machine.',
  )
  .option('--quick', 'less of each and without the long runs (memory, waiting): under five minutes', false)
  .addOption(
    new Option('--only <group...>', 'only these groups; the figures of the others stay as they were').choices(
      groups,
    ),
  )
  .action((options) => main(options).catch(explain));
await command.parseAsync();
