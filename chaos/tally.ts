/** How often what happened, by name. */
export type Counts = Record<string, number>;

export function count(counts: Counts, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** How often each of these names stands there. */
export function countsOf(names: string[]): Counts {
  const counts: Counts = {};
  for (const name of names) count(counts, name);
  return counts;
}
