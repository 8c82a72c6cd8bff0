import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import getPort, { clearLockedPorts, portNumbers } from 'get-port';

/**
 * Where everything listens, the secret that checkout links are signed with (orders under way keep links to both), and the
 * password of the operator `demo`.
 */
export interface Ports {
  landing: number;
  api: number;
  magento: number;
  prestashop: number;
  stripe: number;
  mexal: number;
  exchange: number;
  temporal: number;
  temporalUi: number;
  checkoutSecret: string;
  operatorPassword: string;
}

const preferred = {
  landing: 8000,
  api: 8001,
  magento: 8002,
  stripe: 8003,
  mexal: 8004,
  prestashop: 8005,
  exchange: 8006,
  temporal: 7233,
  temporalUi: 8233,
};

/**
 * Free ports, near the usual ones where the world has a folder. They are kept there: started again, everything is found
 * where orders under way expect it.
 */
export async function choosePorts(folder: string | undefined): Promise<Ports> {
  const file = folder && join(folder, 'world.json');
  const kept = file ? await readKept(file) : undefined;
  if (kept?.exchange && kept.prestashop) return kept;
  const ports = {
    checkoutSecret: randomBytes(32).toString('base64url'),
    operatorPassword: randomBytes(9).toString('base64url'),
  } as Ports;
  for (const [name, port] of Object.entries(preferred) as [keyof typeof preferred, number][])
    ports[name] = await getPort({ port: file ? port : await ownRange(), host: '127.0.0.1' });
  // Temporal's server looks for itself whether its ports are free; in memory it takes others, and these stay chosen.
  if (file) clearLockedPorts();
  // A world from before keeps what it has, and gets what is new.
  const all = { ...ports, ...kept };
  if (file) await writeFile(file, JSON.stringify(all, null, 2), { mode: 0o600 });
  return all;
}

/**
 * Ports of this process's own, below those that the system gives to outgoing connections: worlds that start side by side
 * in several processes can't take each other's between choosing and listening.
 */
async function ownRange(): Promise<Iterable<number>> {
  own ??= claimRange();
  const first = await own;
  return portNumbers(first + 1, first + RANGE - 1);
}

const RANGE = 200;
const RANGES = 100;
let own: Promise<number> | undefined;

/** First port of a range. This process listens there as long as it lives, by which others see that the range is taken. */
async function claimRange(): Promise<number> {
  for (let n = 0; n < RANGES; n += 1) {
    const first = 10_000 + ((process.pid + n) % RANGES) * RANGE;
    if (await claims(first)) return first;
  }
  throw new Error(`no range of ports from 10000 is free: ${RANGES} processes hold one each`);
}

const claims = (port: number) =>
  new Promise<boolean>((resolve, reject) => {
    const guard = createServer();
    guard.unref();
    guard.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    guard.listen(port, '127.0.0.1', () => resolve(true));
  });

async function readKept(file: string): Promise<Ports | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Ports;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
