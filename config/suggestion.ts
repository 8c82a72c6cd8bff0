/** How to mend a name that nobody knows: the nearest known one, or else all of them. */
export function suggestion(name: string, known: string[]): string {
  const [nearest] = known
    .map((other) => ({ other, letters: distance(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters);
  if (nearest && nearest.letters <= Math.max(2, Math.floor(name.length / 3)))
    return `did you mean "${nearest.other}"?`;
  return `there are: ${known.join(', ') || 'none'}`;
}

/** Levenshtein's: how many letters have to be put in, taken out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
