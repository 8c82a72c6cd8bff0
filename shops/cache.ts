/** Answers to look-ups, each for a time; a failed one is not kept. At most `limit`, of which the oldest go first. */
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
