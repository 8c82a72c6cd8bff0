import { bad, type Finding, finding } from '../domain/finding.ts';

/** What the call gives within `ms`, otherwise what `late` gives; the call itself is not stopped, its result is ignored. */
export async function limited<T>(ms: number, call: Promise<T>, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms);
  });
  try {
    return await Promise.race([call, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** The findings of one system; no answer within `ms` is a finding too. */
export const findingsWithin = (ms: number, check: () => Promise<Finding[]>): Promise<Finding[]> =>
  limited(ms, finding('answer', check), () => [
    bad(
      'answer',
      `there is none after ${ms / 1000} s`,
      'See that it runs and can be reached from here, or wait longer (--timeout).',
    ),
  ]);
