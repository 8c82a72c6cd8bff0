import { z } from 'zod';
import { own } from '../kit/records.ts';
import { misbehaviourOf, misbehaviourRoutes, steering, times } from '../kit/steering.ts';
import type { SessionRecord, Skrill, Transaction } from './books.ts';
import { chargeBack } from './disputes.ts';
import { SteeringError } from './errors.ts';
import { contradict, payLate, settleDelayed, transactionTold } from './payments.ts';
import { refundByHand, settleRefund } from './refunds.ts';
import { report } from './reports.ts';
import { findSession } from './sessions.ts';

/** A misbehaviour that is ordered; a `type` orders it only for reports with this status ("2", "-3"). */
export const misbehaviour = misbehaviourOf([
  'lose',
  'duplicate',
  'delay',
  'reorder',
  'corrupt-signature',
  'alter-amount',
]);
const account = z
  .strictObject({
    secretWord: z.string(),
    mqiPassword: z.string(),
    currency: z.string(),
    rates: z.record(z.string(), z.number().positive()),
    sha2: z.boolean(),
    reasons: z.boolean(),
    secureReturn: z.boolean(),
    services: z.boolean(),
    allowedIps: z.array(z.string()).nullable(),
  })
  .partial();

/**
 * What only a sandbox can be told. Bodies are JSON; a mistake is answered 400 with its reason. A payment is named by its
 * session id, by the merchant's transaction_id or by Skrill's own.
 */
export function steeringRoutes(skrill: Skrill): void {
  const on = steering(skrill.sandbox, (error) =>
    error instanceof SteeringError ? { status: 400, body: { error: { message: error.message } } } : undefined,
  );
  const nothing = z.strictObject({});
  const { books } = skrill;

  misbehaviourRoutes(skrill, on, misbehaviour);
  on('webhooks/resend', z.strictObject({ transaction: z.string() }), (body) => {
    report(skrill, transactionOf(skrill, body.transaction));
    return {};
  });

  on('account', account, (body) => {
    Object.assign(skrill.account, body);
    return body;
  });
  on('unlock', nothing, () => {
    Object.assign(books, { refusedLogins: 0, lockedUntil: null });
    return {};
  });
  on('balance', z.strictObject({ amount: z.int().min(0) }), ({ amount }) => {
    books.balance = amount;
    return { amount };
  });

  on('sessions/:id/expire', nothing, (_, id) => Object.assign(sessionOf(skrill, id), { expired: true }));
  on('sessions/:id/pay-late', nothing, (_, id) => {
    const paid = payLate(skrill, sessionOf(skrill, id));
    if (!paid) throw new SteeringError(`${id} is not expired, or paid already.`);
    return { paid: paid.id };
  });
  on('sessions/:id/contradict', nothing, async (_, id) => {
    const transaction = transactionOf(skrill, id);
    if (transaction.status !== 2) throw new SteeringError(`${id} is not paid.`);
    await contradict(skrill, transaction);
    return { contradicted: transaction.id };
  });
  on('delayed/:id', z.strictObject({ result: z.enum(['succeed', 'fail', 'cancel']) }), ({ result }, id) => {
    if (!settleDelayed(skrill, transactionOf(skrill, id), result))
      throw new SteeringError(`${id} has no transfer under way.`);
    return { result };
  });

  on('refunds/next', z.strictObject({ times, status: z.enum(['pending', 'failed']) }), (body) => {
    skrill.nextRefunds = { times: body.times, status: body.status === 'pending' ? 0 : -2 };
    return body;
  });
  on('refunds/:id', z.strictObject({ status: z.enum(['succeeded', 'failed']) }), ({ status }, id) =>
    settleRefund(skrill, id, status),
  );
  on('refunds', z.strictObject({ transaction: z.string(), amount: z.string().optional() }), (body) =>
    refundByHand(skrill, transactionOf(skrill, body.transaction), body.amount),
  );
  on('disputes', z.strictObject({ transaction: z.string() }), (body) =>
    chargeBack(skrill, transactionOf(skrill, body.transaction)),
  );
}

function sessionOf(skrill: Skrill, id: string): SessionRecord {
  const session = findSession(skrill, id);
  if (!session) throw new SteeringError(`There is no page of ${id}.`);
  return session;
}

function transactionOf(skrill: Skrill, id: string): Transaction {
  const { transactions } = skrill.books;
  const found =
    own(transactions, id) ??
    transactionTold(skrill, id) ??
    Object.values(transactions).findLast(({ sid }) => sid === id);
  if (!found) throw new SteeringError(`Nothing was tried under ${id}.`);
  return found;
}
