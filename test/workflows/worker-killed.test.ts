import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { demoEnvironment } from '../../sandbox/environment.ts';
import { type Bench, openBench, until } from './bench.ts';

// Longer than it takes to notice that the worker is dead (20 s), shorter than that and the ERP's limit.
const WRITING_MS = 23_000;
const root = fileURLToPath(new URL('../../', import.meta.url));
let bench: Bench;
let folder: string;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incasso-worker-'));
  bench = await openBench(undefined, { worker: 'elsewhere' });
  await writeFile(join(folder, 'incasso.yaml'), await configuration());
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bench?.stop();
  await rm(folder, { recursive: true });
});

/** The demo's file, with this world's names and a short limit of the ERP. */
async function configuration(): Promise<string> {
  const { shop } = bench.world;
  const demo = parse(await readFile(join(root, 'incasso.yaml'), 'utf8'));
  const mexal = { ...demo.erp.mexal, serverLimit: '6s' };
  return stringify({
    ...demo,
    shops: { [shop]: { ...demo.shops.demo, serverLimit: '6s' } },
    erp: { mexal },
    temporal: { taskQueue: shop },
  });
}

/** A worker as it is in production: a process of its own. Resolves once it works. */
async function startProcess(): Promise<ChildProcess> {
  const { ports } = bench.world;
  const args = ['--import', 'tsx', 'workers/main.ts', '--config', join(folder, 'incasso.yaml')];
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...demoEnvironment(ports, folder),
      TEMPORAL_ADDRESS: inject('temporalAddress'),
    },
  });
  children.add(child);
  let said = '';
  child.stdout?.on('data', (chunk) => {
    said += chunk;
  });
  await until('a worker process', async () => {
    if (child.exitCode !== null) throw new Error(`the worker ended with ${child.exitCode}: ${said}`);
    return said.includes('worker ready') ? true : undefined;
  });
  return child;
}

it('a worker killed while the ERP writes the document, and started again, leaves one document', {
  timeout: 180_000,
}, async () => {
  const { world, places, page, customer, documents, view, inShop } = bench;
  const first = await startProcess();
  const order = await places();
  const shown = await page(order);
  const create = { method: 'POST', path: '/documenti/ordini-clienti$' };
  await customer.tells(world.urls.mexal, 'faults', { kind: 'latency', ms: WRITING_MS, times: 1, ...create });
  await customer.presses(shown, 'pay');
  await customer.faultsMet(world.urls.mexal);
  const ended = new Promise<unknown>((resolve) => first.once('exit', (_code, signal) => resolve(signal)));
  first.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  expect(await documents(order)).toEqual([]);
  await startProcess();
  await until('the order to be done', async () => ((await view(order)).stage === 'DONE' ? true : undefined));
  const { document, attentions, outcome } = await view(order);
  expect({ attentions, outcome }).toEqual({ attentions: [], outcome: 'POSITIVE' });
  expect(await documents(order)).toEqual([document?.number]);
  expect((await inShop(order)).invoices).toHaveLength(1);
  // With those that a worker process starts by itself.
  expect(await bench.replays(2)).toBeGreaterThanOrEqual(2);
});
