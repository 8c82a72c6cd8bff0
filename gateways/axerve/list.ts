import type { Notification } from '../../domain/schemas/message.ts';
import type { NotificationBatch } from '../gateway.ts';
import type { AxerveClient } from './client.ts';
import { disputeIn } from './disputes.ts';
import { isReference, type Ours } from './marks.ts';
import { byBank, PAYMENT } from './notifications.ts';
import { dayOf, type FoundRows, oldestFirst, rowsOf } from './search.ts';
import type { Row } from './wire.ts';

const DAY_MS = 24 * 3_600_000;
/** Not confirmed: for how long a refund can be asked for. Until then each look sees again what became of it: a refusal has no date. */
const askedMs = (): number => 30 * DAY_MS;
const MOST_KEPT = 20_000;

/** What became of payments since some time, by searches: Axerve keeps no list of what it told. */
export function lists(client: AxerveClient, name: string, ours: Ours) {
  /** Rows that were told in an earlier look, as they stood, and until when that look went. */
  const told = new Map<string, { stood: string; until: string }>();

  /**
   * Searches know days only, so each look finds again what the one before it found. A row that stands as it stood then was heard if that look was,
   * which shows by this one beginning where it ended; but not where money can move without the row showing it.
   */
  function isNews(row: Row, since: string, mayBeAsked: boolean): boolean {
    const before = told.get(keyOf(row));
    const mayHide = ours.shopCapture === 'separated' || isGivenBack(row);
    return mayBeAsked || mayHide || before?.stood !== standsAs(row) || before.until > since;
  }

  function remember(rows: Row[], until: string): void {
    if (told.size > MOST_KEPT) told.clear();
    for (const row of rows) {
      const stood = standsAs(row);
      if (told.get(keyOf(row))?.stood !== stood) told.set(keyOf(row), { stood, until });
    }
  }

  return async (since: string): Promise<NotificationBatch> => {
    const now = Date.now();
    const more = Date.parse(since) + DAY_MS < now;
    const end = more ? Date.parse(since) + DAY_MS : now;
    const until = new Date(end).toISOString();
    const what = `${name}, searching since ${since}`;
    // A day more at the beginning: the days may not be those of our clock.
    const [from, to] = [dayOf(Date.parse(since) - DAY_MS), dayOf(end + DAY_MS)];
    const asked = more ? from : dayOf(now - askedMs());
    const found = new Map<string, Row>();
    const odd: FoundRows['unreadable'] = [];
    const search = async (filter: object, isWanted: (row: Row) => boolean): Promise<string[]> => {
      const { rows, unreadable } = await rowsOf(client, what, filter);
      odd.push(...unreadable);
      const wanted = rows.filter(isWanted);
      for (const row of wanted) {
        if (keyOf(row) !== '') found.set(keyOf(row), row);
        // Nothing names it that could be asked for.
        else odd.push({});
      }
      return wanted.map(keyOf);
    };
    for (const filter of filters(from, to)) await search(filter, isPayment);
    // That the bank refused one is known days later, and shows in no row; one that was carried out is found by that.
    const refunds = new Set(await search(happened('REQ', asked, to), (row) => !isGivenBack(row)));
    const rows = oldestFirst([...found.values()]);
    const news = rows.filter((row) => isNews(row, since, refunds.has(keyOf(row))));
    // A dispute stands as it does now, whatever time is asked about.
    const at = new Date(now).toISOString();
    const notifications = news.flatMap((row) => notificationsOf(row, ours.live, at));
    remember(rows, until);
    return { notifications: [...notifications, ...oddOnes(odd)], until, more };
  };
}

const happened = (type: string, from: string, to: string): object => ({
  event: { type, from, to, includeToday: 'true' },
});

/** What is searched for: what was begun in these days, and what happened in them to what was begun before. */
const filters = (from: string, to: string): object[] => [
  { dateFrom: from, dateTo: to },
  ...['AUT', 'MOV', 'CAN', 'STO'].map((type) => happened(type, from, to)),
  { chargeback: { type: 'ALL', from, to, includeToday: 'true' } },
];

/** Rows that can't be read, for people. What becomes of a payment is heard all the same, where the row names it. */
function oddOnes(odd: FoundRows['unreadable']): Notification[] {
  const named = new Set(odd.flatMap(({ paymentID }) => paymentID ?? []));
  const unnamed = odd.filter(({ paymentID }) => paymentID === undefined);
  const unreadable = (id: string) => ({ kind: 'unreadable' as const, id, type: PAYMENT });
  return [
    ...[...named].flatMap((charge): Notification[] => [
      { kind: 'lookup', id: `search:${charge}`, type: PAYMENT, charge },
      unreadable(`row of ${charge}`),
    ]),
    ...unnamed.map((_, i) => unreadable(`row-${i + 1}`)),
  ];
}

const keyOf = ({ paymentID, bankTransactionID }: Row): string =>
  paymentID || (bankTransactionID && /^\d{1,50}$/.test(bankTransactionID) ? byBank(bankTransactionID) : '');

const standsAs = ({ transactionResult, transactionState, disputeState }: Row): string =>
  JSON.stringify([transactionResult, transactionState, disputeState?.status, disputeState?.chargeback]);

const isGivenBack = ({ transactionState }: Row): boolean => transactionState?.toUpperCase() === 'STO';

/** Of a page that nobody paid there is nothing to tell. */
const isPayment = ({ transactionResult }: Row): boolean => transactionResult.toUpperCase() !== 'UNSUBMITTED';

/** A row names a charge: Axerve is asked for the rest. Its dispute stands nowhere else. */
function notificationsOf(row: Row, live: boolean, at: string): Notification[] {
  const charge = keyOf(row);
  const named = { id: `search:${charge}`, type: PAYMENT };
  if (!isReference(row.shopTransactionID ?? '')) return [{ ...named, kind: 'foreign' }];
  const dispute = disputeIn(row, charge.replace(byBank(''), 'bank-'), live, at);
  const lookup = { ...named, kind: 'lookup' as const, charge };
  return dispute ? [lookup, { ...lookup, id: dispute.id, message: dispute }] : [lookup];
}
