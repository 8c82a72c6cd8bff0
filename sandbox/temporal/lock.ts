import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const HEARTBEAT_MS = 5_000;
const STALE_MS = 30_000;

export interface Lock {
  /** Keeps the lock for as long as this program runs, should we die before it. */
  shareWith(program: number): void;
  release(): void;
}

/**
 * Waits until this process holds a lock file. `held` hears again and again which process has it, and may throw to give up;
 * not while that one is gone and only a program of its still ends. A lock is stale once both are gone, or nobody has touched
 * it for 30 s (after a restart of the machine another program can have the same pid).
 */
export async function holdLock(path: string, held: (pid: number) => void = () => undefined): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true });
  // Linked, not written in place: a lock that can be seen is always whole.
  const mine = `${path}.${randomUUID()}`;
  const write = (program?: number) => writeFileSync(mine, JSON.stringify({ pid: process.pid, program }));
  write();
  try {
    while (doing(() => linkSync(mine, path), 'EEXIST')) {
      const { pid = 0, program = 0 } = holder(path);
      if (isAlive(pid)) held(pid);
      else if (!isAlive(program)) rmSync(path, { force: true });
      if (isAlive(pid) || isAlive(program)) await delay(200);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const touch = () => doing(() => utimesSync(path, new Date(), new Date()), 'ENOENT');
  const heartbeat = setInterval(touch, HEARTBEAT_MS).unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.on('exit', release);
  const shareWith = (program: number) => {
    write(program);
    renameSync(mine, path);
  };
  return { release, shareWith };
}

function holder(path: string): { pid?: number; program?: number } {
  let found = {};
  doing(() => {
    if (Date.now() - statSync(path).mtimeMs < STALE_MS) found = JSON.parse(readFileSync(path, 'utf8'));
  }, 'ENOENT');
  return found;
}

// Pid 0 is nobody's: as a target it would mean our own group.
const isAlive = (pid: number): boolean =>
  pid > 0 && !doing(() => void process.kill(pid, 0), 'ESRCH', 'EPERM');

/** Whether this failed with that code; any other error is thrown. */
function doing(act: () => void, code: string, passed?: string): boolean {
  try {
    act();
  } catch (error) {
    const thrown = (error as NodeJS.ErrnoException).code;
    if (thrown === code) return true;
    if (thrown !== passed) throw error;
  }
  return false;
}
