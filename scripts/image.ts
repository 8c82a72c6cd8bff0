import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse, stringify } from 'yaml';
import { demoEnvironment } from '../sandbox/environment.ts';
import { run, says, startProgram } from '../sandbox/kit/programs.ts';
import { choosePorts } from '../sandbox/ports.ts';
import { startTemporal } from '../sandbox/temporal/server.ts';
import { standInFor } from './stand-in.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const MOST_MB = 160;
const STARTED_MS = 120_000;
const BASE = 'localhost/node:22-slim';
const IMAGE = 'localhost/incasso:tried';

/**
 * Builds the image as the Dockerfile says, from a stand-in of its base, measures what it adds to that, and starts both
 * programs in it. Needs buildah, and root; no container engine, and no registry but npm's.
 */
async function main(): Promise<void> {
  await run('buildah', ['--version']).catch(() => {
    throw new Error(
      'There is no buildah here: install it (on Debian: apt-get install buildah), and run this as root',
    );
  });
  const folder = mkdtempSync(join(tmpdir(), 'incasso-image-'));
  const storage = [
    '--storage-driver',
    'vfs',
    '--root',
    join(folder, 'root'),
    '--runroot',
    join(folder, 'run'),
  ];
  const closing: (() => Promise<unknown>)[] = [];
  const onLine = (line: string, from: 'stdout' | 'stderr') => from === 'stderr' && console.error(line);
  const buildah = async (...args: string[]): Promise<string> =>
    (await run('buildah', [...storage, ...args], { cwd: root, onLine })).trim();
  try {
    progress('a stand-in for node:22-slim, from what is on this machine');
    const rootfs = join(folder, 'stand-in');
    mkdirSync(rootfs);
    await standInFor(rootfs);
    const base = await buildah('from', 'scratch');
    await buildah('copy', '--quiet', base, rootfs, '/');
    await buildah('config', '--env', 'PATH=/usr/bin:/bin', base);
    await buildah('commit', '--quiet', base, BASE);
    progress('the image');
    await buildah('build', '--isolation', 'chroot', '--pull=never', '--quiet', '--tag', IMAGE, '.');
    const layers = await layersOf(buildah, folder);
    const own = layers.slice(1).reduce((sum, bytes) => sum + bytes, 0) / 1e6;
    console.log(`Our own layers: ${own.toFixed(0)} MB, uncompressed`);
    if (own > MOST_MB) throw new Error(`They are to be under ${MOST_MB} MB`);
    await startBoth(buildah, storage, folder, closing);
    console.log('Worker and API start in it, and say that they are well.');
  } finally {
    for (const close of closing.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Buildah = (...args: string[]) => Promise<string>;

/** Sizes of the layers unpacked, the base's first, in bytes. */
async function layersOf(buildah: Buildah, folder: string): Promise<number[]> {
  const layout = join(folder, 'layout');
  await buildah('push', '--quiet', IMAGE, `oci:${layout}`);
  const blob = (digest: string) => join(layout, 'blobs', ...digest.split(':'));
  const { manifests } = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8'));
  const manifest = JSON.parse(readFileSync(blob(manifests[0].digest), 'utf8'));
  return manifest.layers.map(
    ({ digest }: { digest: string }) =>
      gunzipSync(readFileSync(blob(digest)), { maxOutputLength: 1 << 30 }).length,
  );
}

/** As docker-compose.yml starts them, by the image's user; against a Temporal server of our own. */
async function startBoth(
  buildah: Buildah,
  storage: string[],
  folder: string,
  closing: (() => Promise<unknown>)[],
): Promise<void> {
  const ports = await choosePorts(undefined);
  const temporal = await startTemporal({ uiPort: false, log: () => undefined });
  closing.push(() => temporal.stop());
  const file = parse(readFileSync(join(root, 'incasso.yaml'), 'utf8'));
  file.api.port = ports.api;
  const config = join(folder, 'incasso.yaml');
  writeFileSync(config, stringify(file));
  const env = {
    ...demoEnvironment(ports, '/tmp'),
    TEMPORAL_ADDRESS: temporal.address,
    INCASSO_CONFIG: '/app/incasso.yaml',
  };
  const container = await buildah('from', '--pull=never', IMAGE);
  await buildah('copy', '--quiet', container, config, '/app/incasso.yaml');
  const given = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const within = (...command: string[]) => [
    ...storage,
    'run',
    '--isolation',
    'chroot',
    ...given,
    container,
    '--',
    ...command,
  ];
  for (const [program, ready] of [
    ['workers/main', 'worker ready'],
    ['api/main', 'Server listening'],
  ] as const) {
    progress(program);
    const running = startProgram('buildah', within('node', `dist/${program}.js`));
    closing.push(() => running.stop());
    await says(running, ready, STARTED_MS);
  }
  await run('buildah', within('node', 'dist/workers/health.js'));
  const { ok } = await fetch(`http://127.0.0.1:${ports.api}/health`);
  if (!ok) throw new Error('the API says that it is not well');
}

const progress = (what: string) => console.error(`... ${what}`);

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
