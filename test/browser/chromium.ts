import { execFile, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder } from '../../sandbox/temporal/binary.ts';
import { takeLock } from '../../sandbox/temporal/lock.ts';

type Log = (line: string) => void;

/** Long enough to install it. */
export const CHROMIUM_MS = 600_000;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const PACKAGES = ['chromium', 'fonts-dejavu-core'];
const PROGRESS_MS = 5_000;
// The first four as root in a container; the others keep it from talking to anybody but us.
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
  ...['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const run = promisify(execFile);

/** A browser of the caller's own, without a past: `CHROMIUM_PATH`, the system's, or installed now. Close it. */
export async function openBrowser(log: Log = console.log): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(log), args: FLAGS });
}

export interface FindOptions {
  env?: NodeJS.ProcessEnv;
  /** Gets Chromium onto PATH, or throws with one sentence why it can't. */
  install?: (log: Log, env: NodeJS.ProcessEnv) => Promise<void>;
}

/** The Chromium to test with; throws with what to install where there is none and none can be installed. */
export async function findChromium(log: Log, options: FindOptions = {}): Promise<string> {
  const { env = process.env, install = installWithApt } = options;
  const named = env.CHROMIUM_PATH;
  if (named) {
    if (await works(named)) return named;
    throw missing(`CHROMIUM_PATH is ${named}, which can't be run: "${named} --version" fails`);
  }
  const there = (await onPath(env)) ?? (await installed(log, env, install));
  if (there) return there;
  throw missing('its package was installed, and yet no program is on PATH');
}

async function onPath(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const program of NAMES.flatMap((name) => folders.map((folder) => join(folder, name))))
    if (await works(program)) return program;
  return undefined;
}

async function works(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 20_000 });
    return /chrom/i.test(stdout);
  } catch {
    return false;
  }
}

/** Installs it, or waits for the process that does. */
async function installed(log: Log, env: NodeJS.ProcessEnv, install: NonNullable<FindOptions['install']>) {
  const cache = cacheFolder(env);
  await mkdir(cache, { recursive: true });
  for (;;) {
    const taken = takeLock(join(cache, 'installing-chromium.lock'));
    if (!('release' in taken)) {
      await delay(1_000);
      continue;
    }
    try {
      const meanwhile = await onPath(env);
      if (meanwhile) return meanwhile;
      await install(log, env);
      return await onPath(env);
    } catch (error) {
      throw missing((error as Error).message);
    } finally {
      taken.release();
    }
  }
}

async function installWithApt(log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const apt = [...(isRoot ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  log(`Installing Chromium for the browser tests (${PACKAGES.join(', ')}): about a minute, only this once …`);
  await told([...apt, 'update'], log, env);
  await told([...apt, 'install', '--yes', '--no-install-recommends', ...PACKAGES], log, env);
}

/** Runs a command; tells every few seconds what it said last. */
async function told([program = '', ...args]: string[], log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let last = '';
  for (const output of [child.stdout, child.stderr])
    createInterface({ input: output }).on('line', (line) => {
      last = line.trim() || last;
    });
  const timer = setInterval(() => log(`  ${last.slice(0, 100)}`), PROGRESS_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0)
      throw new Error(`"${[program, ...args].join(' ')}" failed: ${last || `exit code ${code}`}`);
  } finally {
    clearInterval(timer);
  }
}

const missing = (what: string): Error =>
  new Error(
    `No Chromium for the browser tests: ${what}. Install the package "chromium" (on Debian: apt-get install chromium), or set CHROMIUM_PATH to the full path of a Chromium or Chrome.`,
  );
