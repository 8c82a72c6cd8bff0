import { describe, it } from 'vitest';

/** In a run that has to be whole (`CI=true`, as `.ci/run` sets it), what is lacking fails instead of being left out. */
const whole = process.env.CI === 'true' || process.env.CI === '1';

/**
 * `describe` and `it` for tests that need what not every machine has. `lacking` says in one sentence what is not here
 * and what to do about it: then each of them stands as one test that is left out, and the end of the run counts them
 * and says why; with `CI=true` it fails with that sentence. What stands in a group that is left out is not even run,
 * so that it may read what it needs. Undefined is: nothing is lacking, everything runs.
 */
export function needing(lacking: string | undefined) {
  const leftOut = (name: string) =>
    it(name, ({ skip }) => {
      if (whole) throw new Error(lacking);
      skip(lacking);
    });
  return {
    describe: (name: string, group: () => void): unknown =>
      lacking === undefined ? describe(name, group) : leftOut(name),
    it: (name: string, test: () => unknown, timeoutMs?: number): unknown =>
      lacking === undefined ? it(name, test, timeoutMs) : leftOut(name),
  };
}
