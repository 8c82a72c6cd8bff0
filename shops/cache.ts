/** `read` with its answers kept for `ageMs`; errors are not kept. Of more than `limit` answers the oldest are dropped. */
export function cached<T>(
  limit: number,
  ageMs: number,
  read: (key: string) => Promise<T>,
): (key: string) => Promise<T> {
  const kept = new Map<string, { answer: T; until: number }>();
  return async (key) => {
    const known = kept.get(key);
    if (known && known.until > Date.now()) return known.answer;
    const answer = await read(key);
    kept.delete(key);
    kept.set(key, { answer, until: Date.now() + ageMs });
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - limit))) kept.delete(oldest);
    return answer;
  };
}
