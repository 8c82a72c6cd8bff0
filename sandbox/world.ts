import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
import { temporalOptions } from '../config/temporal.ts';
import { installationOf } from '../workers/installation.ts';
import { prepareNamespace } from '../workers/namespace.ts';
import { startShops, startStanding } from '../workers/standing.ts';
import { startWorkers } from '../workers/worker.ts';
import { demoEnvironment, writeEnvironment } from './environment.ts';
import { createExchangeSandbox } from './exchange/index.ts';
import { createMagentoSandbox } from './magento/index.ts';
import { createMexalSandbox } from './mexal/index.ts';
import { choosePorts, type Ports } from './ports.ts';
import { createPrestaShopSandbox, type StateSeed } from './prestashop/index.ts';
import { createStripeSandbox } from './stripe/index.ts';
import { startTemporal } from './temporal/server.ts';

export interface WorldOptions {
  /** Where books, ports and Temporal's database are kept; without it everything is in memory, on free ports. */
  folder?: string;
  /** A Temporal server that runs already, with a prepared namespace; without it the environment's, or one of our own. */
  temporal?: { address: string; namespace: string };
  /** Name of the Magento shop and of the task queue; the PrestaShop's begins with it, so that several worlds can share one Temporal server. */
  name?: string;
  /** `elsewhere`: none is started here; whoever starts the world brings one. */
  worker?: 'here' | 'elsewhere';
  /** `shops`: nothing follows gateways and ERPs, which worlds that share a Temporal server call by the same names. */
  standing?: 'all' | 'shops';
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
  urls: Record<'landing' | 'api' | 'magento' | 'prestashop' | 'stripe' | 'mexal' | 'exchange', string> & {
    temporalUi?: string;
  };
  ports: Ports;
  client: Client;
  config: Config;
  api: FastifyInstance;
  /** Ends all in the order that loses nothing: doors first, then the work under way, Temporal last. */
  stop(): Promise<void>;
}

const configFile = fileURLToPath(new URL('../incasso.yaml', import.meta.url));

/** The whole demo on loopback: Temporal, worker, API and the sandboxes of shops, gateway and ERP. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { folder, adjust, name: shop = 'demo' } = options;
  const prestashop = `${shop}-presta`;
  if (folder) await mkdir(folder, { recursive: true });
  const ports = await choosePorts(folder);
  const file = (name: string) => (folder ? join(folder, `${name}.json`) : undefined);
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const temporal = await openTemporal(options, ports, closing);
    const env = demoEnvironment(ports, await openFiles(folder, closing));
    const magento = await createMagentoSandbox({
      port: ports.magento,
      file: file('magento'),
      accessToken: env.MAGENTO_ACCESS_TOKEN,
      announceUrl: `http://127.0.0.1:${ports.api}/shops/${shop}/orders/{id}`,
      announceSecret: env.MAGENTO_ANNOUNCE_SECRET,
    });
    closing.push(() => magento.close());
    const presta = await createPrestaShopSandbox({
      port: ports.prestashop,
      file: file('prestashop'),
      key: env.PRESTASHOP_KEY,
      ownStates: ofThePrestaShop,
    });
    closing.push(() => presta.close());
    const stripe = await createStripeSandbox({
      port: ports.stripe,
      file: file('stripe'),
      secretKey: env.STRIPE_SECRET_KEY,
      webhookSecret: env.STRIPE_WEBHOOK_SECRET,
      webhookUrl: `http://127.0.0.1:${ports.api}/store/cart/checkout/stripe/webhooks`,
    });
    closing.push(() => stripe.close());
    const mexal = await createMexalSandbox({
      port: ports.mexal,
      file: file('mexal'),
      user: env.MEXAL_USER,
      password: env.MEXAL_PASSWORD,
    });
    closing.push(() => mexal.close());
    const exchange = await createExchangeSandbox({
      port: ports.exchange,
      file: file('exchange'),
      folder: env.EXCHANGE_FOLDER,
      payments: env.EXCHANGE_PAYMENTS,
    });
    closing.push(() => exchange.close());

    if (folder) await writeEnvironment(folder, { TEMPORAL_ADDRESS: temporal.address, ...env });
    const config = loadConfig(configFile, { ...process.env, ...env });
    config.api.port = ports.api;
    const { demo, 'demo-presta': found } = config.shops as Record<string, Config['shops'][string]>;
    if (demo && found) config.shops = { [shop]: demo, [prestashop]: found };
    config.temporal = { ...config.temporal, taskQueue: shop, uiUrl: temporal.uiUrl ?? config.temporal.uiUrl };
    config.operators = [
      { name: 'demo', passwordHash: await hashPassword(ports.operatorPassword), role: 'operator' },
    ];
    adjust?.(config);
    const { taskQueue } = config.temporal;
    if (options.worker !== 'elsewhere') {
      const start = options.standing === 'shops' ? startShops : startStanding;
      await start(temporal.client, config);
      const workers = await startWorkers({ ...temporal, taskQueue, installation: installationOf(config) });
      closing.push(async () => {
        workers.stop();
        await workers.done;
      });
    }
    const api = await createApi(apiOptions(config, temporal.client));
    await api.listen({ host: '127.0.0.1', port: ports.api });
    closing.push(() => api.close());
    const urls = {
      landing: `http://127.0.0.1:${ports.landing}`,
      api: `http://127.0.0.1:${ports.api}`,
      magento: magento.url,
      prestashop: presta.url,
      stripe: stripe.url,
      mexal: mexal.url,
      exchange: exchange.url,
      temporalUi: temporal.uiUrl,
    };
    return { shop, prestashop, urls, ports, client: temporal.client, config, api, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The Temporal server that is given, or that the environment names, or one of our own. */
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

/** Where the ERP that reads files has them; without a folder of the world's a temporary one. */
async function openFiles(folder: string | undefined, closing: (() => Promise<unknown>)[]): Promise<string> {
  if (folder) return join(folder, 'exchange');
  const temporary = await mkdtemp(join(tmpdir(), 'incasso-exchange-'));
  closing.push(() => rm(temporary, { recursive: true, force: true }));
  return temporary;
}

/** Order states that its administrator has added for Incasso; incasso.yaml names them by their ids, 16 to 18. */
const ofThePrestaShop: StateSeed[] = [
  {
    ...{ it: 'Link di pagamento inviato', en: 'Payment link sent' },
    ...{ template: 'payment_link', color: '#4169E1', flags: 'e' },
  },
  { it: 'Preso in carico', en: 'Taken over', template: '', color: '#34209E', flags: '' },
  { it: 'Fatturato', en: 'Invoiced', template: '', color: '#01B887', flags: 'il' },
];
