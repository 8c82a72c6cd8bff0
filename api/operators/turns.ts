import pLimit from 'p-limit';

const WAITING = 8;

/** Work that takes its turn, one piece after the other. Answers undefined, at once, where too many wait already. */
export function turns(): <T>(work: () => Promise<T>) => Promise<T | undefined> {
  const oneAtATime = pLimit(1);
  return async (work) => (oneAtATime.pendingCount < WAITING ? oneAtATime(work) : undefined);
}
