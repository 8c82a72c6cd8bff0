import type Stripe from 'stripe';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { bad, type Finding, finding, good, note } from '../../domain/finding.ts';
import { callStripe, RightMissing } from './client.ts';
import { listOf } from './wire.ts';

const Listed = listOf(z.object({ id: z.string() }));
// Stripe never gives such an id: a request about it is refused, even if the key has the right.
const NO_SESSION = 'cs_incasso_check';
const NO_INTENT = 'pi_incasso_check';
const WHERE = 'Developers > API keys';
const HOLD = 'right to write PaymentIntents';

/** Whether the key may do what payments need. A right to write is tried on what can't exist, so that nothing can come of it. */
export async function rightFindings(client: Stripe, name: string, restricted: boolean): Promise<Finding[]> {
  const one = { limit: 1 };
  const reads = {
    'Checkout Sessions': () => client.checkout.sessions.list(one),
    PaymentIntents: () => client.paymentIntents.list(one),
    Charges: () => client.charges.list(one),
    Refunds: () => client.refunds.list(one),
    Disputes: () => client.disputes.list(one),
    Events: () => client.events.list(one),
  };
  const writes = {
    'Checkout Sessions': () => client.checkout.sessions.expire(NO_SESSION),
    'Charges and Refunds': () => client.refunds.create({ payment_intent: NO_INTENT }),
  };
  const found = await Promise.all([
    rights('read', reads, async (subject, what, call) =>
      finding(subject, async () => {
        await callStripe(`${name}, reading ${what}`, Listed, call);
        return [];
      }),
    ),
    // A secret key may do everything.
    restricted
      ? rights('write', writes, (subject, what, call) =>
          mayWrite(`${name}, writing ${what}`, subject, call, (said) =>
            bad(subject, said, `Give the restricted key this right in Stripe: ${WHERE}.`),
          ),
        )
      : [],
    restricted
      ? mayWrite(
          `${name}, writing PaymentIntents`,
          HOLD,
          () => client.paymentIntents.cancel(NO_INTENT),
          () => note(HOLD, 'the key lacks it: needed only where money is held first', `Give it: ${WHERE}.`),
        )
      : [],
  ]);
  return found.flat();
}

async function rights(
  verb: 'read' | 'write',
  calls: Record<string, () => Promise<unknown>>,
  missing: (subject: string, what: string, call: () => Promise<unknown>) => Promise<Finding[]>,
): Promise<Finding[]> {
  const looked = await Promise.all(
    Object.entries(calls).map(([what, call]) => missing(`right to ${verb} ${what}`, what, call)),
  );
  const found = looked.flat();
  return found.length > 0 ? found : [good(`rights to ${verb}`, Object.keys(calls).join(', '))];
}

/** No finding where the key may: then Stripe says only that there is no such object. */
async function mayWrite(
  what: string,
  subject: string,
  call: () => Promise<unknown>,
  lacking: (said: string) => Finding,
): Promise<Finding[]> {
  return finding(subject, async () => {
    try {
      await callStripe(what, z.object({}), call);
    } catch (error) {
      if (error instanceof RightMissing) return [lacking(error.message)];
      if (error instanceof Failure && error.code === 'PAGE_NOT_FOUND') return [];
      throw error;
    }
    return [bad(subject, 'Stripe did what can not be done', 'Ask Stripe what became of it.')];
  });
}
