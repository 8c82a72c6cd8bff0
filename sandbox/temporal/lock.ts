import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';

const HEARTBEAT_MS = 5_000;
const STALE_MS = 30_000;

interface Contents {
  pid: number;
  /** A program started by `pid` that uses what is locked, and may outlive it for a moment. */
  program?: number;
}

export interface Lock {
  /** Keeps the lock for as long as this program runs, should we die before it. */
  shareWith(program: number): void;
  release(): void;
}

export type Taken = Lock | { heldBy: Contents & { ending: boolean } };

/**
 * Takes a lock file for this process, or tells who holds it. A lock is stale when its process is gone, or when nobody
 * touched it for 30 s (after a restart of the machine another program can have the same pid).
 */
export function takeLock(path: string): Taken {
  // Linked, not written in place: a lock that can be seen is always whole.
  const mine = `${path}.${randomUUID()}`;
  const contents: Contents = { pid: process.pid };
  writeFileSync(mine, JSON.stringify(contents));
  try {
    while (!link(mine, path)) {
      const holder = readHolder(path);
      if (holder) return { heldBy: holder };
      rmSync(path, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  const release = () => {
    clearInterval(heartbeat);
    process.off('exit', release);
    rmSync(path, { force: true });
  };
  process.on('exit', release);
  const shareWith = (program: number) => {
    writeFileSync(mine, JSON.stringify({ ...contents, program }));
    renameSync(mine, path);
  };
  return { release, shareWith };
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): (Contents & { ending: boolean }) | undefined {
  try {
    const contents = JSON.parse(readFileSync(path, 'utf8')) as Contents;
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return undefined;
    if (isAlive(contents.pid)) return { ...contents, ending: false };
    return contents.program && isAlive(contents.program) ? { ...contents, ending: true } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
