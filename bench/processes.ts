import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pidusage from 'pidusage';

const root = fileURLToPath(new URL('..', import.meta.url));
const MB = 1024 * 1024;

/** A program of a measurement, in a process of its own. */
export interface Program {
  name: string;
  pid: number;
  /** What it tells by IPC. */
  onMessage(listener: (message: unknown) => void): void;
  /** SIGTERM, SIGKILL after 30 s. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  name: string;
  /** Below the project's folder; TypeScript is run by tsx. */
  file: string;
  args?: string[];
  env?: NodeJS.ProcessEnv;
  /** Where its output is kept. */
  folder: string;
  /** It works once it has sent this by IPC, or has written it to its output. */
  readyWhen: string;
}

const READY_MS = 90_000;
const STOP_MS = 30_000;

/** Starts a program and waits until it is ready. Throws with its output where it ends before. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { name, file, args = [], env = {}, folder, readyWhen } = options;
  const log = join(folder, `${name}.log`);
  const output = openSync(log, 'w');
  const runner = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
  // BENCH_PROFILE=worker keeps the folder, with CPU profiles of that program.
  const profile = process.env.BENCH_PROFILE === name ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  const child = spawn(process.execPath, [...profile, ...runner, join(root, file), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output, 'ipc'],
  });
  closeSync(output);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  const listeners: ((message: unknown) => void)[] = [];
  let ready = false;
  child.on('message', (message) => {
    if (message === readyWhen) ready = true;
    for (const listener of listeners) listener(message);
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = Date.now() + READY_MS;
  while (!ready && !readFileSync(log, 'utf8').includes(readyWhen)) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    if (Date.now() > end) {
      child.kill('SIGKILL');
      throw new Error(`${name} is not ready: ${readFileSync(log, 'utf8').slice(-2_000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    name,
    pid: child.pid ?? 0,
    onMessage: (listener) => void listeners.push(listener),
    stop: () => stopped(child, gone),
  };
}

async function stopped(child: ChildProcess, gone: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(kill);
}

/** The memory that a process has in use (resident set); MB. */
export const residentMB = async (pid: number): Promise<number> => (await pidusage(pid)).memory / MB;

/** Keeps what Temporal's server complains of, under full load most of all, beside what the programs say. */
export const serverLog = (folder: string) => (line: string) =>
  appendFileSync(join(folder, 'temporal.log'), `${line}\n`);
