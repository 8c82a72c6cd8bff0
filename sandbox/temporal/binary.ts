import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Failure } from '../../domain/failure.ts';
import { buildWithGo, downloadWithSdk, GO_PACKAGE, type Log } from './install.ts';
import { takeLock } from './lock.ts';

const run = promisify(execFile);

/** Puts the program at `target`, or throws with one sentence why it can't. */
export type Installer = (target: string, log: Log, env: NodeJS.ProcessEnv) => Promise<void>;

export interface FindOptions {
  env?: NodeJS.ProcessEnv;
  /** Tried in this order when no program is found. */
  installers?: Installer[];
}

/**
 * The `temporal` program to run the dev server with: `TEMPORAL_CLI_PATH`, else `temporal` on PATH, else the one in the
 * user's cache, else downloaded by the Temporal SDK, else built with Go (2 to 3 minutes, once). Both of the last go to
 * the cache, which all clones share. Throws TEMPORAL_BINARY_MISSING.
 */
export async function findTemporalBinary(log: Log, options: FindOptions = {}): Promise<string> {
  const env = options.env ?? process.env;
  const named = env.TEMPORAL_CLI_PATH;
  if (named) {
    if (await works(named)) return named;
    throw missing(`TEMPORAL_CLI_PATH is ${named}, which can't be run: "${named} --version" fails`);
  }
  const cache = cacheFolder(env);
  const cached = join(cache, programName);
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const candidate of [...onPath.map((folder) => join(folder, programName)), cached])
    if (await works(candidate)) return candidate;

  await mkdir(cache, { recursive: true });
  const lock = await waitForLock(cache, cached, log);
  if (!lock) return cached;
  try {
    const tried: string[] = [];
    for (const install of options.installers ?? [downloadWithSdk, buildWithGo]) {
      try {
        await install(cached, log, env);
        if (await works(cached)) return cached;
        throw new Error(`what came of it can't be run: ${cached}`);
      } catch (error) {
        const sentence = error instanceof Error ? error.message : String(error);
        tried.push(sentence);
        log(sentence);
      }
    }
    throw missing(tried.join('; '));
  } finally {
    lock.release();
  }
}

const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** The user's cache, outside of the clone: `$XDG_CACHE_HOME/incasso`, or `~/.cache/incasso`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'incasso');
}

// "temporal" is a common word: only a program that answers like Temporal's counts.
async function works(program: string): Promise<boolean> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 20_000 });
    return /temporal version/i.test(stdout);
  } catch {
    return false;
  }
}

// Undefined once another process has put the program in place meanwhile.
async function waitForLock(cache: string, cached: string, log: Log) {
  let told = false;
  for (;;) {
    const taken = takeLock(join(cache, 'installing.lock'));
    if ('release' in taken) {
      if (!(await works(cached))) return taken;
      taken.release();
      return undefined;
    }
    if (!told) log(`Waiting for process ${taken.heldBy.pid}, which is getting the Temporal dev server`);
    told = true;
    await delay(500);
  }
}

function missing(what: string): Failure {
  return new Failure(
    'TEMPORAL_BINARY_MISSING',
    'refused',
    [
      `No Temporal dev server: ${what}. Choose one:`,
      '  - install the Temporal CLI so that "temporal --version" works (https://docs.temporal.io/cli)',
      '  - set TEMPORAL_CLI_PATH to the full path of a "temporal" program',
      `  - install Go 1.25 or later, then start again (or run: go install ${GO_PACKAGE})`,
      '  - set TEMPORAL_ADDRESS to use a Temporal server that runs already',
    ].join('\n'),
  );
}
