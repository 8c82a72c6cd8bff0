import { randomUUID } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { demoEnvironment } from '../sandbox/environment.ts';
import { type Program, says, startProgram } from '../sandbox/kit/programs.ts';
import { choosePorts, freePort } from '../sandbox/ports.ts';
import { copyModules } from '../scripts/modules.ts';
import { builtPrograms } from './programs.ts';

const timeout = 180_000;
const MOST_MB = 110;
const root = fileURLToPath(new URL('..', import.meta.url));
// As in the image: nothing of the project is above it, where Node would find what is lacking here.
let folder: string;
let env: NodeJS.ProcessEnv;
const children = new Set<Program>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'incasso-production-'));
  copyModules(folder);
  await cp(builtPrograms(), join(folder, 'dist'), { recursive: true });
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await writeFile(join(folder, 'incasso.yaml'), await configuration());
  const demo = demoEnvironment(await choosePorts(undefined), folder);
  env = { ...process.env, ...demo, NODE_ENV: 'production', TEMPORAL_ADDRESS: inject('temporalAddress') };
}, timeout);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** The demo's file under names that no other test uses. */
async function configuration(): Promise<string> {
  const file = parse(await readFile(join(root, 'incasso.yaml'), 'utf8'));
  const name = `production-${randomUUID().slice(0, 8)}`;
  for (const shop of Object.values<{ erp: string }>(file.shops)) shop.erp = name;
  file.erp = { [name]: file.erp.mexal };
  file.api.port = await freePort();
  file.temporal = { taskQueue: name };
  return stringify(file);
}

function start(...args: string[]): Program {
  const program = startProgram(process.execPath, args, { cwd: folder, env });
  children.add(program);
  return program;
}

const ends = async (program: Program) => (await program.ended).status;

it('what is installed is so small, and has one library of the SDK and no bundler', () => {
  const within = (path: string): number => {
    const stat = lstatSync(path);
    if (!stat.isDirectory()) return stat.size;
    return readdirSync(path).reduce((sum, name) => sum + within(join(path, name)), 0);
  };
  expect(within(join(folder, 'node_modules')) / 1e6).toBeLessThan(MOST_MB);
  const bridge = join(folder, 'node_modules/@temporalio/core-bridge');
  expect(readdirSync(join(bridge, 'releases'))).toHaveLength(1);
  const { name } = JSON.parse(readFileSync(join(bridge, 'package.json'), 'utf8'));
  expect(name).toBe('@temporalio/core-bridge');
  expect(readdirSync(join(folder, 'node_modules/webpack')).sort()).toEqual(['index.js', 'package.json']);
  expect(readdirSync(join(folder, 'node_modules'))).not.toContain('terser');
  expect(readdirSync(join(folder, 'node_modules'))).not.toContain('vitest');
});

it('worker and API run with it, and every other command begins', { timeout }, async () => {
  const worker = start('dist/workers/main.js', '-c', 'incasso.yaml');
  await says(worker, 'worker ready');
  expect(await ends(start('dist/workers/health.js'))).toBe(0);
  const api = start('dist/api/main.js', '-c', 'incasso.yaml');
  await says(api, 'Server listening');
  for (const command of ['cli/main', 'config/operator']) {
    await says(start(`dist/${command}.js`, '--help'), 'Usage:');
  }
  for (const program of [worker, api]) {
    program.kill('SIGTERM');
    expect(await ends(program)).toBe(0);
  }
});
