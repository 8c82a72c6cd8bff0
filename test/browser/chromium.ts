import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder, firstOfVersion, onPath } from '../../sandbox/kit/found-programs.ts';
import { holdLock } from '../../sandbox/kit/lock.ts';
import { run } from '../../sandbox/kit/programs.ts';

type Log = (line: string) => void;

/** Long enough to install it. */
export const CHROMIUM_MS = 600_000;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = [
  'Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Where Chrome and Chromium put themselves, whatever PATH says; those of macOS for all users or one. */
const PLACES = [
  ...['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => NAMES.map((name) => join(folder, name))),
  '/opt/google/chrome/chrome',
  '/opt/chromium.org/chromium/chromium',
  ...MAC.flatMap((place) => [join('/', place), join(homedir(), place)]),
];
const PACKAGES = ['chromium', 'fonts-dejavu-core'];
// The first four as root in a container; the others keep it from talking to anybody but us.
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic'],
  ...['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** A browser of the caller's own, without a past: `CHROMIUM_PATH`, the system's, or installed now. Close it. */
export async function openBrowser(log: Log = console.log): Promise<Browser> {
  const found = await findChromium(log);
  if ('lacking' in found) throw new Error(found.lacking);
  return chromium.launch({ executablePath: found.path, args: FLAGS });
}

export interface FindOptions {
  env?: NodeJS.ProcessEnv;
  /** Programs that are looked for after PATH. */
  places?: string[];
  /** Puts Chromium onto PATH, or throws with one sentence why it can't. */
  install?: (log: Log, env: NodeJS.ProcessEnv) => Promise<void>;
}

/**
 * The Chromium to test with, or what is lacking and what to do about it where there is none and none can be installed.
 * Throws where `CHROMIUM_PATH` names what can't be run: that is somebody's mistake.
 */
export async function findChromium(
  log: Log,
  options: FindOptions = {},
): Promise<{ path: string } | { lacking: string }> {
  const { env = process.env, places = PLACES, install = installWithApt } = options;
  const named = env.CHROMIUM_PATH;
  if (named && !(await firstOf(named)))
    throw new Error(`CHROMIUM_PATH is ${named}, which can't be run: "${named} --version" fails`);
  const path = named || (await present(env, places));
  if (path) return { path };
  try {
    return { path: await installed(log, env, places, install) };
  } catch (error) {
    const why = (error as Error).message;
    return {
      lacking: `There is no Chromium for the browser tests, and ${why}. Install Chromium or Chrome (on Debian: apt-get install chromium), or set CHROMIUM_PATH to its full path`,
    };
  }
}

const firstOf = (...programs: string[]) => firstOfVersion(/chrom/i, programs);
const present = (env: NodeJS.ProcessEnv, places: string[]) => firstOf(...onPath(env, ...NAMES), ...places);

/** Installs it, or waits for the process that does. */
async function installed(
  log: Log,
  env: NodeJS.ProcessEnv,
  places: string[],
  install: NonNullable<FindOptions['install']>,
): Promise<string> {
  const lock = await holdLock(join(cacheFolder(env), 'installing-chromium.lock'));
  try {
    const meanwhile = await present(env, places);
    if (meanwhile) return meanwhile;
    await install(log, env);
    const now = await present(env, places);
    if (now) return now;
    throw new Error('its package was installed, and yet no program is to be found');
  } finally {
    lock.release();
  }
}

/** With apt-get, as root: who is not root is asked for nothing. Says what it does to the system before it does it. */
export async function installWithApt(
  log: Log,
  env: NodeJS.ProcessEnv,
  uid = process.getuid?.(),
): Promise<void> {
  if (!onPath(env, 'apt-get').some(existsSync)) throw new Error('no apt-get to install it with');
  if (uid !== 0) throw new Error('only root may install it with apt-get');
  log(
    `There is no Chromium for the browser tests: installing it into this system with apt-get (${PACKAGES.join(', ')}): about a minute, only this once …`,
  );
  const quiet = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env: quiet, progress: log };
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '--yes', '--no-install-recommends', ...PACKAGES], options);
}
