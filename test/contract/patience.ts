/** Settings of a connector that does not wait long. */
export const HASTY = { timeoutMs: 1_000 };

/** Nobody waits long for an answer that never comes; all others may take their time. */
export const waiting = (what: string) => (what.endsWith('answer lost') ? HASTY : {});
