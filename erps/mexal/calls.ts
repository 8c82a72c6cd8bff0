import { Failure } from '../../domain/failure.ts';

// So many values in one filter.
const BATCH = 100;

/** Values in as many parts as a filter takes at once. */
export const batches = <T extends string | number>(values: T[]): T[][] =>
  Array.from({ length: Math.ceil(values.length / BATCH) }, (_, i) =>
    values.slice(i * BATCH, (i + 1) * BATCH),
  );

/**
 * Runs pieces of work that share a key one after the other, in the order in which they came; others run at the same time.
 * Within this process only: one worker at a time serves an ERP.
 */
export function oneAtATime() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(keys: string[], work: () => Promise<T>): Promise<T> => {
    const before = keys.map((key) => last.get(key));
    const result = Promise.all(before).then(work);
    const end = result.then(
      () => undefined,
      () => undefined,
    );
    for (const key of keys) last.set(key, end);
    try {
      return await result;
    } finally {
      for (const key of keys) if (last.get(key) === end) last.delete(key);
    }
  };
}

/**
 * Creations whose answer was lost, by what was to be created. Until the ERP's limit (ms) is over they may still happen,
 * and the same is not sent again. Counted from when the answer was lost, so that a caller who waits for the limit is not
 * refused afterwards.
 */
export function doubts(limitMs: number) {
  // Until when, epoch ms.
  const inDoubt = new Map<string, number>();
  /**
   * Creates what was not found. Throws what `send` throws, and ERP_ANSWER_LOST without sending while an earlier creation
   * is in doubt.
   */
  return async <T>(keys: string[], what: string, send: () => Promise<T>): Promise<T> => {
    const now = Date.now();
    for (const [key, until] of inDoubt) if (until <= now) inDoubt.delete(key);
    if (keys.some((key) => inDoubt.has(key)))
      throw new Failure(
        'ERP_ANSWER_LOST',
        'maybe',
        `${what}: not sent, since the same was just sent without an answer`,
      );
    try {
      return await send();
    } catch (error) {
      if (error instanceof Failure && error.kind === 'maybe')
        for (const key of keys) inDoubt.set(key, Date.now() + limitMs);
      throw error;
    }
  };
}
