import { z } from 'zod';
import { detail, PayPalError } from './errors.ts';
import type { Issue } from './issues.ts';

/** A text of at least `least` and at most `most` characters. */
export const text = (most: number, least = 1) => z.string().min(least).max(most);
/** An amount as requests have it. */
export const moneyParams = z.object({
  currency_code: z.string().length(3),
  value: z
    .string()
    .max(32)
    .regex(/^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$/),
});
/** A web address. */
export const url = z.url({ protocol: /^https?$/ }).max(4000);

/** The request's body as it was read. Throws 400 with everything that is wrong. Inferred: unknown fields are ignored. */
export function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input ?? {});
  if (read.success) return read.data;
  throw new PayPalError(
    400,
    read.error.issues.map((issue) => {
      const field = `/${issue.path.map(String).join('/')}`;
      const value = valueAt(input, issue.path);
      const shown = typeof value === 'object' ? undefined : value;
      return detail(issueOf(issue, value), field, shown);
    }),
  );
}

function issueOf(issue: z.core.$ZodIssue, value: unknown): Issue {
  if (value === undefined || value === null) return 'MISSING_REQUIRED_PARAMETER';
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'array' ? 'INVALID_ARRAY_MIN_ITEMS' : 'INVALID_STRING_LENGTH';
    case 'too_big':
      return issue.origin === 'array' ? 'INVALID_ARRAY_MAX_ITEMS' : 'INVALID_STRING_LENGTH';
    case 'invalid_value':
      return 'INVALID_PARAMETER_VALUE';
    case 'unrecognized_keys':
      return 'NOT_SUPPORTED';
    default:
      return 'INVALID_PARAMETER_SYNTAX';
  }
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
