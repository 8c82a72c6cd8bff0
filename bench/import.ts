import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { explain } from '../config/run.ts';
import { startTemporal } from '../sandbox/temporal/server.ts';
import { logTo } from '../workers/logging.ts';
import { importBacklog } from './backlog.ts';

/** Imports a shop's backlog and prints the result; exits with status 1 where an order was left out. */
async function main({ orders, atOnce }: { orders: number; atOnce: number }): Promise<void> {
  logTo(pino(pino.destination(2)), 'WARN');
  const server = await startTemporal({ uiPort: false, log: (line) => console.error(line) });
  const connection = await NativeConnection.connect({ address: server.address });
  const clientConnection = await Connection.connect({ address: server.address });
  const client = new Client({ connection: clientConnection, namespace: server.namespace });
  try {
    let logged = 0;
    const backlog = await importBacklog({
      client,
      connection,
      count: orders,
      perSecond: 10,
      atOnce,
      progress: (given) => {
        if (given < logged + 2_500) return;
        logged = given;
        console.error(`${given} of ${orders} orders`);
      },
    });
    console.log(JSON.stringify(backlog, undefined, 2));
    if (backlog.orders !== orders) process.exitCode = 1;
  } finally {
    await clientConnection.close();
    await connection.close();
    await server.stop();
  }
}

const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number above 0');
  return number;
};
const command = new Command('npm run bench:import')
  .description(
    'Imports the backlog of a shop: how long it takes, how much memory, and whether every order came, once.',
  )
  .option('--orders <n>', 'orders in the shop, at most 50000', whole, 50_000)
  .option('--at-once <n>', 'orders read and started at a time', whole, 300)
  .action((options) => main(options).catch(explain));
await command.parseAsync();
