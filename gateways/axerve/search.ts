import { DateTime } from 'luxon';
import { Failure } from '../../domain/failure.ts';
import { type AxerveClient, Refusal } from './client.ts';
import { Row, RowName } from './wire.ts';

const NOTHING_FOUND = '1401';
/** Not confirmed: what is said of a range that begins after the last row. */
const AFTER_THE_LAST = new Set([NOTHING_FOUND, '1425']);
// Rows of an answer: hype-app/gestpay-api, POST dashboard/search/execute, "rangeResults".
const PAGE = 100;
const MOST = 20_000;

/** The day by Rome's clock, as searches take it. */
export const dayOf = (at: number): string =>
  DateTime.fromMillis(at, { zone: 'Europe/Rome' }).toFormat('dd/MM/yyyy');

/** What a search finds: all its rows, the oldest first, and the names of those in a shape that nobody knows, where they have one. */
export interface FoundRows {
  rows: Row[];
  unreadable: { paymentID?: string }[];
}

/** Reads a search to its end. Throws where that can't be seen: rows that are left out would be payments that nobody hears of. */
export async function rowsOf(client: AxerveClient, what: string, filter: object): Promise<FoundRows> {
  const rows: Row[] = [];
  const unreadable: FoundRows['unreadable'] = [];
  // Not confirmed: whether the number of results is that of all. Where it is less, a full answer may have more after it.
  let inAll = 0;
  for (let first = 1; ; ) {
    const found = await rowsFrom(client, what, filter, first);
    inAll = found.nResults ?? inAll;
    const { length } = found.payments;
    if (length === 0 && first <= inAll) throw inPart(what, `it ends before its row ${first} of ${inAll}`);
    for (const one of found.payments) {
      const row = Row.safeParse(one);
      if (row.success) rows.push(row.data);
      else unreadable.push(RowName.safeParse(one).data ?? {});
    }
    // An answer can have fewer rows than were asked for.
    first += length;
    if (length === 0 || (first > inAll && length < PAGE)) break;
    if (first > MOST) throw inPart(what, `more than ${MOST} rows`);
  }
  // The newest comes first, of one second in no order: the later row is the older one.
  return { rows: oldestFirst(rows.reverse()), unreadable };
}

async function rowsFrom(client: AxerveClient, what: string, filter: object, first: number) {
  try {
    return await client.search(what, filter, first);
  } catch (error) {
    const { errorCode = '' } = error instanceof Refusal ? error : {};
    if (first === 1 ? errorCode === NOTHING_FOUND : AFTER_THE_LAST.has(errorCode))
      return { nResults: undefined, payments: [] };
    throw error;
  }
}

const inPart = (what: string, why: string) =>
  new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the search can't be read to its end: ${why}`);

export const oldestFirst = (rows: Row[]): Row[] => rows.sort((a, b) => timeOf(a) - timeOf(b));

function timeOf({ date }: Row): number {
  const time = DateTime.fromFormat(date ?? '', 'dd/MM/yyyy HH:mm:ss', { zone: 'Europe/Rome' });
  return time.isValid ? time.toMillis() : 0;
}
