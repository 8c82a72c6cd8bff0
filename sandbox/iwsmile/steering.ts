import { z } from 'zod';
import { own } from '../kit/records.ts';
import { misbehaviourOf, misbehaviourRoutes, steering, times } from '../kit/steering.ts';
import { type Iwsmile, type Payment, SteeringError } from './books.ts';
import { pay } from './payments.ts';
import { findVisit } from './visits.ts';
import { dispatch } from './webhooks.ts';

/** A misbehaviour that is ordered; a `type` orders it only for callbacks with this payment_status. */
export const misbehaviour = misbehaviourOf([
  'lose',
  'duplicate',
  'delay',
  'corrupt-signature',
  'alter-amount',
]);
const account = z
  .strictObject({
    merchantKey: z.string(),
    callbackMethod: z.enum(['GET', 'POST']),
    comma: z.boolean(),
    proofMs: z.int().min(0),
  })
  .partial();

/**
 * What only a sandbox can be told. Bodies are JSON; a mistake is answered 400 with its reason. A payment is named by its CUSTOM, by the page it
 * was paid on, or by its thx_id.
 */
export function steeringRoutes(iwsmile: Iwsmile): void {
  const on = steering(iwsmile.sandbox, (error) =>
    error instanceof SteeringError ? { status: 400, body: { error: { message: error.message } } } : undefined,
  );
  misbehaviourRoutes(iwsmile, on, misbehaviour);
  on('webhooks/resend', z.strictObject({ payment: z.string() }), async (body) => {
    await callAgain(iwsmile, paymentOf(iwsmile, body.payment));
    return {};
  });

  on('account', account, (body) => {
    Object.assign(iwsmile.account, body);
    return body;
  });
  on('checks/next', z.strictObject({ times, text: z.string() }), (body) => {
    iwsmile.nextChecks = body;
    return body;
  });
  on('pages/:id/pay', z.strictObject({}), (_, id) => {
    const visit = findVisit(iwsmile, id);
    if (!visit || visit.paid) throw new SteeringError(`There is no unpaid page of ${id}.`);
    return { paid: pay(iwsmile, visit).id };
  });
}

/** Sends the same callback again, with its old proof. */
export async function callAgain(iwsmile: Iwsmile, payment: Payment): Promise<void> {
  const url = own(iwsmile.books.visits, payment.visit)?.urlCallback;
  if (url) await dispatch(iwsmile, payment, url);
}

function paymentOf(iwsmile: Iwsmile, id: string): Payment {
  const { payments } = iwsmile.books;
  const found =
    own(payments, id) ??
    Object.values(payments).findLast(({ fields, visit }) => fields.custom === id || visit === id);
  if (!found) throw new SteeringError(`Nothing was paid under ${id}.`);
  return found;
}
