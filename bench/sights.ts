import type { Program } from '../sandbox/kit/programs.ts';

/** A message of a program: what it saw (`saw`) of which object (`id`), at which time (`at`, epoch milliseconds). */
export interface Sight {
  saw: string;
  id: string;
  at: number;
}

/** Resolves with the time at which it was seen, be that before or after the call. Each sight can be taken once. */
export type Seen = (saw: string, id: string) => Promise<number>;

/** Asks the sandboxes' process what our programs take of them from the environment. */
export const environmentFrom = (program: Program): Promise<Record<string, string>> =>
  new Promise((resolve) => {
    program.child.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'env' in message)
        resolve(message.env as Record<string, string>);
    });
    program.child.send('env');
  });

/** Collects the sights that a program sends. */
export function sightsOf(program: Program): Seen {
  const known = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  program.child.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('saw' in message)) return;
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
