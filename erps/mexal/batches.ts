// So many values in one filter.
const BATCH = 100;

/** Values in as many parts as a filter takes at once. */
export const batches = <T extends string | number>(values: T[]): T[][] =>
  Array.from({ length: Math.ceil(values.length / BATCH) }, (_, i) =>
    values.slice(i * BATCH, (i + 1) * BATCH),
  );
