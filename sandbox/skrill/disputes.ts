import type { Skrill, Transaction } from './books.ts';
import { SteeringError } from './errors.ts';
import { chargedBack } from './history.ts';
import { report } from './reports.ts';

/**
 * The buyer's bank takes a payment back, however long ago it was: the same transaction, status -3, for good. Skrill knows no dispute that is won.
 * Inferred: that what was refunded before makes no difference.
 */
export function chargeBack(skrill: Skrill, transaction: Transaction): Transaction {
  if (transaction.status !== 2)
    throw new SteeringError(`${transaction.id} was not paid, or is charged back already`);
  transaction.status = -3;
  chargedBack(skrill, transaction);
  report(skrill, transaction);
  return transaction;
}
