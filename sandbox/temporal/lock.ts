import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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
  while (happened('EEXIST', () => writeFileSync(path, String(process.pid), { flag: 'wx' }))) {
    const [owner = 0, ...programs] = holders(path);
    if (!isAlive(owner) && !programs.some(isAlive)) rmSync(path, { force: true });
    else if (owner > 0 && isAlive(owner)) held(owner);
    await delay(200);
  }
  const touch = () => happened('ENOENT', () => utimesSync(path, new Date(), new Date()));
  const heartbeat = setInterval(touch, HEARTBEAT_MS).unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.on('exit', release);
  return { release, shareWith: (program) => writeFileSync(path, `${process.pid} ${program}`) };
}

function holders(path: string): number[] {
  let text = '-1';
  happened('ENOENT', () => {
    if (Date.now() - statSync(path).mtimeMs < STALE_MS) text = readFileSync(path, 'utf8');
  });
  return text.split(' ').map(Number);
}

// 0, of a lock that is just being written, is our own group, which lives.
const isAlive = (pid: number): boolean => pid >= 0 && !happened('ESRCH', () => process.kill(pid, 0), 'EPERM');

/** Whether this failed with that code; any error but the passed one is thrown. */
function happened(code: string, act: () => unknown, passed?: string): boolean {
  try {
    act();
  } catch (error) {
    const thrown = (error as NodeJS.ErrnoException).code;
    if (thrown !== code && thrown !== passed) throw error;
    return thrown === code;
  }
  return false;
}
