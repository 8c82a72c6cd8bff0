import type { Skrill, Transaction } from './books.ts';
import { SteeringError } from './errors.ts';
import { chargedBack } from './history.ts';
import { report } from './reports.ts';

/**
 * The buyer's bank takes a payment back, however old it is: the transaction has status -3 for good. Skrill has no disputes
 * that can be won. Inferred: earlier refunds make no difference.
 */
export function chargeBack(skrill: Skrill, transaction: Transaction): Transaction {
  if (transaction.status !== 2)
    throw new SteeringError(`${transaction.id} was not paid, or is charged back already`);
  transaction.status = -3;
  chargedBack(skrill, transaction);
  report(skrill, transaction);
  return transaction;
}
