import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const HEARTBEAT_MS = 5_000;
const STALE_MS = 30_000;

/** A lock file that this process holds. */
export interface Lock {
  /** Lets the lock hold as long as that program (a pid) runs, even if this process dies first. */
  shareWith(program: number): void;
  release(): void;
}

/**
 * Waits until this process holds a lock file. `held` is called again and again with the process that has it, and may throw
 * to give up; it is not called where that process is gone and only its program still ends. A lock is stale once both are
 * gone, or it was not touched for 30 s (after a restart of the machine another program can have the same pid).
 */
export async function holdLock(path: string, held: (pid: number) => void = () => undefined): Promise<Lock> {
  mkdirSync(dirname(path), { recursive: true });
  while (codeOf(() => writeFileSync(path, String(process.pid), { flag: 'wx' }), 'EEXIST')) {
    const [owner = 0, ...programs] = holders(path);
    if (!isAlive(owner) && !programs.some(isAlive)) rmSync(path, { force: true });
    else if (owner > 0 && isAlive(owner)) held(owner);
    await delay(200);
  }
  const touch = () => codeOf(() => utimesSync(path, new Date(), new Date()), 'ENOENT');
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
  codeOf(() => {
    if (Date.now() - statSync(path).mtimeMs < STALE_MS) text = readFileSync(path, 'utf8');
  }, 'ENOENT');
  return text.split(' ').map(Number);
}

// A lock that is just being written reads as 0, which is our own group, so it counts as alive.
const isAlive = (pid: number): boolean =>
  pid >= 0 && codeOf(() => process.kill(pid, 0), 'ESRCH', 'EPERM') !== 'ESRCH';

/** Which of these codes `act` failed with; undefined where it did not fail. Throws every other error. */
function codeOf(act: () => unknown, ...codes: string[]): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (codes.includes(code)) return code;
    throw error;
  }
}
