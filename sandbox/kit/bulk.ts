import { z } from 'zod';

/**
 * Many orders at once, which are not announced. `perSecond` of them share a second; the first is placed at `from` (UTC).
 * Without `from` the last one is placed now. `order` describes each of them.
 */
export const Bulk = z.strictObject({
  count: z.int().min(1).max(50_000),
  perSecond: z.int().positive().default(10),
  from: z.iso.datetime().optional(),
  order: z.unknown().optional(),
});
/** The same, as it was read. */
export type Bulk = z.infer<typeof Bulk>;

/** When each of the orders is placed. */
export function moments({ count, perSecond, from }: Bulk, now: Date): Date[] {
  const seconds = Math.ceil(count / perSecond) - 1;
  const first = from === undefined ? now.getTime() - seconds * 1000 : Date.parse(from);
  return Array.from({ length: count }, (_, i) => new Date(first + Math.floor(i / perSecond) * 1000));
}
