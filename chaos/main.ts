import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { explain } from '../config/run.ts';
import { chaos } from './run.ts';
import { summary } from './summary.ts';

interface Options {
  orders: number;
  seed?: number;
}

/** Runs the chaos and prints its summary; answers whether there was no breach. */
async function main({ orders, seed = randomInt(1, 1_000_000) }: Options): Promise<boolean> {
  const begun = Date.now();
  const log = (line: string) =>
    console.error(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${line}`);
  log(`seed ${seed}`);
  const result = await chaos({ orders, seed, log });
  console.log(summary(result));
  return result.breaches.length === 0;
}

const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('a whole number above 0');
  return number;
};
const command = new Command('npm run chaos --')
  .description(
    'Plays orders of both shops while workers, API and Temporal are killed and started again and every system around loses, repeats, delays and refuses; then reads the books of all systems. Exits 1 where anything is lost, done twice or left undone.',
  )
  .option('--orders <n>', 'how many orders', whole, 300)
  .option('--seed <n>', 'what happens by chance; left out: another each time', whole)
  .action(async (options: Options) => {
    process.exitCode = (await main(options).catch(explain)) ? 0 : 1;
  });
await command.parseAsync();
