import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FindOptions, findChromium, installWithApt } from './chromium.ts';

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
const find = (env: Record<string, string>, options: FindOptions = {}) =>
  findChromium((line) => told.push(line), {
    env: { PATH: folder, HOME: folder, ...env },
    places: [],
    ...options,
  });
const install = async () => expect.unreachable('nothing has to be installed');

it('the one that is named is taken, and refused by name where it is none', async () => {
  const path = put('mine', 'echo Chromium 150');
  expect(await find({ CHROMIUM_PATH: path }, { install })).toEqual({ path });
  const other = put('other', 'echo Firefox');
  await expect(find({ CHROMIUM_PATH: other }, { install })).rejects.toThrow(`CHROMIUM_PATH is ${other}`);
});

it('the one on PATH is taken, before those in the usual places', async () => {
  const places = [put('chrome', 'echo Google Chrome 150')];
  expect(await find({}, { places, install })).toEqual({ path: places[0] });
  const path = put('google-chrome', 'echo Google Chrome 149');
  expect(await find({}, { places, install })).toEqual({ path });
});

it('where there is none it is installed once, also for two who want it at the same time', async () => {
  let times = 0;
  const install: FindOptions['install'] = async (log) => {
    times += 1;
    log('installing');
    put('chromium', 'echo Chromium 150');
  };
  const found = { path: join(folder, 'chromium') };
  expect(await Promise.all([find({}, { install }), find({}, { install })])).toEqual([found, found]);
  expect([times, told]).toEqual([1, ['installing']]);
});

it('where it can be neither found nor installed, it says why and what to install', async () => {
  expect(await find({})).toEqual({
    lacking: expect.stringMatching(
      /^There is no Chromium .* no apt-get to install it with\. .*apt-get install chromium.*CHROMIUM_PATH/,
    ),
  });
  put('apt-get', 'exit 0');
  const visitor: FindOptions['install'] = (log, env) => installWithApt(log, env, 1000);
  expect(await find({}, { install: visitor })).toEqual({ lacking: expect.stringContaining('only root may') });
  expect(told).toEqual([]);
});

it('nothing is installed into the system before it is said, and where that fails its own words are told', async () => {
  const root: FindOptions['install'] = (log, env) => {
    put('apt-get', `echo "E: $1 after ${told.length} lines" >&2; exit 100`);
    return installWithApt(
      (line) => {
        log(line);
        put('apt-get', `echo "E: $1 after ${told.length} line" >&2; exit 100`);
      },
      env,
      0,
    );
  };
  expect(await find({}, { install: root })).toEqual({
    lacking: expect.stringContaining('"apt-get update" failed: E: update after 1 line.'),
  });
  expect(told).toEqual([expect.stringMatching(/installing it into this system with apt-get \(chromium, /)]);
});
