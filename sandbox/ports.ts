import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type SystemName, systems } from './systems.ts';

/**
 * Where everything listens, the secret that checkout links are signed with (orders under way keep links to both), and the
 * password of the operator `demo`.
 */
export interface Ports extends Record<keyof typeof ours | SystemName, number> {
  checkoutSecret: string;
  operatorPassword: string;
}

const ours = { landing: 8000, api: 8001, temporal: 7233, temporalUi: 8233 };
const preferred: Record<string, number> = {
  ...ours,
  ...Object.fromEntries(Object.entries(systems).map(([name, { port }]) => [name, port])),
};

/**
 * Free ports. A world with a folder gets the usual ones where they are free, and keeps its ports in the folder: orders
 * under way have links to them.
 */
export async function choosePorts(folder: string | undefined): Promise<Ports> {
  const file = folder && join(folder, 'world.json');
  const kept = file ? await readKept(file) : undefined;
  if (kept && Object.keys(preferred).every((name) => name in kept)) return kept;
  const ports = {
    checkoutSecret: randomBytes(32).toString('base64url'),
    operatorPassword: randomBytes(9).toString('base64url'),
  } as Ports;
  const held: Server[] = [];
  for (const [name, port] of Object.entries(preferred) as [keyof typeof ours | SystemName, number][]) {
    // Every port is held until all are chosen, so that none is chosen twice.
    const server = file ? ((await listenAt(port)) ?? (await listenAt(0))) : await listenAtOwn();
    if (!server) throw new Error('the system has no port that is free');
    ports[name] = portOf(server);
    held.push(server);
  }
  await Promise.all(held.map(close));
  // A world of an older release keeps its ports, and gets those that are new.
  const all = { ...ports, ...kept };
  if (file) await writeFile(file, JSON.stringify(all, null, 2), { mode: 0o600 });
  return all;
}

/** A port of 127.0.0.1 that is free now: this one, or any. Undefined where this one is taken. */
export async function freePort(wish = 0): Promise<number | undefined> {
  const server = await listenAt(wish);
  const port = server && portOf(server);
  if (server) await close(server);
  return port;
}

const RANGE = 200;
const RANGES = 100;
let ownRange: Promise<number> | undefined;
let lastTried = 0;

/**
 * Listens at the next free port of a range that only this process uses, below the ports that the system gives to outgoing
 * connections. So worlds of several processes can't take each other's ports between choosing and listening.
 */
async function listenAtOwn(): Promise<Server | undefined> {
  ownRange ??= claimRange();
  const first = await ownRange;
  for (let tried = 1; tried < RANGE; tried += 1) {
    lastTried = (lastTried % (RANGE - 1)) + 1;
    const server = await listenAt(first + lastTried);
    if (server) return server;
  }
  return undefined;
}

/** The first port of a free range. This process listens there as long as it lives, so that others see that the range is taken. */
async function claimRange(): Promise<number> {
  for (let n = 0; n < RANGES; n += 1) {
    const first = 10_000 + ((process.pid + n) % RANGES) * RANGE;
    const guard = await listenAt(first);
    guard?.unref();
    if (guard) return first;
  }
  throw new Error(`no range of ports from 10000 is free: ${RANGES} processes hold one each`);
}

/** Listens at a port of 127.0.0.1, with 0 at any that is free; undefined where it is taken. */
function listenAt(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

async function readKept(file: string): Promise<Ports | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Ports;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
