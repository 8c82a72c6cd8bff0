import { Command } from 'commander';
import { pino } from 'pino';
import { loadConfig } from '../config/load.ts';
import { explain, onceToldToStop } from '../config/run.ts';
import { temporalClient } from '../temporal/connection.ts';
import { apiOptions } from './options.ts';
import { createApi } from './server.ts';

/** Serves until it is told to stop (SIGTERM, Ctrl-C); requests under way get time to end. */
async function main(file: string): Promise<void> {
  const config = loadConfig(file, process.env, 'api');
  // It starts while Temporal is away, and says 503 until it is there.
  const client = temporalClient();
  const app = await createApi(apiOptions(config, client, pino({ name: 'api' })));
  await app.listen({ host: config.api.host, port: config.api.port });
  const stop = async () => {
    await app.close();
    // The connection ends with the process: closed, it would throw at a call that is just being repeated.
    process.exit();
  };
  onceToldToStop(() => void stop().catch(explain));
}

const command = new Command('api')
  .description(
    'Serves announcements, notifications and checkout for the Temporal server that TEMPORAL_ADDRESS or a profile names.',
  )
  .option('-c, --config <file>', 'configuration file', process.env.INCASSO_CONFIG ?? 'incasso.yaml')
  .action(({ config }: { config: string }) => main(config).catch(explain));
await command.parseAsync();
