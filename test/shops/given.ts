/** The key of every test's markers. */
export const markerKey = new Uint8Array(32).fill(7);
