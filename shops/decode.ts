import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';

/** An answer as the schema reads it. Throws ORDER_UNREADABLE, which names the paths that are wrong, but none of their values. */
export function decoded<T>(schema: z.ZodType<T>, what: string, raw: unknown): T {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  const paths = read.error.issues.slice(0, 8).map((issue) => {
    const value = at(raw, issue.path);
    const problem =
      value === undefined ? 'missing' : value === null ? 'null' : `not as expected (${typeof value})`;
    return `${issue.path.join('.') || 'the answer'} is ${problem}`;
  });
  throw new Failure('ORDER_UNREADABLE', 'refused', `${what}: ${paths.join(', ')}`);
}

/** Whether it is a text that says something. Broken payment modules write the word "null" where there is nothing. */
export const isFilled = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value !== 'null';
/** The text, if it says something; else undefined. */
export const filled = (value: unknown): string | undefined => (isFilled(value) ? value : undefined);

/** Whether an amount's cents can be counted exactly: integers lose cents of sums far beyond any order's. */
export const isCountable = (amount: string | number): boolean => Math.abs(Number(amount)) < 1e12;

/** The value at a path of another system's JSON; undefined where there is none. */
export function at(raw: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    raw,
  );
}
