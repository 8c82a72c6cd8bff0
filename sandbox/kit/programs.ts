import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const GRACE_S = 10;
const READY_MS = 60_000;
const PROGRESS_MS = 5_000;
const MOST_KEPT = 1 << 24;

/** How a program is started. */
export interface ProgramOptions {
  cwd?: string;
  /** This process's own environment where absent. */
  env?: NodeJS.ProcessEnv;
  /** What its standard input gets. */
  input?: string;
  /** A file that gets all its output. */
  log?: string;
  /** Called with each line of its output; not where there is a `log`. */
  onLine?: (line: string, from: 'stdout' | 'stderr') => void;
  /** A process group of its own: Ctrl-C in a terminal doesn't reach it, and our signals also reach what it started. */
  group?: boolean;
  /** For a Node program that sends messages: `child.on('message')`. */
  ipc?: boolean;
}

/** How a program ended. */
export interface Ended {
  /** Its exit code; null where a signal ended it, or it could not be started. */
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A program that was started. It ends when this process does, in whatever way: SIGKILL too. */
export interface Program {
  pid: number;
  child: ChildProcess;
  ended: Promise<Ended>;
  hasEnded(): boolean;
  /** All its output until now, stderr last. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL after 10 s; resolves once it has ended. */
  stop(): Promise<Ended>;
}

// A shell script that ends the process or group $1 when we die: its input is a pipe that is open as long as we live.
const guard = `read -r _
kill -TERM -- $1 2>/dev/null
for _ in ${Array.from({ length: GRACE_S }, (_, second) => second).join(' ')}; do
  kill -0 -- $1 2>/dev/null || exit 0
  sleep 1
done
kill -KILL -- $1 2>/dev/null`;

/** Starts a program. One that can't be started has ended, and its stderr says why. Linux and macOS. */
export function startProgram(command: string, args: string[], options: ProgramOptions = {}): Program {
  const { cwd, env, input, log, onLine, group = false, ipc } = options;
  const file = log === undefined ? undefined : openSync(log, 'a');
  const before = log === undefined ? 0 : statSync(log).size;
  const output = file ?? 'pipe';
  const child = spawn(command, args, {
    cwd,
    env,
    detached: group,
    stdio: [input === undefined ? 'ignore' : 'pipe', output, output, ...(ipc ? (['ipc'] as const) : [])],
  });
  if (file !== undefined) closeSync(file);
  child.stdin?.on('error', () => undefined).end(input);
  const pieces = { stdout: '', stderr: '' };
  for (const from of ['stdout', 'stderr'] as const) {
    child[from]?.setEncoding('utf8').on('data', (piece: string) => {
      pieces[from] = (pieces[from] + piece).slice(-MOST_KEPT);
    });
    if (child[from] && onLine)
      createInterface({ input: child[from] }).on('line', (line) => onLine(line, from));
  }
  let over = false;
  const target = (child.pid ?? 0) * (group ? -1 : 1);
  const release = child.pid === undefined ? () => undefined : guarded(target);
  const ended = new Promise<Ended>((resolve) => {
    const end = (status: number | null, signal: NodeJS.Signals | null) => {
      over = true;
      resolve({ status, signal, ...pieces });
    };
    child.once('exit', release);
    child.once('close', end);
    child.once('error', (error) => {
      if (child.pid !== undefined) return;
      pieces.stderr = error.message;
      end(null, null);
    });
  });
  const kill = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null && target !== 0) process.kill(target, signal);
  };
  return {
    pid: child.pid ?? 0,
    child,
    ended,
    hasEnded: () => over,
    said: () => (log === undefined ? pieces.stdout + pieces.stderr : textFrom(log, before) + pieces.stderr),
    kill,
    stop: async () => {
      kill('SIGTERM');
      const late = setTimeout(() => kill('SIGKILL'), GRACE_S * 1_000);
      return ended.finally(() => clearTimeout(late));
    },
  };
}

function textFrom(file: string, position: number): string {
  const opened = openSync(file, 'r');
  const bytes = Buffer.alloc(fstatSync(opened).size - position);
  readSync(opened, bytes, 0, bytes.length, position);
  closeSync(opened);
  return bytes.toString();
}

/** Starts a small shell that ends the target when we are gone; answers the function that calls it off. */
function guarded(target: number): () => void {
  const shell = spawn('/bin/sh', ['-c', guard, 'sh', String(target)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  const pipe = shell.stdin as unknown as Socket;
  pipe.on('error', () => undefined).unref();
  return () => shell.kill('SIGKILL');
}

/** Resolves once the program has said these words. Throws with its last lines where it ends before, or is late. */
export async function says(program: Program, words: string, withinMs = READY_MS): Promise<void> {
  const end = Date.now() + withinMs;
  while (!program.said().includes(words)) {
    if (program.hasEnded() || Date.now() > end) {
      const how = program.hasEnded() ? 'ended' : `went on for ${withinMs / 1_000} s`;
      throw new Error(
        `${program.child.spawnargs.join(' ')} ${how} and did not say "${words}":\n${lastLines(program.said())}`,
      );
    }
    await delay(20);
  }
}

/** How a program is waited for. */
export interface RunOptions {
  /** Called every few seconds with the last line of its output. */
  progress?: (line: string) => void;
  /** The program is killed where it takes longer, in ms. */
  withinMs?: number;
}

/** Runs a program to its end, and answers what it wrote. Throws with its last lines where it fails. */
export async function run(
  command: string,
  args: string[],
  { progress, withinMs, ...options }: ProgramOptions & RunOptions = {},
): Promise<string> {
  const program = startProgram(command, args, options);
  const late = withinMs === undefined ? undefined : setTimeout(() => program.kill('SIGKILL'), withinMs);
  const timer = setInterval(() => progress?.(`  ${lastLines(program.said(), 1).slice(0, 100)}`), PROGRESS_MS);
  const { status, signal, stdout } = await program.ended;
  clearInterval(timer);
  clearTimeout(late);
  if (status === 0) return stdout;
  const why = lastLines(program.said(), 5) || signal || `exit code ${status}`;
  throw new Error(`"${[command, ...args].join(' ')}" failed: ${why}`);
}

/** The last lines of a text that are not empty. */
export const lastLines = (text: string, count = 20): string =>
  text
    .split('\n')
    .filter((line) => line.trim())
    .slice(-count)
    .join('\n');
