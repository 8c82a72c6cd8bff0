import { own } from '../kit/records.ts';
import {
  type DelayedResult,
  newId,
  now,
  type SessionRecord,
  type Skrill,
  type Status,
  type Transaction,
} from './books.ts';
import { received } from './history.ts';
import { convert } from './money.ts';
import { report, reportOf, sendReport } from './reports.ts';
import { isOpen } from './sessions.ts';

const BUYER = 'b@example.com';
const AUTO_CANCEL = 14 * 24 * 3600_000;

/** What the buyer does on the page. */
export type Try =
  | { kind: 'pay' }
  | { kind: 'refuse'; reason: string }
  | { kind: 'transfer'; result: DelayedResult };

/**
 * An attempt to pay; undefined where the page can't be paid any more, or its reference was used. Inferred: a refused attempt
 * leaves the page open, and the next is another transaction with the same transaction_id.
 */
export function attempt(skrill: Skrill, session: SessionRecord, wanted: Try): Transaction | undefined {
  if (!isOpen(skrill, session) || isUsed(skrill, session)) return undefined;
  return take(skrill, session, wanted);
}

/** A payment that was under way when the page expired, and still succeeds. */
export function payLate(skrill: Skrill, session: SessionRecord): Transaction | undefined {
  if (isOpen(skrill, session) || isUsed(skrill, session)) return undefined;
  return take(skrill, session, { kind: 'pay' });
}

/** Whether its transaction_id was paid. Inferred: it can be paid once; a second page is refused when it is paid, not when it is prepared. */
export const isUsed = ({ books }: Skrill, { sid, transactionId }: SessionRecord): boolean =>
  Object.values(books.transactions).some(
    (transaction) =>
      (transaction.sid === sid || (transactionId !== null && transaction.transactionId === transactionId)) &&
      (transaction.status === 2 || transaction.status === 0 || transaction.status === -3),
  );

function take(skrill: Skrill, session: SessionRecord, wanted: Try): Transaction {
  const { account, settings, books } = skrill;
  const id = newId(skrill);
  const { delayedMs } = settings;
  const [method = 'WLT'] = session.paymentMethods;
  const transaction: Transaction = {
    id,
    counterpart: newId(skrill),
    sid: session.sid,
    transactionId: session.transactionId ?? id,
    status: 0,
    reason: null,
    paymentType: wanted.kind === 'pay' ? method : wanted.kind === 'refuse' ? 'VSA' : 'OBT',
    buyer: session.payFromEmail ?? BUYER,
    amount: session.amount,
    currency: session.currency,
    mbMinor: convert(session.minor, session.currency, account),
    mbCurrency: account.currency,
    refundedMinor: 0,
    delayed: null,
    at: now(skrill),
  };
  books.transactions[id] = transaction;
  if (wanted.kind === 'pay') become(skrill, transaction, 2);
  else if (wanted.kind === 'refuse') become(skrill, transaction, -2, wanted.reason);
  else {
    transaction.delayed = {
      result: wanted.result,
      dueAt: delayedMs === null ? null : now(skrill) + delayedMs,
    };
    received(skrill, transaction);
    report(skrill, transaction);
  }
  return transaction;
}

/** Gives a transaction a new status, with the account's history, the ledger, and a report. */
function become(
  skrill: Skrill,
  transaction: Transaction,
  status: Status,
  reason: string | null = null,
): void {
  Object.assign(transaction, { status, reason, delayed: null });
  received(skrill, transaction);
  const session = own(skrill.books.sessions, transaction.sid);
  if (status === 2)
    skrill.books.charges.push({
      id: transaction.id,
      amount: session?.minor ?? 0,
      currency: transaction.currency,
      transaction_id: transaction.transactionId,
      session: transaction.sid,
      at: skrill.sandbox.now().toISOString(),
    });
  report(skrill, transaction);
}

/** The bank's answer to a transfer; false where none is under way. */
export function settleDelayed(skrill: Skrill, transaction: Transaction, result: DelayedResult): boolean {
  if (!transaction.delayed) return false;
  if (result === 'succeed') become(skrill, transaction, 2);
  else if (result === 'fail') become(skrill, transaction, -2, '05');
  else become(skrill, transaction, -1);
  return true;
}

/** Settles the transfers that are due, and cancels those that are pending for 14 days. Inferred: that time. */
export function settleDueTransfers(skrill: Skrill): void {
  for (const transaction of Object.values(skrill.books.transactions)) {
    const { delayed, at } = transaction;
    if (!delayed) continue;
    if (delayed.dueAt !== null && delayed.dueAt <= now(skrill))
      settleDelayed(skrill, transaction, delayed.result);
    else if (at + AUTO_CANCEL <= now(skrill)) settleDelayed(skrill, transaction, 'cancel');
  }
}

/** Sends a report that a paid transaction failed, which is not so. */
export async function contradict(skrill: Skrill, transaction: Transaction): Promise<void> {
  const session = own(skrill.books.sessions, transaction.sid);
  const told = reportOf(skrill, { ...transaction, status: -2 });
  await sendReport(skrill, transaction.id, told, session?.statusUrls ?? []);
}

/**
 * The transaction that answers for a transaction_id. Inferred: of several attempts the one that has money or may still get
 * it, else the last.
 */
export function transactionTold({ books }: Skrill, transactionId: string): Transaction | undefined {
  const tries = Object.values(books.transactions).filter(
    (transaction) => transaction.transactionId === transactionId,
  );
  return tries.findLast(({ status }) => status === 2 || status === 0 || status === -3) ?? tries.at(-1);
}
