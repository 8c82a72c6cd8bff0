import { DateTime } from 'luxon';
import { Failure } from '../../domain/failure.ts';
import { type AxerveClient, Refusal } from './client.ts';
import { Row } from './wire.ts';

const NOTHING_FOUND = '1401';
// Rows of an answer: hype-app/gestpay-api, POST dashboard/search/execute, "rangeResults".
const PAGE = 100;
const MOST = 20_000;

/** The day by Rome's clock, as searches take it. */
export const dayOf = (at: number): string =>
  DateTime.fromMillis(at, { zone: 'Europe/Rome' }).toFormat('dd/MM/yyyy');

/** All rows that a search finds, the oldest first; and how many are in a shape that nobody knows. */
export async function rowsOf(
  client: AxerveClient,
  what: string,
  filter: object,
): Promise<{ rows: Row[]; unreadable: number }> {
  const rows: Row[] = [];
  let unreadable = 0;
  for (let first = 1; ; first += PAGE) {
    const found = await client.search(what, filter, first).catch((error: unknown) => {
      if (error instanceof Refusal && error.errorCode === NOTHING_FOUND) return { nResults: 0, payments: [] };
      throw error;
    });
    for (const one of found.payments) {
      const row = Row.safeParse(one);
      if (row.success) rows.push(row.data);
      else unreadable += 1;
    }
    if (found.payments.length === 0 || first + PAGE > found.nResults) break;
    if (first > MOST)
      throw new Failure(
        'GATEWAY_ANSWER_LOST',
        'maybe',
        `${what}: more than ${MOST} rows, which are not read`,
      );
  }
  // The newest comes first, of one second in no order: the later row is the older one.
  return { rows: oldestFirst(rows.reverse()), unreadable };
}

export const oldestFirst = (rows: Row[]): Row[] => rows.sort((a, b) => timeOf(a) - timeOf(b));

function timeOf({ date }: Row): number {
  const time = DateTime.fromFormat(date ?? '', 'dd/MM/yyyy HH:mm:ss', { zone: 'Europe/Rome' });
  return time.isValid ? time.toMillis() : 0;
}
