import parseDuration from 'parse-duration';
import { z } from 'zod';

const DURATION = /^\d+(\.\d+)?\s*(ms|s|m|h|d)(\s*\d+(\.\d+)?\s*(ms|s|m|h|d))*$/;
const HINT = 'must be a duration with its unit, such as "250ms", "90s", "5m", "24h" or "1h30m"';

/** A duration as people write it; whole milliseconds once parsed. A bare number is refused: nobody can tell its unit. */
export const Duration = z
  .string({ error: HINT })
  .regex(DURATION, HINT)
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== null && Number.isSafeInteger(ms) && ms > 0) return ms;
    context.addIssue({ code: 'custom', message: `${HINT}: more than zero, in whole milliseconds` });
    return z.NEVER;
  });

/** A duration in the unit that people say it in. */
export const written = (ms: number): string =>
  ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${ms / 60_000}m`;

const Number16 = z.int().min(1).max(65_535);

/** A port; what comes from the environment is text, and containers get their port from there. */
export const Port = z.union(
  [
    Number16,
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(Number16),
  ],
  {
    error: (issue) => (issue.code === 'invalid_union' ? 'must be a whole number from 1 to 65535' : undefined),
  },
);

/**
 * Whether a setting of this name holds a secret; such a setting takes `${ENV_NAME}` and nothing else.
 * By name and not by mark, so that a connector that forgets the mark is safe too. A mail server's address has its password.
 */
export function isSecretName(name: string): boolean {
  return (
    /(secret|password|passwordHash|token|key|^smtp)$/i.test(name) &&
    !/^(public|publishable|consumer)key$/i.test(name)
  );
}
