import { z } from 'zod';
import { own } from '../kit/records.ts';
import { misbehaviourOf, misbehaviourRoutes, steering, times } from '../kit/steering.ts';
import { type Axerve, defaultAnswers, type Payment } from './books.ts';
import { closeDispute, openDispute } from './disputes.ts';
import { AxerveError, envelope, statusOf } from './errors.ts';
import { cancel, capture, heldSum, leftSum, refund } from './money.ts';
import { lapseHold, runNight, settleRefunds } from './night.ts';
import { authorise, decide, decline, isOpen } from './payments.ts';
import { newShop, setMoto } from './shops.ts';
import { notify, resend } from './webhooks.ts';

/** A misbehaviour that is ordered; a `type` orders it only for notifications with this Status. */
export const misbehaviour = misbehaviourOf(
  ['lose', 'duplicate', 'delay', 'reorder', 'corrupt-token'],
  z.enum(['OK', 'KO', 'XX']),
);
const result = z.enum(['succeed', 'succeeded', 'fail', 'failed']);
const answers = z
  .strictObject({
    events: z.enum(['default', 'nested', 'flat']),
    results: z.enum(['short', 'long']),
    names: z.enum(['camel', 'pascal']),
    refusals: z.enum(['error', 'ko']),
    eventIDs: z.boolean(),
    rowsWithPaymentID: z.boolean(),
    mostRows: z.int().positive(),
    detailsBehindMs: z.int().nonnegative(),
    captures: z.enum(['once', 'parts']),
  })
  .partial();
const behaviour = z.strictObject({ type: z.enum(['', 'capture', 'delete']), days: z.string() });
const shop = z.strictObject({
  shopLogin: z.string().min(1).max(30),
  apiKey: z.string().min(1),
  environment: z.enum(['SANDBOX', 'LIVE']).optional(),
  capture: z.enum(['unified', 'separated']).optional(),
  automaticBehaviour: behaviour.optional(),
  paymentTypes: z.array(z.string()).optional(),
  customFields: z.array(z.string()).optional(),
  webhookUrl: z.url().optional(),
});
const account = z
  .strictObject({
    active: z.boolean(),
    addressAllowed: z.boolean(),
    environment: z.enum(['SANDBOX', 'LIVE']),
    version: z.enum(['Starter', 'Professional', 'Unlimited']),
    customFields: z.array(z.string()),
  })
  .partial();
const sum = z.strictObject({ paymentID: z.string(), amount: z.coerce.number().int().positive().optional() });
const next = z.strictObject({ times, status: z.literal('pending') });

/** What only a sandbox can be told; sums in minor units. Bodies are JSON; a mistake is answered with its reason. */
export function steeringRoutes(axerve: Axerve, shopLogin: string): void {
  const { books, sandbox } = axerve;
  const on = steering(sandbox, (error) =>
    error instanceof AxerveError ? { status: statusOf(error.code), body: envelope(error.code) } : undefined,
  );
  const nothing = z.strictObject({});
  const find = (id: string): Payment => {
    const payment = own(books.payments, id);
    if (!payment) throw new AxerveError('2011');
    return payment;
  };
  const theShop = () => books.shops[shopLogin] ?? newShop({ shopLogin });

  misbehaviourRoutes(axerve, on, misbehaviour);
  on('webhooks/endpoint', z.strictObject({ url: z.url() }), ({ url }) => {
    theShop().responseURLs.serverNotificationURL = url;
  });
  on('webhooks/resend', z.strictObject({ notification: z.string() }), async (body) => {
    const notification = own(books.notifications, body.notification);
    if (!notification) throw new AxerveError('2011');
    await resend(axerve, notification);
    return { deliveries: books.deliveries.filter((delivery) => delivery.notification === body.notification) };
  });

  on('answers', answers, (body) => Object.assign(axerve.answers, defaultAnswers, body));
  on('failures', z.strictObject({ times, effect: z.boolean().default(false) }), (body) => {
    axerve.failures = body;
    return body;
  });
  on('shops', shop, (body) => {
    books.shops[body.shopLogin] = newShop({ ...body });
    return { shopLogin: body.shopLogin };
  });
  on('account', account, (body) => {
    Object.assign(theShop(), body);
    return body;
  });
  const moto = z.looseObject({ paymentType: z.string(), capture: z.string() });
  on('moto', moto, (body) => setMoto(theShop(), body));
  on('night', nothing, () => runNight(axerve));

  on('payments/:id/expire', nothing, (_, id) => {
    if (!isOpen(find(id))) throw new AxerveError('1137');
    find(id).expired = true;
  });
  on('payments/:id/pay-late', nothing, async (_, id) => {
    const payment = find(id);
    if (payment.result === 'OK') throw new AxerveError('1137');
    await authorise(axerve, payment, payment.paymentType || (payment.offered[0] ?? 'CREDITCARD'));
  });
  on('payments/:id/decline', z.strictObject({ code: z.string().regex(/^\d+$/) }), async ({ code }, id) => {
    if (!isOpen(find(id))) throw new AxerveError('1137');
    await decline(axerve, find(id), code, find(id).offered[0] ?? 'CREDITCARD');
  });
  const shown = z.strictObject({ result: z.string(), state: z.string() }).partial();
  on('payments/:id/shown', shown, (body, id) => Object.assign(find(id), { shown: body }));
  on('payments/:id/contradict', nothing, async (_, id) => {
    if (find(id).result !== 'OK') throw new AxerveError('2011');
    await notify(axerve, find(id), 'KO');
  });
  on('delayed/:id', z.strictObject({ result }), (body, id) => {
    const wanted = body.result.startsWith('succeed') ? 'succeed' : 'fail';
    if (!decide(axerve, find(id), wanted)) throw new AxerveError('1137');
    return { result: wanted };
  });

  on('refunds/next', next, (body) => Object.assign(axerve.nextRefunds, body));
  on('refunds/:id', z.strictObject({ status: z.enum(['succeeded', 'failed']) }), (body, id) =>
    settleRefunds(axerve, find(id), body.status),
  );
  on('captures/next', next, (body) => Object.assign(axerve.nextCaptures, body));
  // What the merchant does by hand in the back office.
  on('refunds', sum, ({ paymentID, amount }) => {
    const payment = find(paymentID);
    refund(axerve, payment, { ...leftSum(payment), ...(amount && { amount }) }, 'BOF');
  });
  on('captures', sum, ({ paymentID, amount }) => {
    const payment = find(paymentID);
    capture(axerve, payment, { ...heldSum(payment), ...(amount && { amount }) }, 'BOF');
  });
  on('cancels', z.strictObject({ paymentID: z.string() }), ({ paymentID }) =>
    cancel(axerve, find(paymentID), 'BOF'),
  );
  on('holds/:id/lapse', nothing, (_, id) => lapseHold(axerve, find(id)));
  on('disputes', z.strictObject({ paymentID: z.string() }), ({ paymentID }) =>
    openDispute(axerve, find(paymentID)),
  );
  on('disputes/:id/close', z.strictObject({ outcome: z.enum(['won', 'lost']) }), (body, id) =>
    closeDispute(axerve, find(id), body.outcome),
  );
}
