import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { Command } from 'commander';
import { pino } from 'pino';
import { loadConfig } from '../config/load.ts';
import { explain, onceToldToStop } from '../config/run.ts';
import { requiredTemporal } from '../temporal/connection.ts';
import { prepareNamespace } from '../temporal/namespace.ts';
import { startStanding } from '../temporal/standing.ts';
import { installationOf } from './installation.ts';
import { logTo } from './logging.ts';
import { startWorkers } from './worker.ts';

const logger = pino({ name: 'worker' });

/** Runs orders and payments until it is told to stop (SIGTERM, Ctrl-C); calls under way get time to end. */
async function main(file: string, erp: boolean): Promise<void> {
  logTo(logger, 'INFO');
  const config = loadConfig(file, process.env);
  const { connectionOptions, namespace } = requiredTemporal();
  const preparing = await Connection.connect(connectionOptions);
  await prepareNamespace(preparing, namespace, (line) => logger.info(line)).finally(() => preparing.close());
  const connection = await NativeConnection.connect(connectionOptions);
  try {
    const { taskQueue, callStacks } = config.temporal;
    const installation = installationOf(config);
    await startStanding(new Client({ connection, namespace }), config);
    const workers = await startWorkers({
      connection,
      namespace,
      taskQueue,
      installation,
      callStacks,
      erps: erp ? undefined : [],
    });
    onceToldToStop(() => workers.stop());
    logger.info({ namespace, taskQueue }, 'worker ready');
    await workers.done;
  } finally {
    await connection.close();
  }
}

const command = new Command('worker')
  .description(
    'Runs the order and payment workflows against the Temporal server that TEMPORAL_ADDRESS or a profile names.',
  )
  .option('-c, --config <file>', 'configuration file', process.env.INCASSO_CONFIG ?? 'incasso.yaml')
  .option('--no-erp', 'leaves the ERPs to other workers: for a machine that cannot reach them')
  .action(({ config, erp }: { config: string; erp: boolean }) => main(config, erp).catch(explain));
await command.parseAsync();
