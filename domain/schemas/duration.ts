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
