import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { parse, stringify } from 'yaml';
import { loadConfig } from '../config/load.ts';
import { sealsOf } from '../config/seals.ts';
import { addressOf, apiUrl } from '../sandbox/environment.ts';
import type { Program } from '../sandbox/kit/programs.ts';
import { choosePorts } from '../sandbox/ports.ts';
import { type SystemName, systemNames } from '../sandbox/systems.ts';
import { startTemporal } from '../sandbox/temporal/server.ts';
import { type Send, sender } from '../temporal/signals.ts';
import { ERP_AT_ONCE } from './floor/activities.ts';
import { serverLog, startMeasured } from './processes.ts';
import { environmentFrom, type Seen, sightsOf } from './sights.ts';

/** The name of the shop that is measured. */
export const SHOP = 'bench';
/** The key of POST /payments. */
export const DEPOSITS_KEY = 'sandbox-key-of-deposits-32-letters';

/** The memory settings of our container image, which make worker and API give back memory that they no longer need. */
export const likeTheImage = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  NODE_OPTIONS: '--max-old-space-size=512',
};

/** How the installation is started. */
export interface InstallationOptions {
  /** Whether worker and API run from `npm run build`'s output; otherwise from the sources. */
  built: boolean;
  /** The ERP's `refresh`, a duration such as `2m`; the demo's where absent. */
  refresh?: string;
  log: (line: string) => void;
}

/** Sends signals as worker and API do. */
export const senderOf = ({ client, configFile, env }: Installation): Send =>
  sender(client, sealsOf(loadConfig(configFile, env).api.checkoutSecret));

/** The installation that is measured: Temporal, sandboxes, worker and API, each in a process of its own. */
export interface Installation {
  client: Client;
  /** The folder of the programs' output. */
  folder: string;
  /** The environment with which worker and API were started. */
  env: NodeJS.ProcessEnv;
  configFile: string;
  urls: Record<'api' | SystemName, string>;
  announceSecret: string;
  webhookSecret: string;
  worker: Program;
  api: Program;
  sandboxes: Program;
  /** What the sandboxes saw: `webhook` of a session, `document` of an order, `told` for an order's invoice in the shop. */
  seen: Seen;
  stop(): Promise<void>;
}

/** Starts everything and waits until it is ready; stops what it started where one fails. */
export async function startInstallation({ built, refresh, log }: InstallationOptions): Promise<Installation> {
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'incasso-bench-'));
    closing.push(() => (process.env.BENCH_PROFILE ? Promise.resolve() : rm(folder, { recursive: true })));
    const server = await startTemporal({ uiPort: false, log, warn: serverLog(folder) });
    closing.push(() => server.stop());
    const { address, namespace } = server;
    const connection = await Connection.connect({ address });
    closing.push(() => connection.close());
    const ports = await choosePorts(undefined);
    const configFile = join(folder, 'incasso.yaml');
    await writeFile(configFile, await configuration(ports.api, refresh));
    let env: Record<string, string> = { BENCH_PORTS: JSON.stringify(ports), ...likeTheImage };
    const start = async (name: string, file: string, readyWhen: string, args: string[] = []) => {
      const program = await startMeasured({ name, file, args, env, folder, readyWhen });
      closing.push(() => program.stop());
      return program;
    };
    const [at, as] = built ? ['dist/', 'js'] : ['', 'ts'];
    const config = ['--config', configFile];
    const sandboxes = await start('sandboxes', 'bench/sandboxes.ts', 'ready to be measured');
    const ofSandboxes = await environmentFrom(sandboxes);
    env = { ...env, ...ofSandboxes, DEPOSITS_KEY, TEMPORAL_ADDRESS: address };
    const starting = [
      start('worker', `${at}workers/main.${as}`, 'worker ready', config),
      start('api', `${at}api/main.${as}`, 'Server listening', config),
    ] as const;
    // All have to be settled before `closing` knows the programs that it has to stop where one failed.
    await Promise.allSettled(starting);
    const [worker, api] = await Promise.all(starting);
    const urls = Object.fromEntries(systemNames.map((name) => [name, addressOf(ports[name])]));
    return {
      client: new Client({ connection, namespace }),
      folder,
      env,
      configFile,
      urls: { ...(urls as Record<SystemName, string>), api: apiUrl(ports) },
      announceSecret: env.MAGENTO_ANNOUNCE_SECRET ?? '',
      webhookSecret: env.STRIPE_WEBHOOK_SECRET ?? '',
      worker,
      api,
      sandboxes,
      seen: sightsOf(sandboxes),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The demo's incasso.yaml for one shop and one ERP. All customers have one address here, so its limit is raised. The import
 * is off, since its work would also fall into the floor's rounds.
 */
async function configuration(port: number, refresh?: string): Promise<string> {
  const file = fileURLToPath(new URL('../incasso.yaml', import.meta.url));
  const demo = parse(await readFile(file, 'utf8'));
  return stringify({
    ...demo,
    api: { ...demo.api, port, checkoutsPerMinute: 1_000_000 },
    shops: { [SHOP]: { ...demo.shops.demo, import: { enabled: false } } },
    erp: { mexal: { ...demo.erp.mexal, atOnce: ERP_AT_ONCE, ...(refresh && { refresh }) } },
    temporal: { taskQueue: SHOP },
    deposits: { key: '${DEPOSITS_KEY}' },
  });
}
