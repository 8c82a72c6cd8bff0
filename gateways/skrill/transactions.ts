import { Failure } from '../../domain/failure.ts';
import type { SkrillClient } from './client.ts';
import { type Movement, movements } from './history.ts';
import { tookNothing } from './mapping.ts';
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
 * The transaction that tells of a payment; undefined where there is none. Not confirmed: of which try Skrill tells where there were several. Where it is
 * one that took nothing, each of the others is asked for, as the account's history has them; `isOurs`: whether it is worth that.
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
  if (!isOf(first))
    throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: the answer is about another payment`);
  if (!tookNothing(first) || !isOurs(first)) return first;
  const tries = (await movementsSince(client, what, first)).filter(({ kind }) => kind === 'payment');
  for (const { id } of tries) {
    const other = id === first.mb_transaction_id ? undefined : await client.status(what, { mb_trn_id: id });
    if (other && isOf(other) && !tookNothing(other)) return other;
  }
  return first;
}
