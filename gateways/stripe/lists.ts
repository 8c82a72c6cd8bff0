import type { z } from 'zod';
import { asked } from './client.ts';
import { listOf } from './wire.ts';

const PAGE = 100;

/** Every item of a list, the oldest first. */
export async function every<T extends { id: string }>(
  what: string,
  item: z.ZodType<T>,
  list: (page: { limit: number; starting_after?: string }) => Promise<unknown>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const starting_after = all.at(-1)?.id;
    const page = await asked(what, listOf(item), () =>
      list({ limit: PAGE, ...(starting_after && { starting_after }) }),
    );
    all.push(...page.data);
    if (!page.has_more || page.data.length === 0) return all.reverse();
  }
}
