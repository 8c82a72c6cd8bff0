import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { FastifyInstance } from 'fastify';
import { apiOptions } from '../api/options.ts';
import { createApi } from '../api/server.ts';
import { loadConfig } from '../config/load.ts';
import { hashPassword } from '../config/password.ts';
import type { Config } from '../config/schema.ts';
import { temporalOptions } from '../temporal/connection.ts';
import { prepareNamespace } from '../temporal/namespace.ts';
import { startShops, startStanding } from '../temporal/standing.ts';
import { installationOf } from '../workers/installation.ts';
import { startWorkers } from '../workers/worker.ts';
import { addressOf, apiUrl, writeEnvironment } from './environment.ts';
import { choosePorts, type Ports } from './ports.ts';
import { startSandboxes } from './sandboxes.ts';
import { type SystemName, systemNames } from './systems.ts';
import { startTemporal } from './temporal/server.ts';

/** How a world differs from the demo's. */
export interface WorldOptions {
  /** Where books, ports and Temporal's database are kept; without it everything is in memory, on free ports. */
  folder?: string;
  /** A Temporal server that runs already, with a prepared namespace; without it the environment's, or one of our own. */
  temporal?: { address: string; namespace: string };
  /** Name of the Magento shop and of the task queue; the PrestaShop's begins with it, so that several worlds can share one Temporal server. */
  name?: string;
  /** `elsewhere`: the world starts no worker; its caller has to start one. */
  worker?: 'here' | 'elsewhere';
  /**
   * `shops`: only the standing workflows of shops. Those of gateways and ERPs would have the same ids in all worlds that
   * share a Temporal server.
   */
  standing?: 'all' | 'shops';
  /** How often workflows that can't go on are looked for; milliseconds. */
  watchMs?: number;
  /** Changes the demo's configuration, to shorten its windows for instance. */
  adjust?: (config: Config) => void;
  log: (line: string) => void;
}

/** Everything that runs, with the addresses that a person or a story needs. */
export interface World {
  /** The Magento shop, which announces its orders. */
  shop: string;
  /** The PrestaShop, whose orders are found. */
  prestashop: string;
  urls: Record<'landing' | 'api' | SystemName, string> & { temporalUi?: string };
  /** What incasso.yaml took from the environment. */
  env: Record<string, string>;
  ports: Ports;
  client: Client;
  config: Config;
  api: FastifyInstance;
  /** Stops everything in an order that loses nothing: the API first, then the work under way, Temporal last. */
  stop(): Promise<void>;
}

const configFile = fileURLToPath(new URL('../incasso.yaml', import.meta.url));

// The password is made by chance, so that no guesses have to be slowed down.
const QUICK = { N: 2 ** 14, r: 1, p: 1 };

/** The whole demo on loopback: Temporal, worker, API and the sandboxes of shops, gateways and ERPs. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { folder, adjust, name: shop = 'demo' } = options;
  const prestashop = `${shop}-presta`;
  if (folder) await mkdir(folder, { recursive: true });
  const ports = await choosePorts(folder);
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const temporal = await openTemporal(options, ports, closing);
    const { env } = await startSandboxes({ folder, ports, shop, closing });
    if (folder) await writeEnvironment(folder, { TEMPORAL_ADDRESS: temporal.address, ...env });
    const config = loadConfig(configFile, { ...process.env, ...env });
    config.api.port = ports.api;
    const { demo, 'demo-presta': found } = config.shops as Record<string, Config['shops'][string]>;
    if (demo && found) config.shops = { [shop]: demo, [prestashop]: found };
    config.temporal = { ...config.temporal, taskQueue: shop, uiUrl: temporal.uiUrl ?? config.temporal.uiUrl };
    config.operators = [
      { name: 'demo', passwordHash: await hashPassword(ports.operatorPassword, QUICK), role: 'operator' },
    ];
    adjust?.(config);
    const { taskQueue, callStacks } = config.temporal;
    if (options.worker !== 'elsewhere') {
      const start = options.standing === 'shops' ? startShops : startStanding;
      await start(temporal.client, config);
      const workers = await startWorkers({
        ...temporal,
        taskQueue,
        installation: installationOf(config),
        callStacks,
        watchMs: options.watchMs,
      });
      closing.push(async () => {
        workers.stop();
        await workers.done;
      });
    }
    const api = await createApi(apiOptions(config, temporal.client));
    await api.listen({ host: '127.0.0.1', port: ports.api });
    closing.push(() => api.close());
    const ofSystems = Object.fromEntries(systemNames.map((name) => [name, addressOf(ports[name])]));
    const urls = {
      landing: addressOf(ports.landing),
      api: apiUrl(ports),
      ...(ofSystems as Record<SystemName, string>),
      temporalUi: temporal.uiUrl,
    };
    return { shop, prestashop, urls, env, ports, client: temporal.client, config, api, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Connects to the Temporal server that is given, or that the environment names, or else starts one. */
async function openTemporal(
  { folder, temporal, log }: WorldOptions,
  ports: Ports,
  closing: (() => Promise<unknown>)[],
) {
  const named = temporalOptions();
  const given = temporal && {
    connectionOptions: { address: temporal.address },
    namespace: temporal.namespace,
  };
  let uiUrl: string | undefined;
  let { connectionOptions, namespace } = given ?? named ?? { connectionOptions: {}, namespace: 'default' };
  if (!given && !named) {
    const server = await startTemporal({
      dbFile: folder ? join(folder, 'temporal.db') : undefined,
      port: folder ? ports.temporal : undefined,
      uiPort: folder ? ports.temporalUi : undefined,
      log,
    });
    closing.push(() => server.stop());
    connectionOptions = { address: server.address };
    ({ uiUrl, namespace } = server);
  }
  const connection = await Connection.connect(connectionOptions);
  closing.push(() => connection.close());
  if (named && !given) await prepareNamespace(connection, namespace, log);
  const native = await NativeConnection.connect(connectionOptions);
  closing.push(() => native.close());
  const { address = '' } = connectionOptions;
  return { client: new Client({ connection, namespace }), connection: native, namespace, address, uiUrl };
}
