import { readdirSync, statSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../domain/failure.ts';
import { cacheFolder, firstOfVersion, onPath } from '../kit/found-programs.ts';
import { holdLock } from '../kit/lock.ts';
import { lastLines, run, startProgram } from '../kit/programs.ts';

type Log = (line: string) => void;
/** Puts the program into an empty folder, as its only file. Throws with one sentence where it can't. */
export type Installer = (folder: string, log: Log, env: NodeJS.ProcessEnv) => Promise<void>;

/** The newest release that can be built from the Go module proxy: it lacks a part of 1.6 and later. */
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const SILENCE_MS = 20_000;
const programName = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
const firstOf = (...programs: string[]) => firstOfVersion(/temporal version/i, programs);

/**
 * The `temporal` program that runs the dev server: `TEMPORAL_CLI_PATH`, else `temporal` on PATH, else the one in the
 * user's cache, else downloaded by the Temporal SDK, else built with Go (2 to 3 minutes, once). The last two are put into
 * the cache, which all clones share. `log` gets the progress. Throws TEMPORAL_BINARY_MISSING.
 */
export async function findTemporalBinary(
  log: Log,
  { env = process.env, installers = [downloadWithSdk, buildWithGo] } = {},
): Promise<string> {
  const named = env.TEMPORAL_CLI_PATH;
  if (named && !(await firstOf(named)))
    throw missing(`TEMPORAL_CLI_PATH is ${named}, which can't be run: "${named} --version" fails`);
  const cache = cacheFolder(env);
  const cached = join(cache, programName);
  const there = named || (await firstOf(...onPath(env, programName), cached));
  if (there) return there;

  let waitedFor = 0;
  const lock = await holdLock(join(cache, 'installing.lock'), (pid) => {
    if (pid !== waitedFor) log(`Waiting for process ${pid}, which is getting the Temporal dev server`);
    waitedFor = pid;
  });
  const tried: string[] = [];
  try {
    if (await firstOf(cached)) return cached;
    for (const install of installers) {
      const failure = await installInto(cache, (folder) => install(folder, log, env)).catch((error) => error);
      if (await firstOf(cached)) return cached;
      tried.push(failure?.message ?? `what came of it can't be run: ${cached}`);
      log(tried.at(-1) ?? '');
    }
    throw missing(tried.join('; '));
  } finally {
    lock.release();
  }
}

// The program is renamed once it is complete: so other processes see all of it in the cache, or nothing.
async function installInto(cache: string, install: (folder: string) => Promise<void>): Promise<void> {
  // Folders of processes that were killed: the lock says that none of them still runs.
  for (const name of await readdir(cache))
    if (name.startsWith('installing-')) await rm(join(cache, name), { recursive: true, force: true });
  const folder = await mkdtemp(join(cache, 'installing-'));
  try {
    await install(folder);
    const [file = programName] = await readdir(folder);
    await chmod(join(folder, file), 0o755);
    await rename(join(folder, file), join(cache, programName));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets the Temporal SDK download its dev server, in a process of its own, since a download can't be cancelled. */
const downloadWithSdk: Installer = async (folder, log, env) => {
  log('Downloading the Temporal dev server …');
  const executable = JSON.stringify({ type: 'cached-download', downloadDir: folder });
  const script = `require('@temporalio/testing').TestWorkflowEnvironment.createLocal({ server: { executable: ${executable} } })
    .then((local) => local.teardown())
    .then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); });`;
  // Without NODE_OPTIONS: a loader or inspector of this process must not be used there.
  const program = startProgram(process.execPath, ['-e', script], {
    cwd: import.meta.dirname,
    env: { ...env, NODE_OPTIONS: '' },
  });
  let before = 0;
  const timer = setInterval(() => {
    const bytes = sizeOf(folder);
    log(`  ${Math.round(bytes / 1e6)} MB downloaded`);
    if (bytes === before) program.kill('SIGKILL');
    before = bytes;
  }, SILENCE_MS);
  const { status, signal, stderr } = await program.ended.finally(() => clearInterval(timer));
  const why = signal ? `nothing came for ${SILENCE_MS / 1000} s` : lastLines(stderr, 1).slice(0, 200);
  if (status !== 0) throw new Error(`The Temporal SDK's download failed: ${why}`);
};

// A file that is renamed meanwhile is not counted this time.
const sizeOf = (folder: string): number =>
  readdirSync(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, bytes) => sum + bytes, 0);

/** Builds the Temporal dev server with the Go toolchain on PATH. */
export const buildWithGo: Installer = async (folder, log, env) => {
  log(`Building the Temporal dev server with Go (${GO_PACKAGE}): 2 to 3 minutes, only this once …`);
  await run('go', ['install', '-v', GO_PACKAGE], { env: { ...env, GOBIN: folder }, progress: log }).catch(
    ({ message }: Error) => {
      throw new Error(`Building it with Go failed: ${message.slice(0, 300)}`);
    },
  );
};

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
