import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FindOptions, findChromium } from './chromium.ts';

let folder: string;
let told: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incasso-chromium-'));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, says: string): string => {
  const program = join(folder, name);
  writeFileSync(program, `#!/bin/sh\n${says}\n`);
  chmodSync(program, 0o755);
  return program;
};
const find = (env: Record<string, string>, install?: FindOptions['install']) =>
  findChromium((line) => told.push(line), { env: { PATH: folder, HOME: folder, ...env }, install });
const noInstall = async () => expect.unreachable('nothing has to be installed');

it('the one that is named is taken, and refused by name where it is none', async () => {
  const program = put('mine', 'echo Chromium 150');
  expect(await find({ CHROMIUM_PATH: program }, noInstall)).toBe(program);
  const other = put('other', 'echo Firefox');
  await expect(find({ CHROMIUM_PATH: other }, noInstall)).rejects.toThrow(`CHROMIUM_PATH is ${other}`);
});

it('the one on PATH is taken', async () => {
  const program = put('chromium', 'echo Chromium 150');
  expect(await find({}, noInstall)).toBe(program);
});

it('where there is none it is installed once, also for two who want it at the same time', async () => {
  let times = 0;
  const install = async (log: (line: string) => void) => {
    times += 1;
    log('installing');
    put('chromium', 'echo Chromium 150');
  };
  const program = join(folder, 'chromium');
  expect(await Promise.all([find({}, install), find({}, install)])).toEqual([program, program]);
  expect([times, told]).toEqual([1, ['installing']]);
});

it('where it can be neither found nor installed, it says what to install', async () => {
  put('env', 'echo "E: Unable to locate package chromium" >&2; exit 100');
  put('sudo', 'echo "sudo: a password is required" >&2; exit 1');
  await expect(find({})).rejects.toThrow(
    /^No Chromium .*apt-get update" failed: (E: Unable to locate|sudo: a password).*apt-get install chromium.*CHROMIUM_PATH/,
  );
});
