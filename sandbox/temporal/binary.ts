import { chmod, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../domain/failure.ts';
import { run, startProgram } from '../kit/programs.ts';
import { holdLock } from './lock.ts';

/** Where progress is told, a line at a time. */
type Log = (line: string) => void;
/** Makes the program in an empty folder, as its only file, or throws with one sentence why it can't. */
export type Installer = (folder: string, log: Log, env: NodeJS.ProcessEnv) => Promise<void>;

export interface FindOptions {
  env?: NodeJS.ProcessEnv;
  /** Tried in this order when no program is found. */
  installers?: Installer[];
}

/** The newest release that the Go module proxy can build: from 1.6 on, a part of it is not published there. */
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const SILENCE_MS = 20_000;
const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** The user's cache, outside of the clone: `$XDG_CACHE_HOME/incasso`, or `~/.cache/incasso`. */
export const cacheFolder = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'incasso');

/**
 * The `temporal` program to run the dev server with: `TEMPORAL_CLI_PATH`, else `temporal` on PATH, else the one in the
 * user's cache, else downloaded by the Temporal SDK, else built with Go (2 to 3 minutes, once). Both of the last go to
 * the cache, which all clones share. Throws TEMPORAL_BINARY_MISSING.
 */
export async function findTemporalBinary(
  log: Log,
  { env = process.env, installers = [downloadWithSdk, buildWithGo] }: FindOptions = {},
): Promise<string> {
  const named = env.TEMPORAL_CLI_PATH;
  if (named) {
    if (await works(named)) return named;
    throw missing(`TEMPORAL_CLI_PATH is ${named}, which can't be run: "${named} --version" fails`);
  }
  const cached = join(cacheFolder(env), programName);
  const onPath = (env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const candidate of [...onPath.map((folder) => join(folder, programName)), cached])
    if (await works(candidate)) return candidate;

  let lastShown: number | undefined;
  const lock = await holdLock(join(dirname(cached), 'installing.lock'), (pid) => {
    if (lastShown !== pid) log(`Waiting for process ${pid}, which is getting the Temporal dev server`);
    lastShown = pid;
  });
  try {
    if (await works(cached)) return cached;
    const tried: string[] = [];
    for (const install of installers) {
      try {
        await inTemporaryFolder(cached, (folder) => install(folder, log, env));
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

// "temporal" is a common word: only a program that answers like Temporal's counts.
async function works(program: string): Promise<boolean> {
  const answer = await run(program, ['--version'], { withinMs: SILENCE_MS }).catch(() => '');
  return /temporal version/i.test(answer);
}

// Renamed when whole: whoever looks at the cache meanwhile sees nothing or all of it.
async function inTemporaryFolder(target: string, make: (folder: string) => Promise<void>): Promise<void> {
  const cache = dirname(target);
  // Left behind by processes that were killed; the lock says that none of them lives.
  for (const name of await readdir(cache))
    if (name.startsWith('installing-')) await rm(join(cache, name), { recursive: true, force: true });
  const folder = await mkdtemp(join(cache, 'installing-'));
  try {
    await make(folder);
    const [file = basename(target)] = await readdir(folder);
    await chmod(join(folder, file), 0o755);
    await rename(join(folder, file), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets the Temporal SDK download its own dev server. In a process of its own, since that can't be cancelled. */
async function downloadWithSdk(folder: string, log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  log('Downloading the Temporal dev server …');
  const script = `
    const { TestWorkflowEnvironment } = require('@temporalio/testing');
    const [downloadDir] = process.argv.slice(1);
    TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir } } })
      .then((local) => local.teardown())
      .then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); });`;
  // Without a shell's variables of Node: a loader or inspector of ours must not get into it.
  const program = startProgram(process.execPath, ['-e', script, folder], {
    cwd: dirname(fileURLToPath(import.meta.url)),
    env: { ...env, NODE_OPTIONS: '' },
  });
  let had = 0;
  let silent = false;
  const look = async () => {
    const bytes = await sizeOf(folder);
    log(`  ${Math.round(bytes / 1e6)} MB downloaded`);
    silent = bytes === had;
    had = bytes;
    if (silent) program.kill('SIGKILL');
  };
  const timer = setInterval(() => void look(), SILENCE_MS);
  const { status, stderr } = await program.ended.finally(() => clearInterval(timer));
  if (status === 0) return;
  const why = silent ? `nothing came for ${SILENCE_MS / 1000} s` : stderr.trim().split('\n').at(-1);
  throw new Error(`The Temporal SDK's download failed: ${why?.slice(0, 200)}`);
}

async function sizeOf(folder: string): Promise<number> {
  // A file that is renamed between the two calls counts as nothing this time.
  const size = (name: string) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    );
  return (await Promise.all((await readdir(folder)).map(size))).reduce((sum, bytes) => sum + bytes, 0);
}

/** Builds the Temporal dev server with the Go toolchain on PATH. */
export async function buildWithGo(folder: string, log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  log(`Building the Temporal dev server with Go (${GO_PACKAGE}): 2 to 3 minutes, only this once …`);
  try {
    await run('go', ['install', '-v', GO_PACKAGE], { env: { ...env, GOBIN: folder }, progress: log });
  } catch (error) {
    throw new Error(`Building it with Go failed: ${(error as Error).message.slice(0, 300)}`);
  }
}

const missing = (what: string): Failure =>
  new Failure(
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
