/** Settings of a connector that does not wait long. */
export const HASTY = { timeoutMs: 1_000 };

/** Short waits for cases whose answer never comes; the others have the default. */
export const waiting = (what: string) => (what.endsWith('answer lost') ? HASTY : {});
