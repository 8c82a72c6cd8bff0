import { z } from 'zod';
import { own } from '../kit/records.ts';
import { misbehaviourOf, misbehaviourRoutes, ms, steering, times } from '../kit/steering.ts';
import { revokeTokens } from './auth.ts';
import { lapseAuthorization } from './authorizations.ts';
import type { PayPal } from './books.ts';
import { capturesOf, contradict, findCapture, settleCapture } from './captures.ts';
import { closeDispute, openDispute, outcomeOf, reverse, updateDispute } from './disputes.ts';
import { addWebhook } from './endpoints.ts';
import { PayPalError, refusal, WebhookError } from './errors.ts';
import { findEvent } from './event-records.ts';
import { ISSUES, type Issue } from './issues.ts';
import { OUTCOMES, PENDING_REASONS } from './objects.ts';
import { findOrder, lapse } from './orders.ts';
import { moneyParams } from './params.ts';
import { createRefund, settleRefund } from './refunds.ts';
import { OPERATIONS } from './resources.ts';
import { MISBEHAVIOURS } from './webhook-records.ts';
import { resend } from './webhooks.ts';

/** A misbehaviour that is ordered; a `type` orders it only for events of this type. */
export const misbehaviour = misbehaviourOf(MISBEHAVIOURS);
const endpoint = z.strictObject({
  url: z.url(),
  id: z.string().optional(),
  event_types: z.array(z.string()).optional(),
});
const issue = z.enum(Object.keys(ISSUES) as [Issue, ...Issue[]]);
const capture = z.strictObject({ capture: z.string() });

/** What only a sandbox can be told. Bodies are JSON; a mistake is answered 400 with its reason. */
export function steeringRoutes(paypal: PayPal): void {
  const on = steering(paypal.sandbox, (error) => {
    if (error instanceof PayPalError) return { status: error.status, body: error.body('', 'orders/v2') };
    return error instanceof WebhookError ? { status: error.status, body: error.body('') } : undefined;
  });
  const nothing = z.strictObject({});

  misbehaviourRoutes(paypal, on, misbehaviour);
  on('webhooks/endpoint', endpoint, (body) => setWebhook(paypal, body));
  on('webhooks/resend', z.strictObject({ event: z.string() }), async (body) => {
    await resend(paypal, findEvent(paypal, body.event));
    return { deliveries: paypal.books.deliveries.filter((delivery) => delivery.event === body.event) };
  });
  on('events/:id', z.strictObject({ garbled: z.boolean() }), ({ garbled }, id) => {
    Object.assign(findEvent(paypal, id), { garbled });
    return { id, garbled };
  });

  on('failure', z.strictObject({ times, effect: z.boolean().default(false) }), (body) => {
    paypal.failure = body;
    return body;
  });
  on('slow', z.strictObject({ times, ms }), (body) => {
    paypal.slow = body;
    return body;
  });
  on('refusals', z.strictObject({ operation: z.enum(OPERATIONS), issue, times }), (body) => {
    paypal.refusals.push(body);
    return { refusals: paypal.refusals };
  });

  on('key', z.strictObject({ lacks: z.array(z.string()) }), ({ lacks }) => {
    paypal.lacks = lacks;
    revokeTokens(paypal);
    return lacks;
  });
  on('token/revoke', nothing, () => ({ revoked: revokeTokens(paypal) }));
  const account = z
    .strictObject({ uniqueInvoiceIds: z.boolean(), keepsRefusals: z.boolean(), showsPayments: z.boolean() })
    .partial();
  on('account', account, (body) => Object.assign(paypal.account, body));

  on('orders/:id/expire', nothing, (_, id) => {
    const order = findOrder(paypal, id);
    if (order.status === 'COMPLETED') throw refusal('ORDER_COMPLETED_OR_VOIDED');
    lapse(paypal, order);
    return { expired: id };
  });
  on('orders/:id/of-another-app', nothing, (_, id) => {
    findOrder(paypal, id).anotherApps = true;
    return { ofAnotherApp: id };
  });
  on('orders/:id/forget', nothing, (_, id) => {
    findOrder(paypal, id).lapsed = true;
    return { forgotten: id };
  });
  on('orders/:id/contradict', nothing, (_, id) => {
    const told = capturesOf(paypal, findOrder(paypal, id)).filter((capture) => contradict(paypal, capture));
    if (told.length === 0) throw refusal('ORDER_NOT_APPROVED');
    return { contradicted: id };
  });

  const result = z.enum(['succeed', 'succeeded', 'fail', 'failed']);
  on('delayed/:id', z.strictObject({ result }), (body, id) => {
    const wanted = body.result.startsWith('succeed') ? 'succeed' : 'fail';
    const order = own(paypal.books.orders, id);
    const all = order ? capturesOf(paypal, order) : [findCapture(paypal, id)];
    if (!all.some((capture) => settleCapture(paypal, capture, wanted))) throw refusal('REFUND_NOT_ALLOWED');
    return { result: wanted };
  });
  const next = z.union([
    z.strictObject({
      times,
      reason: z.enum(PENDING_REASONS),
      result: z.enum(['succeed', 'fail']).nullable().default(null),
    }),
    z.strictObject({ times, declined: z.literal(true) }),
  ]);
  on('captures/next', next, (body) => {
    paypal.nextCaptures = body;
    return body;
  });
  on('authorizations/:id', z.strictObject({ honoured: z.boolean() }), ({ honoured }, id) => {
    const held = own(paypal.books.authorizations, id);
    if (!held) throw refusal('INVALID_RESOURCE_ID');
    held.unhonoured = !honoured;
    return { id, honoured };
  });

  on('authorizations/:id/lapse', nothing, (_, id) => {
    lapseAuthorization(paypal, id);
    return { lapsed: id };
  });

  on('refunds/next', z.strictObject({ times, status: z.enum(['pending', 'failed']) }), (body) => {
    paypal.nextRefunds = body;
    return body;
  });
  on('refunds/:id', z.strictObject({ status: z.enum(['succeeded', 'failed', 'cancelled']) }), (body, id) =>
    settleRefund(paypal, id, body.status),
  );
  on('refunds', capture.extend({ amount: moneyParams.optional() }), (body) => {
    const { id } = createRefund(paypal, body.capture, body.amount ? { amount: body.amount } : {});
    return { id };
  });

  const disputed = capture.extend({
    amount: moneyParams.optional(),
    reason: z.string().optional(),
    stage: z.enum(['INQUIRY', 'CHARGEBACK', 'PRE_ARBITRATION', 'ARBITRATION']).optional(),
  });
  on('disputes', disputed, (body) => openDispute(paypal, body));
  on('disputes/:id/close', z.strictObject({ outcome: z.enum(['won', 'lost', ...OUTCOMES]) }), (body, id) =>
    closeDispute(paypal, id, outcomeOf(body.outcome)),
  );
  const change = z.strictObject({ status: z.string().optional(), stage: z.string().optional() });
  on('disputes/:id/update', change, (body, id) => updateDispute(paypal, id, body));
  on('reversals', capture, (body) => ({ id: reverse(paypal, body.capture).id }));
}

/** Sets the sandbox's own webhook; what is left out stays as it was. */
export function setWebhook(paypal: PayPal, wanted: z.output<typeof endpoint>) {
  const { settings, books } = paypal;
  const id = wanted.id ?? settings.webhookId;
  const types = wanted.event_types ?? own(books.webhooks, id)?.event_types ?? settings.webhookEvents;
  return addWebhook(paypal, id, wanted.url, types);
}
