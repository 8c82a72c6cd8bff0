import { describe, it } from 'vitest';

/** Whether tests that lack something fail instead of being left out: `CI=true`, as `.ci/run` sets it. */
const whole = process.env.CI === 'true' || process.env.CI === '1';

/**
 * `describe` and `it` for tests that need what not every machine has. `lacking` says in one sentence what is missing
 * and what to do about it: then each of them counts as one test that is left out, and the end of the run counts them
 * and says why; with `CI=true` it fails with that sentence. The body of a group that is left out is not even run,
 * so that it may read what it needs. Undefined means that nothing is missing and everything runs.
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
