import { z } from 'zod';

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
