/**
 * Runs pieces of work that share a key one after the other, in the order they came; others side by side. For one
 * process: one worker at a time serves an ERP.
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
