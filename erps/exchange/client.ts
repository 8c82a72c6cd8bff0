import { randomUUID } from 'node:crypto';
import { on } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../domain/failure.ts';

/**
 * Runs file work. An error of the operating system is ERP_AWAY, since no file was written in part. `what` names the work
 * for people.
 */
export async function fileWork<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code !== 'string' || cause instanceof Failure) throw cause;
    throw new Failure('ERP_AWAY', 'away', `${what}: ${meaning[code] ?? code}`, { cause });
  }
}

const meaning: Record<string, string> = {
  ENOENT: 'it is not there (ENOENT)',
  EACCES: 'the system does not let us (EACCES)',
  EPERM: 'the system does not let us (EPERM)',
  EROFS: 'it can only be read (EROFS)',
  ENOSPC: 'the disk is full (ENOSPC)',
  ENOTDIR: 'it is no folder (ENOTDIR)',
  EFBIG: 'a file in it has more than 20 MiB (EFBIG)',
};
const MOST_BYTES = 20 * 2 ** 20;

/** Writes a file whole or not at all: whoever looks meanwhile sees none, or the one from before. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const file = await open(unfinished, 'wx');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** So that the new name outlives a power cut. Windows has no such call. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** A text file, in UTF-8 or, as older Italian software writes, Windows-1252; undefined where there is none. One of more than 20 MiB is not read: EFBIG. */
export async function readText(path: string): Promise<string | undefined> {
  const { size = 0 } = (await stat(path).catch(unlessMissing)) ?? {};
  if (size > MOST_BYTES) throw Object.assign(new Error(path), { code: 'EFBIG' });
  const bytes = await readFile(path).catch(unlessMissing);
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder('windows-1252').decode(bytes);
    throw error;
  }
}

/** When a file was changed last, in milliseconds since 1970; undefined where there is none. */
export const changedAt = async (path: string): Promise<number | undefined> =>
  (await stat(path).catch(unlessMissing))?.mtimeMs;

export const remove = (path: string): Promise<void> => rm(path, { force: true });

/** Names of the files in a folder. Throws what the system says where there is none. */
export const namesIn = (folder: string): Promise<string[]> => readdir(folder);

/** Makes a folder inside one that is there. */
export async function makeFolder(parent: string, name: string): Promise<void> {
  await mkdir(join(parent, name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

/**
 * Answers what `look` finds: as soon as a file whose name begins with `name` changes in the folder, or after `ms`, or
 * once `signal` is aborted. A network share may not report changes made elsewhere: then the last look finds them.
 */
export async function awaited<T>(
  { folder, name, ms, signal }: { folder: string; name: string; ms: number; signal?: AbortSignal },
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const watcher = watch(folder);
  // Not AbortSignal.any: Node 20 forgets an AbortSignal.timeout that nothing else refers to.
  const ending = new AbortController();
  const over = ending.signal;
  const end = () => ending.abort();
  const timer = setTimeout(end, signal?.aborted ? 0 : ms);
  signal?.addEventListener('abort', end);
  try {
    const changes = on(watcher, 'change', { signal: over });
    const there = await look();
    if (there !== undefined) return there;
    for await (const [, file] of changes) {
      const found = file === null || String(file).startsWith(name) ? await look() : undefined;
      if (found !== undefined) return found;
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    // Some file systems end the watch early: then the rest of the time is waited without it.
    if (!over.aborted) await delay(ms, undefined, { signal: over }).catch(() => undefined);
  } finally {
    watcher.close();
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
  return look();
}
