import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Program, says, startProgram } from '../../sandbox/kit/programs.ts';
import { freePort } from '../../sandbox/ports.ts';
import { findTemporalBinary } from '../../sandbox/temporal/binary.ts';
import { startTemporal, type TemporalServer } from '../../sandbox/temporal/server.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';

const DAY_S = 86_400;
const ADDRESS = 'listens at ';
const serverModule = new URL('../../sandbox/temporal/server.ts', import.meta.url).href;
let folder: string;
let dbFile: string;
let told: string[];
const running = new Set<TemporalServer>();
const children = new Set<Program>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incasso-temporal-'));
  dbFile = join(folder, 'temporal.db');
  told = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await Promise.all([...running].map((server) => stop(server)));
  rmSync(folder, { recursive: true });
});

async function start(options: { port?: number; dbFile?: string } = {}): Promise<TemporalServer> {
  const server = await startTemporal({ uiPort: false, log: (line) => told.push(line), ...options });
  running.add(server);
  return server;
}

async function stop(server: TemporalServer): Promise<void> {
  running.delete(server);
  await server.stop();
}

/** A database that a server of somebody else has made: without our search attributes. */
async function madeElsewhere(): Promise<void> {
  const binary = await findTemporalBinary((line) => told.push(line));
  const port = await freePort();
  const plain = startProgram(binary, [
    'server',
    'start-dev',
    '--headless',
    '--port',
    String(port),
    '--db-filename',
    dbFile,
  ]);
  await expect.poll(() => answers(`127.0.0.1:${port}`), { timeout: 20_000 }).toBe(true);
  await plain.stop();
}

async function answers(address: string): Promise<boolean> {
  try {
    await (await Connection.connect({ address, connectTimeout: 5_000 })).close();
    return true;
  } catch {
    return false;
  }
}

async function withClient<T>({ address }: TemporalServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

/** Another process of ours that has started a server and does nothing. Its own group, like a program at a terminal. */
async function elsewhere(): Promise<{ program: Program; address: string }> {
  const code = `import { startTemporal } from ${JSON.stringify(serverModule)};
    process.on('SIGINT', () => console.log('interrupted'));
    const { address } = await startTemporal({ uiPort: false, dbFile: ${JSON.stringify(dbFile)}, log: console.error });
    console.log('${ADDRESS}' + address);
    setInterval(() => {}, 1e6);`;
  const program = startProgram(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    group: true,
  });
  children.add(program);
  await says(program, ADDRESS);
  return { program, address: program.said().split(ADDRESS)[1]?.split('\n')[0] ?? '' };
}

it('a database made elsewhere gets our search attributes and 30 days of retention, once', async () => {
  await madeElsewhere();
  const first = await start({ dbFile });
  expect(told.join('\n')).toContain('Added to namespace default: Outcome, Attention');
  await withClient(first, (client) =>
    client.workflow.start('order', {
      workflowId: 'order:shop:1',
      taskQueue: 'nobody',
      typedSearchAttributes: [{ key: searchAttributes.Amount, value: 1990 }],
    }),
  );
  await stop(first);

  told = [];
  const second = await start({ dbFile });
  expect(told).toEqual([]);
  await withClient(second, async (client) => {
    const described = await client.workflow.getHandle('order:shop:1').describe();
    expect(described.status.name).toBe('RUNNING');
    expect(described.typedSearchAttributes.get(searchAttributes.Amount)).toBe(1990);
    const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
    expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(30 * DAY_S);
  });
});

it('a port that is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  await expect(start({ port })).rejects.toMatchObject({
    code: 'TEMPORAL_NOT_STARTED',
    message: expect.stringContaining(`Port ${port} on 127.0.0.1`),
  });
  other.close();
});

it('a database that another server uses is refused, and free again once that one has ended', async () => {
  const first = await start({ dbFile });
  await expect(start({ dbFile })).rejects.toMatchObject({
    code: 'TEMPORAL_NOT_STARTED',
    message: expect.stringContaining(`${dbFile} is in use by another running server`),
  });
  await stop(first);
  await expect(start({ dbFile })).resolves.toBeDefined();
});

it('starts again where a port that was free is taken as it is used', async () => {
  const program = join(folder, 'temporal');
  const real = await findTemporalBinary(() => undefined);
  const taken = 'failed listening: listen tcp 127.0.0.1:1: bind: address already in use';
  const first = `[ "$1" = server ] && mkdir "$0.tried" 2>/dev/null && { echo '${taken}' >&2; exit 1; }`;
  writeFileSync(program, `#!/bin/sh\n${first}\nexec '${real}' "$@"\n`, { mode: 0o755 });
  vi.stubEnv('TEMPORAL_CLI_PATH', program);
  try {
    const { address } = await start({ dbFile });
    expect(await answers(address)).toBe(true);
    expect(told).toContain(taken);
  } finally {
    vi.unstubAllEnvs();
  }
});

it("Ctrl-C in the terminal doesn't reach the server", async () => {
  const { program, address } = await elsewhere();
  program.kill('SIGINT');
  await says(program, 'interrupted');
  await expect.poll(() => answers(address), { timeout: 20_000 }).toBe(true);
});

it('the server ends when the process that started it is killed, and its database can be used at once', async () => {
  const { program, address } = await elsewhere();
  program.kill('SIGKILL');
  const next = await start({ dbFile });
  expect(next.address).not.toBe(address);
  expect(await answers(address)).toBe(false);
});
