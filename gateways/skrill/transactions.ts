import { Failure } from '../../domain/failure.ts';
import type { SkrillClient } from './client.ts';
import { cameToNothing, type Movement, movements } from './history.ts';
import { type Ours, tookNothing, wasPaid } from './mapping.ts';
import { openedAfter, pageOf } from './pages.ts';
import type { Report } from './wire.ts';

const YEAR_MS = 366 * 24 * 3_600_000;

/** What moved on the account since the page of a transaction was opened. `pageId`: where that is known otherwise. Oldest first. */
export async function movementsSince(
  client: SkrillClient,
  what: string,
  { transaction_id, incasso_page }: Report,
  pageId = incasso_page,
): Promise<Movement[]> {
  const page = pageOf(transaction_id, pageId);
  const since = page ? openedAfter(page) : new Date(Date.now() - YEAR_MS);
  const all = await movements(client, what, since);
  return all.filter(({ reference }) => reference === transaction_id);
}

/**
 * Refuses what another account says than the settings name. Nothing else tells a test account from a real one: test money would be taken for real
 * where the login is the one's and the rest the other's.
 */
export function assertOurAccount(
  what: string,
  report: Report,
  { merchantId }: Pick<Ours, 'merchantId'>,
): void {
  if (report.merchant_id === merchantId) return;
  throw new Failure(
    'GATEWAY_REFUSED',
    'refused',
    `${what}: it is of account ${report.merchant_id}, and merchantId is ${merchantId}`,
  );
}

/**
 * The transaction that tells of a payment; undefined where there is none. Not confirmed: of which try Skrill tells where there were several. Where it is
 * one that took nothing, the others of the account's history are asked for, and one that was paid counts before any other. `isOurs`: whether it is worth that.
 */
export async function told(
  client: SkrillClient,
  what: string,
  paymentId: string,
  isOurs: (report: Report) => boolean = () => true,
): Promise<Report | undefined> {
  const isOf = (report: Report | undefined) => report?.transaction_id === paymentId;
  const first = await client.status(what, { trn_id: paymentId });
  if (!first) return undefined;
  // Other software's references can be told with another spelling.
  if (!isOf(first) && !isOurs(first)) return undefined;
  if (!isOf(first))
    throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the answer is about another payment`);
  if (!tookNothing(first) || !isOurs(first)) return first;
  let underWay: Report | undefined;
  for (const one of await movementsSince(client, what, first)) {
    // A customer can try without end: those that the history knows to have failed are not asked for.
    if (one.kind !== 'payment' || cameToNothing(one) || one.id === first.mb_transaction_id) continue;
    const other = await client.status(what, { mb_trn_id: one.id });
    if (!other || !isOf(other) || tookNothing(other)) continue;
    if (wasPaid(other)) return other;
    underWay ??= other;
  }
  return underWay ?? first;
}
