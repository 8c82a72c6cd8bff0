/** An activity's answer, and when it was called, by its worker's clock; UTC, ISO 8601. */
export interface Dated<T> {
  at: string;
  answer: T;
}

export interface ClockActivities {
  /** Answers nothing but its date. */
  readClock(): Promise<void>;
}

/**
 * What a worker registers: activities whose answers are dated, so that workflows know the time from their history. The
 * date is when the call began: what it read was so at that time or later.
 */
export function dated<A extends object>(
  activities: A,
): Record<string, (...args: never[]) => Promise<Dated<unknown>>> {
  const clock: ClockActivities = { readClock: async () => undefined };
  return Object.fromEntries(
    Object.entries({ ...activities, ...clock }).map(([name, call]) => [
      name,
      async (...args: never[]) => {
        const at = new Date().toISOString();
        return { at, answer: await call(...args) };
      },
    ]),
  );
}
