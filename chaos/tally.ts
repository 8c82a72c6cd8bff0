/** How often each named thing happened. */
export type Counts = Record<string, number>;

/** Adds one to the count of a name. */
export function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** How often each name is in the list. */
export function countsOf(names: string[]): Counts {
  const counts: Counts = {};
  for (const name of names) count(counts, name);
  return counts;
}
