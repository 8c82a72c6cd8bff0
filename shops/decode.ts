import type { z } from 'zod';
import { Failure } from '../domain/failure.ts';

/** Throws ORDER_UNREADABLE, naming the paths and nothing of what is in them. */
export function decoded<T>(schema: z.ZodType<T>, what: string, raw: unknown): T {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  const paths = read.error.issues.slice(0, 8).map((issue) => {
    const value = at(raw, issue.path);
    const is =
      value === undefined ? 'missing' : value === null ? 'null' : `not as expected (${typeof value})`;
    return `${issue.path.join('.') || 'the answer'} is ${is}`;
  });
  throw new Failure('ORDER_UNREADABLE', 'refused', `${what}: ${paths.join(', ')}`);
}

// Broken payment modules write the word "null" where there is nothing.
export const isSaid = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value !== 'null';
export const said = (value: unknown): string | undefined => (isSaid(value) ? value : undefined);

/** Whether an amount's cents can be counted to the last one: far beyond any order's, integers lose some. */
export const isCountable = (amount: string | number): boolean => Math.abs(Number(amount)) < 1e12;

/** What is at a path of somebody else's JSON; undefined where there is none. */
export function at(raw: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    raw,
  );
}
