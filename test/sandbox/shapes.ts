/** How two answers differ in keys and types of values, at every level; a list counts as one row with the keys of all. */
export function differences(real: unknown, ours: unknown, at = ''): string[] {
  const [a, b] = [kindOf(real), kindOf(ours)];
  if (a !== b) return [`${at || 'it'} is ${b} and not ${a}`];
  if (Array.isArray(real) && Array.isArray(ours)) {
    // A list that is empty on one side can't be compared.
    if (real.length === 0 || ours.length === 0) return [];
    return differences(merged(real), merged(ours), `${at}[]`);
  }
  if (!isObject(real) || !isObject(ours)) return [];
  return [...new Set([...Object.keys(real), ...Object.keys(ours)])].sort().flatMap((key) => {
    const path = at ? `${at}.${key}` : key;
    if (!(key in ours)) return [`${path} is missing`];
    if (!(key in real)) return [`${path} is too much`];
    return differences(real[key], ours[key], path);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;

/** One row with the keys of all rows of a list. */
function merged(rows: unknown[]): unknown {
  if (!rows.every(isObject)) return rows[0];
  const all: Record<string, unknown> = {};
  for (const row of rows)
    for (const [key, value] of Object.entries(row)) {
      const known = all[key];
      all[key] = Array.isArray(known) && Array.isArray(value) ? [...known, ...value] : (known ?? value);
    }
  return all;
}
