/** Marks an order that we put on hold, and its release: a hold made by a person is left alone. */
export const HELD = '[incasso-hold]';
export const RELEASED = '[incasso-released]';
