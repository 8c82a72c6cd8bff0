import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './programs.ts';

const SILENCE_MS = 20_000;

/** The user's cache, outside of the clone: `$XDG_CACHE_HOME/incasso`, or `~/.cache/incasso`. */
export const cacheFolder = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'incasso');

/** Where programs of these names would lie in the folders of PATH, by name. */
export const onPath = ({ PATH = '' }: NodeJS.ProcessEnv, ...names: string[]): string[] =>
  names.flatMap((name) =>
    PATH.split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, name)),
  );

/** The first of these programs that can be run and says such a version: another program can have the same name. */
export async function firstOfVersion(version: RegExp, programs: string[]): Promise<string | undefined> {
  for (const program of programs) {
    const said = await run(program, ['--version'], { withinMs: SILENCE_MS }).catch(() => '');
    if (version.test(said)) return program;
  }
  return undefined;
}
