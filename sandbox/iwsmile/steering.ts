import { z } from 'zod';
import { type Iwsmile, own, type Payment, SteeringError } from './books.ts';
import { pay } from './payments.ts';
import { findVisit } from './visits.ts';
import { dispatch } from './webhooks.ts';

const times = z.coerce.number().int().positive().default(1);
export const misbehaviour = z.strictObject({
  mode: z.enum(['lose', 'duplicate', 'delay', 'corrupt-signature', 'alter-amount']),
  times,
  ms: z.coerce.number().int().min(0).optional(),
  /** Only with callbacks of this payment_status. */
  type: z.string().optional(),
});
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
  const on = <Body extends z.ZodType>(
    path: string,
    schema: Body,
    run: (body: z.output<Body>, id: string) => unknown,
  ) =>
    iwsmile.sandbox.app.post<{ Params: { id: string } }>(`/_sandbox/${path}`, async (request, reply) => {
      const body = schema.safeParse(request.body ?? {});
      if (!body.success) return reply.code(400).send({ error: { message: z.prettifyError(body.error) } });
      try {
        const answer = await run(body.data, request.params.id);
        iwsmile.sandbox.save();
        return answer;
      } catch (error) {
        if (!(error instanceof SteeringError)) throw error;
        return reply.code(400).send({ error: { message: error.message } });
      }
    });
  const { app } = iwsmile.sandbox;

  on('webhooks', misbehaviour, (body) => {
    iwsmile.misbehaviours.push(body);
    return { misbehaviours: iwsmile.misbehaviours };
  });
  app.get('/_sandbox/webhooks', () => ({
    misbehaviours: iwsmile.misbehaviours,
    outbox: iwsmile.books.outbox,
  }));
  app.delete('/_sandbox/webhooks', () => ({ removed: iwsmile.misbehaviours.splice(0).length }));
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

/** The same callback once more, its proof as old as it is. */
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
