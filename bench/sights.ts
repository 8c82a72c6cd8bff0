import type { Program } from '../sandbox/kit/programs.ts';

/** Something that a program saw happen to what has this id; `at` in epoch milliseconds. */
export interface Sight {
  saw: string;
  id: string;
  at: number;
}

/** Resolves with the time once this was seen of that id, before or after it is asked for. Each can be asked for once. */
export type Seen = (saw: string, id: string) => Promise<number>;

export function sightsOf(program: Program): Seen {
  const known = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  program.child.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null) return;
    const { saw, id, at } = message as Sight;
    const key = `${saw} ${id}`;
    const waits = waiting.get(key);
    waiting.delete(key);
    if (waits) waits(at);
    else known.set(key, at);
  });
  return (saw, id) => {
    const key = `${saw} ${id}`;
    const at = known.get(key);
    known.delete(key);
    return at === undefined ? new Promise((resolve) => waiting.set(key, resolve)) : Promise.resolve(at);
  };
}
