import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pidusage from 'pidusage';
import { type Program, says, startProgram } from '../sandbox/kit/programs.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const MB = 1024 * 1024;

/** How a measured program is started. */
export interface MeasuredOptions {
  name: string;
  /** The script, relative to the project's folder; TypeScript is run by tsx. */
  file: string;
  args?: string[];
  env?: NodeJS.ProcessEnv;
  /** The folder for its output. */
  folder: string;
  /** The text in its output that says that it works. */
  readyWhen: string;
}

const READY_MS = 90_000;

/** Starts a program in a process of its own and waits until it is ready. Throws with its output where it ends before that. */
export async function startMeasured(options: MeasuredOptions): Promise<Program> {
  const { name, file, args = [], env = {}, folder, readyWhen } = options;
  const runner = file.endsWith('.ts') ? ['--import', 'tsx'] : [];
  // BENCH_PROFILE=worker keeps the folder, with CPU profiles of that program.
  const profile = process.env.BENCH_PROFILE === name ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
  const program = startProgram(process.execPath, [...profile, ...runner, join(root, file), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    log: join(folder, `${name}.log`),
    ipc: true,
  });
  try {
    await says(program, readyWhen, READY_MS);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return program;
}

/** The resident set of a process; MB. */
export const residentMB = async (pid: number): Promise<number> => (await pidusage(pid)).memory / MB;

/** Appends the warnings of Temporal's server to a file beside the programs' output. */
export const serverLog = (folder: string) => (line: string) =>
  appendFileSync(join(folder, 'temporal.log'), `${line}\n`);
