import type { AxiosResponse } from 'axios';

/** Now, by our clock or the gateway's, which answered at that time (ISO 8601), whichever is ahead; epoch milliseconds. */
export const latestNow = (at: string): number => Math.max(Date.now(), Date.parse(at));

/** The time of the answer by the gateway's clock, as its `date` header has it. */
export const dateOf = ({ headers }: Pick<AxiosResponse, 'headers'>): string | undefined =>
  typeof headers.date === 'string' ? headers.date : undefined;

/**
 * When we asked, by the gateway's clock as far as the answer's `date` header (whole seconds) shows that it differs from ours.
 * If an answer were dated too late, it would replace messages about what happened after it.
 */
export function byTheirClock(asking: Date, answeredAt: Date, date: string | undefined): Date {
  const second = Date.parse(date ?? '');
  if (second > answeredAt.getTime()) return new Date(second);
  const last = second + 999;
  return asking.getTime() > last ? new Date(last) : asking;
}
