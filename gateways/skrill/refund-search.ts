import { Failure } from '../../domain/failure.ts';
import { sameMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { RefundOrder } from '../gateway.ts';
import { samePart } from './amounts.ts';
import type { SkrillClient } from './client.ts';
import { cameToNothing, HistoryUnreadable, type Movement } from './history.ts';
import { accountMoney, askedFor } from './mapping.ts';
import { ReportUnreadable } from './refusals.ts';
import { movementsSince } from './transactions.ts';
import type { Report } from './wire.ts';

/**
 * The refunds of a paid transaction, oldest first. They stand only in the account's history. Not confirmed: that it names movements by our reference. Where
 * it does not have the payment itself, that it has no refund proves nothing.
 */
export async function movementsOf(
  client: SkrillClient,
  what: string,
  report: Report,
  pageId?: string,
): Promise<Movement[]> {
  const all = await movementsSince(client, what, report, pageId);
  if (!all.some((one) => one.kind === 'payment' && !cameToNothing(one)))
    throw new HistoryUnreadable(what, `it does not have ${report.mb_transaction_id} itself`);
  return all.filter(({ kind }) => kind === 'refund');
}

/** Whether so much (in the account's currency) is left of a transaction, by the history. */
export async function isLeft(
  client: SkrillClient,
  what: string,
  report: Report,
  amount: Money,
): Promise<boolean> {
  const given = (await movementsOf(client, what, report)).filter((one) => !cameToNothing(one));
  return sumOf(given) + amount.amount <= (accountMoney(report)?.amount ?? 0);
}

const sumOf = (movements: Movement[]): number =>
  movements.reduce((sum, { money }) => sum + (money?.amount ?? 0), 0);

/**
 * The refund of this key, if it was made: the one that bears the key; else, since Skrill does not say the key of each, one of the same sum where at least
 * that much was given back besides what was known before. Throws where sums would decide that can't be read, or can't decide. `amount`: in the account's
 * currency.
 */
export async function madeBefore(
  client: SkrillClient,
  what: string,
  { refundKey, already, charge }: RefundOrder,
  report: Report,
  amount: Money,
): Promise<Movement | undefined> {
  const all = await movementsOf(client, what, report);
  const keys = new Map<Movement, string | undefined>();
  for (const one of all) keys.set(one, await keyOf(client, what, one));
  const named = all.find((one) => keys.get(one) === refundKey);
  if (named) return named;
  const given = all.filter((one) => !cameToNothing(one));
  const unnamed = given.filter((one) => keys.get(one) === undefined);
  if (given.some(({ money }) => money?.currency !== amount.currency)) {
    // Any of those without a key could be this one.
    if (unnamed.length > 0) throw new HistoryUnreadable(what, 'the sum of a refund');
    return undefined;
  }
  const before = inAccount(report, already);
  const more = sumOf(given) - before.amount;
  const rounded = before.exact ? 0 : ((given.length + 1) * Math.max(1, before.rate)) / 2;
  if (more < -rounded)
    throw undecided(
      what,
      `by the history less was given back of ${charge} than is known: it lags behind, or a refund failed`,
    );
  const same = unnamed.findLast(({ money }) => money && sameMoney(money, amount));
  if (!same || (more <= rounded && more < amount.amount - rounded)) return undefined;
  if (more >= amount.amount - rounded) return same;
  throw undecided(what, `more was given back of ${charge} than was known, and not as much as this`);
}

/** The payment is asked about after a refusal: what was not known is known as the refund is ordered again. */
const undecided = (what: string, why: string) =>
  new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${why}; order it again once that is seen here`);

/** Not confirmed: that Skrill tells of a refund by its own id, with the fields that were sent along. Where it does not, sums decide. */
async function keyOf(client: SkrillClient, what: string, { id }: Movement): Promise<string | undefined> {
  try {
    return (await client.status(what, { mb_trn_id: id }))?.incasso_refund;
  } catch (error) {
    if (error instanceof ReportUnreadable) return undefined;
    throw error;
  }
}

/** What was known to be given back, in the account's currency; `rate`: how much of that one unit of the payment's is. */
function inAccount(report: Report, already: Money | undefined) {
  const [paid, taken] = [askedFor(report), accountMoney(report)];
  const exact = paid?.currency === taken?.currency;
  if (!paid?.amount || !taken) return { amount: 0, exact, rate: 1 };
  const amount = already ? samePart(already, paid, taken).amount : 0;
  return { amount, exact, rate: taken.amount / paid.amount };
}
