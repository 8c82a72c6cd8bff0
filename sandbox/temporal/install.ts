import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where progress is told, a line at a time. */
export type Log = (line: string) => void;

/** The newest release that the Go module proxy can build: from 1.6 on, a part of it is not published there. */
export const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';

const PROGRESS_MS = 5_000;
const SILENCE_MS = 20_000;
const here = dirname(fileURLToPath(import.meta.url));

/**
 * Lets the Temporal SDK download its own dev server to `target`. Gives up after 20 s without a byte.
 * In a process of its own, since the SDK's download can't be cancelled.
 */
export async function downloadWithSdk(target: string, log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  log('Downloading the Temporal dev server …');
  const script = `
    const { TestWorkflowEnvironment } = require('@temporalio/testing');
    const [downloadDir] = process.argv.slice(1);
    TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir } } })
      .then((local) => local.teardown())
      .then(() => process.exit(0), (error) => { console.error(error.message); process.exit(1); });`;
  await inTemporaryFolder(target, async (folder) => {
    // Without a shell's variables of Node: a loader or inspector of ours must not get into it.
    const child = spawn(process.execPath, ['-e', script, folder], {
      cwd: here,
      env: { ...env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let size = 0;
    let changed = Date.now();
    await watched(child, "The Temporal SDK's download failed", async () => {
      const now = await folderSize(folder);
      if (now !== size) {
        size = now;
        changed = Date.now();
        log(`  ${Math.round(size / 1e6)} MB downloaded`);
      } else if (Date.now() - changed > SILENCE_MS) return `nothing came for ${SILENCE_MS / 1000} s`;
      return undefined;
    });
    const [file] = await readdir(folder);
    if (!file) throw new Error("The Temporal SDK's download left no file");
    return join(folder, file);
  });
}

/** Builds the Temporal dev server with the Go toolchain on PATH and puts it at `target`. */
export async function buildWithGo(target: string, log: Log, env: NodeJS.ProcessEnv): Promise<void> {
  log(`Building the Temporal dev server with Go (${GO_PACKAGE}): 2 to 3 minutes, only this once …`);
  await inTemporaryFolder(target, async (folder) => {
    const child = spawn('go', ['install', '-v', GO_PACKAGE], {
      env: { ...env, GOBIN: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const started = Date.now();
    let modules = 0;
    let packages = 0;
    child.stderr.on('data', (chunk: Buffer) => {
      const lines = chunk.toString().split('\n').filter(Boolean);
      const downloads = lines.filter((line) => line.startsWith('go: downloading')).length;
      modules += downloads;
      packages += lines.length - downloads;
    });
    await watched(child, 'Building the Temporal dev server with Go failed', async () => {
      const seconds = Math.round((Date.now() - started) / 1000);
      log(`  ${seconds} s: ${modules} modules downloaded, ${packages} packages built`);
      return undefined;
    });
    return join(folder, basename(target));
  });
}

/** Resolves when `child` ends well. `tick` is called every few seconds; a sentence from it ends the child with that as reason. */
async function watched(
  child: ChildProcess,
  what: string,
  tick: () => Promise<string | undefined>,
): Promise<void> {
  let reason: string | undefined;
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const timer = setInterval(() => {
    void tick().then((sentence) => {
      reason ??= sentence;
      if (reason) child.kill('SIGKILL');
    });
  }, PROGRESS_MS);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(reason ?? (lastLine(said) || `exit code ${code}`));
  } catch (error) {
    throw new Error(`${what}: ${(error as Error).message.slice(0, 200)}`);
  } finally {
    clearInterval(timer);
    process.off('exit', kill);
  }
}

// Renamed when whole: whoever looks at the cache meanwhile sees nothing or all of it.
async function inTemporaryFolder(target: string, make: (folder: string) => Promise<string>): Promise<void> {
  const cache = dirname(target);
  // Left behind by processes that were killed; the lock says that none of them lives.
  for (const name of await readdir(cache))
    if (name.startsWith('installing-')) await rm(join(cache, name), { recursive: true, force: true });
  const folder = await mkdtemp(join(cache, 'installing-'));
  try {
    const made = await make(folder);
    await chmod(made, 0o755);
    await rename(made, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function folderSize(folder: string): Promise<number> {
  // A file that is renamed between the two calls counts as nothing this time.
  const sizes = (await readdir(folder)).map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
