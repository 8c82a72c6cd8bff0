import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { exchange } from '../../erps/exchange/index.ts';

const homes: string[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await rm(home, { recursive: true });
});

/** A folder of the test's own with a connector; the test itself plays the other side. */
export async function exchangeBench(options: object = {}) {
  const home = await mkdtemp(join(tmpdir(), 'exchange-'));
  homes.push(home);
  const [folder, payments] = [join(home, 'documents'), join(home, 'payments.csv')];
  await mkdir(folder);
  await writeFile(payments, '3;Carta\n');
  const settings = exchange.settings.parse({ folder, payments, answerWait: '50ms', ...options });
  const put = (name: string, text: string) => writeFile(join(folder, name), text);
  return {
    home,
    folder,
    payments,
    put,
    erp: exchange.create('exchange', settings),
    read: (name: string) => readFile(join(folder, name), 'utf8'),
    files: async () => (await readdir(folder)).sort(),
  };
}

export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const failure = await call.then(
    () => expect.fail('the call should have failed'),
    (error: unknown) => error,
  );
  if (!(failure instanceof Failure)) throw failure;
  return failure;
}
