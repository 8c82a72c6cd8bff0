import { NativeConnection } from '@temporalio/worker';
import { loadConfig } from '../config/load.ts';
import { installationOf } from '../workers/installation.ts';
import { startWorkers } from '../workers/worker.ts';
import type { Sight } from './sights.ts';

/**
 * Our worker with outside systems that answer at once, in a process of its own: it shows what the workflows cost without
 * connectors, HTTP and sandboxes. Arguments: configuration file, id of the order in the shop that all orders copy.
 */
const [, , file = '', pattern = '1'] = process.argv;
const tell = (saw: 'opened' | 'written', id: string) =>
  process.send?.({ saw, id, at: Date.now() } satisfies Sight);

const config = loadConfig(file, process.env);
const [shopName = ''] = Object.keys(config.shops);
const taskQueue = `${shopName}-at-once`;
const { shops, gateways, erps, ...rest } = installationOf({
  ...config,
  temporal: { ...config.temporal, taskQueue },
});
const [shop, gateway, erp] = [shops[shopName], gateways.stripe, erps.mexal];
if (!shop || !gateway || !erp) throw new Error(`${file} has no shop, gateway or ERP`);
const order = await shop.readOrder(pattern);
const copy = (id: string) => ({ ...structuredClone(order), id, number: id });

const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS });
const workers = await startWorkers({
  connection,
  namespace: 'default',
  taskQueue,
  installation: {
    ...rest,
    shops: {
      [shopName]: { ...shop, readOrder: async (id) => copy(id), writeBack: async () => 'told' },
    },
    gateways: {
      stripe: {
        ...gateway,
        openPage: async ({ paymentId, expiresAt }) => {
          tell('opened', paymentId);
          return { id: `cs_${paymentId}`, url: `http://127.0.0.1/${paymentId}`, expiresAt };
        },
      },
    },
    erps: {
      mexal: {
        ...erp,
        writeDocument: async ({ order: { id } }) => {
          tell('written', id);
          return { id, number: id };
        },
      },
    },
  },
});
process.once('SIGTERM', () => workers.stop());
console.log('ready to be measured');
await workers.done;
await connection.close();
