import { isStuck } from '../temporal/errors.ts';

/** What a workflow answers; undefined where it can't, since a task of its fails whenever it is tried. */
export async function unlessStuck<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isStuck(error)) return undefined;
    throw error;
  }
}
