import type { Axerve, Payment } from './books.ts';
import { AxerveError } from './errors.ts';
import { balance, giveBack } from './history.ts';

/** The buyer's bank asks for the money back. [INF] Only a search shows it: details and notifications say nothing. */
export function openDispute(axerve: Axerve, payment: Payment): void {
  if (balance(payment) === 0 || payment.dispute?.status === 'Open') throw new AxerveError('2020');
  payment.dispute = { status: 'Open', chargeback: 'Null', at: axerve.sandbox.now().toISOString() };
}

/** Closed with the charge (lost: what is left of the money goes), or without (won). */
export function closeDispute(axerve: Axerve, payment: Payment, outcome: 'won' | 'lost'): void {
  if (payment.dispute?.status !== 'Open') throw new AxerveError('2020');
  const chargeback = outcome === 'lost' ? 'True' : 'False';
  payment.dispute = { status: 'Closed', chargeback, at: axerve.sandbox.now().toISOString() };
  if (outcome === 'lost')
    giveBack(axerve, payment, balance(payment), 'chargeback', `chargeback-${payment.paymentID}`);
}
