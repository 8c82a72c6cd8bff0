import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildWithGo, findTemporalBinary, type Installer } from '../../sandbox/temporal/binary.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
let told: string[];
const log = (line: string) => told.push(line);
const offline: Installer = async () => {
  throw new Error('Download failed: offline');
};
const refuse: Installer = async () => {
  throw new Error('must not be tried');
};
const TEMPORAL = 'echo temporal version 1.2.3';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incasso-binary-'));
  for (const name of ['bin', 'cache/incasso']) mkdirSync(join(folder, name), { recursive: true });
  env = { PATH: join(folder, 'bin'), XDG_CACHE_HOME: join(folder, 'cache') };
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(path: string, script: string): string {
  const file = join(folder, path);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function fakeGo(script = ''): void {
  program(
    'bin/go',
    `echo "$@" >> ${folder}/go.calls\n${script}\nprintf '#!/bin/sh\\n${TEMPORAL}\\n' > "$GOBIN/temporal"`,
  );
}

it('TEMPORAL_CLI_PATH goes before everything else', async () => {
  program('bin/temporal', TEMPORAL);
  env.TEMPORAL_CLI_PATH = program('mine', TEMPORAL);
  expect(await findTemporalBinary(log, { env, installers: [refuse] })).toBe(join(folder, 'mine'));
});

it('a TEMPORAL_CLI_PATH that cannot be run is an error, not a reason to look elsewhere', async () => {
  program('bin/temporal', TEMPORAL);
  env.TEMPORAL_CLI_PATH = join(folder, 'nothing');
  await expect(findTemporalBinary(log, { env, installers: [refuse] })).rejects.toMatchObject({
    code: 'TEMPORAL_BINARY_MISSING',
    message: expect.stringContaining(`TEMPORAL_CLI_PATH is ${folder}/nothing`),
  });
});

it('temporal on PATH goes before the cache', async () => {
  program('cache/incasso/temporal', TEMPORAL);
  const onPath = program('bin/temporal', TEMPORAL);
  expect(await findTemporalBinary(log, { env, installers: [refuse] })).toBe(onPath);
});

it('another program of the same name is passed over for the cached one', async () => {
  program('bin/temporal', 'echo some other program');
  const cached = program('cache/incasso/temporal', TEMPORAL);
  expect(await findTemporalBinary(log, { env, installers: [refuse] })).toBe(cached);
});

it('after a download that failed, told in one line, it is built with Go into the cache', async () => {
  fakeGo();
  const found = await findTemporalBinary(log, { env, installers: [offline, buildWithGo] });
  expect(found).toBe(join(folder, 'cache/incasso/temporal'));
  expect(told[0]).toBe('Download failed: offline');
  expect(readFileSync(join(folder, 'go.calls'), 'utf8')).toContain(
    'github.com/temporalio/cli/cmd/temporal@v1.5.1',
  );
  expect(await findTemporalBinary(log, { env, installers: [refuse] })).toBe(found);
});

it('two at once build only once, and both find it', async () => {
  fakeGo('/bin/sleep 1');
  const find = () => findTemporalBinary(log, { env, installers: [buildWithGo] });
  const found = await Promise.all([find(), find(), find()]);
  expect(new Set(found)).toEqual(new Set([join(folder, 'cache/incasso/temporal')]));
  expect(readFileSync(join(folder, 'go.calls'), 'utf8').trim().split('\n')).toHaveLength(1);
  expect(told.filter((line) => line.startsWith(`Waiting for process ${process.pid}`))).toHaveLength(2);
});

it('a build that broke off leaves nothing that looks like a program', async () => {
  program('bin/go', 'echo half > "$GOBIN/temporal"; echo "no space left" >&2; exit 1');
  mkdirSync(join(folder, 'cache/incasso/installing-killed'));
  await expect(findTemporalBinary(log, { env, installers: [buildWithGo] })).rejects.toMatchObject({
    message: expect.stringContaining('no space left'),
  });
  expect(readdirSync(join(folder, 'cache/incasso'))).toEqual([]);
});

it.each([
  ['of a process that is gone', 2 ** 22 + 1, 0],
  ['that nobody has touched since its process was another', process.pid, 60],
])('a lock %s holds nobody up', async (_, pid, seconds) => {
  fakeGo();
  const lock = join(folder, 'cache/incasso/installing.lock');
  writeFileSync(lock, String(pid));
  utimesSync(lock, Date.now() / 1000, Date.now() / 1000 - seconds);
  await findTemporalBinary(log, { env, installers: [buildWithGo] });
  expect(told.filter((line) => line.startsWith('Waiting'))).toEqual([]);
  expect(existsSync(lock)).toBe(false);
});

it('with nothing left to try it lists the choices', async () => {
  await expect(findTemporalBinary(log, { env, installers: [offline, buildWithGo] })).rejects.toMatchObject({
    code: 'TEMPORAL_BINARY_MISSING',
    message: expect.stringMatching(/offline.*Go failed.*TEMPORAL_CLI_PATH.*go install.*TEMPORAL_ADDRESS/s),
  });
});
