import { z } from 'zod';
import { own } from '../kit/records.ts';
import { misbehaviourOf, misbehaviourRoutes, ms, steering, times } from '../kit/steering.ts';
import type { Stripe } from './books.ts';
import { closeDispute, openDispute, updateDispute } from './disputes.ts';
import { addEndpoint } from './endpoints.ts';
import { invalidRequest, StripeError } from './errors.ts';
import { findEvent } from './event-records.ts';
import { cancelIntent, captureIntent, lapseHold } from './holds.ts';
import { contradict, payLate, settleDebit } from './payments.ts';
import { closeReview, openReview, warnOfFraud } from './radar.ts';
import { createRefund, settleRefund } from './refunds.ts';
import { expireOnRequest, findSession } from './sessions.ts';
import { resend } from './webhooks.ts';

/** The id of the sandbox's own endpoint. */
export const DEFAULT_ENDPOINT = 'we_1SandboxDefault';

/** A misbehaviour that is ordered; a `type` orders it only for events of this type. */
export const misbehaviour = misbehaviourOf([
  'lose',
  'duplicate',
  'duplicate-new-id',
  'delay',
  'reorder',
  'corrupt-signature',
]);
const endpoint = z.strictObject({
  url: z.url(),
  secret: z.string().optional(),
  /** A second secret that signs too, as long as secrets are being rolled. */
  previousSecret: z.string().optional(),
  enabled_events: z.array(z.string()).optional(),
  api_version: z.string().optional(),
});
const result = z.enum(['succeed', 'succeeded', 'fail', 'failed']);
const amount = z.coerce.number().int().positive().optional();

/** What only a sandbox can be told. Bodies are JSON; a mistake is answered 400 with its reason. */
export function steeringRoutes(stripe: Stripe): void {
  const on = steering(stripe.sandbox, (error) =>
    error instanceof StripeError ? { status: error.status, body: error.body('req_sandbox') } : undefined,
  );
  const nothing = z.strictObject({});

  misbehaviourRoutes(stripe, on, misbehaviour);
  on('webhooks/endpoint', endpoint, (body) => setEndpoint(stripe, body));
  on('webhooks/resend', z.strictObject({ event: z.string() }), async (body) => {
    await resend(stripe, findEvent(stripe, body.event));
    return { deliveries: stripe.books.deliveries.filter((delivery) => delivery.event === body.event) };
  });

  on('events/:id', z.strictObject({ garbled: z.boolean() }), ({ garbled }, id) => {
    Object.assign(findEvent(stripe, id), { garbled });
    return { id, garbled };
  });

  on('stored-failure', z.strictObject({ times, effect: z.boolean().default(false) }), (body) => {
    stripe.storedFailures = body;
    return body;
  });
  on('slow', z.strictObject({ times, ms }), (body) => {
    stripe.slow = body;
    return body;
  });

  on('key', z.strictObject({ lacks: z.array(z.string()) }), (body) => Object.assign(stripe, body).lacks);
  const account = z.strictObject({ chargesEnabled: z.boolean(), accountVersion: z.string() }).partial();
  on('account', account, (body) => {
    Object.assign(stripe, body);
    return body;
  });

  on('sessions/:id/expire', nothing, (_, id) => expireOnRequest(stripe, id));
  on('sessions/:id/pay-late', nothing, async (_, id) => {
    if (!(await payLate(stripe, findSession(stripe, id)))) throw invalidRequest(`${id} is not expired.`);
    return { paid: id };
  });
  on('sessions/:id/contradict', nothing, async (_, id) => {
    if (!(await contradict(stripe, findSession(stripe, id)))) throw invalidRequest(`${id} is not paid.`);
    return { contradicted: id };
  });
  on('delayed/:id', z.strictObject({ result }), (body, id) => {
    const wanted = body.result.startsWith('succeed') ? 'succeed' : 'fail';
    if (!settleDebit(stripe, findSession(stripe, id), wanted))
      throw invalidRequest(`${id} has no delayed payment under way.`);
    return { result: wanted };
  });

  on('holds/:id/lapse', nothing, (_, id) => lapseHold(stripe, id));
  on('holds/:id/capture', z.strictObject({ amount }), (body, id) =>
    captureIntent(stripe, id, { amount_to_capture: body.amount }),
  );
  on('holds/:id/cancel', nothing, (_, id) => cancelIntent(stripe, id, {}));

  on('refunds/next', z.strictObject({ times, status: z.literal('pending') }), (body) => {
    stripe.nextRefunds = body;
    return body;
  });
  on('refunds/:id', z.strictObject({ status: z.enum(['succeeded', 'failed']) }), (body, id) =>
    settleRefund(stripe, id, body.status),
  );
  on('refunds', z.strictObject({ payment_intent: z.string(), amount }), (body) => createRefund(stripe, body));
  on(
    'disputes',
    z.strictObject({ payment_intent: z.string(), amount, reason: z.string().optional() }),
    (body) => openDispute(stripe, body),
  );
  on('disputes/:id/close', z.strictObject({ outcome: z.enum(['won', 'lost']) }), (body, id) =>
    closeDispute(stripe, id, body.outcome),
  );
  on(
    'disputes/:id/update',
    z.strictObject({ status: z.enum(['needs_response', 'under_review']) }),
    (body, id) => updateDispute(stripe, id, body.status),
  );
  const intent = z.strictObject({ payment_intent: z.string() });
  on('warnings', intent, (body) => warnOfFraud(stripe, body.payment_intent));
  on('reviews', intent, (body) => openReview(stripe, body.payment_intent));
  on('reviews/:id/approve', nothing, (_, id) => closeReview(stripe, id, 'approved'));
}

/** Sets the sandbox's own endpoint; what is left out stays as it was. */
export function setEndpoint(stripe: Stripe, wanted: z.output<typeof endpoint>) {
  const { settings, books } = stripe;
  const known = own(books.endpoints, DEFAULT_ENDPOINT);
  const secret = wanted.secret ?? known?.secrets[0] ?? settings.webhookSecret;
  const secrets = wanted.previousSecret === undefined ? [secret] : [secret, wanted.previousSecret];
  const events = wanted.enabled_events ?? known?.enabled_events ?? settings.webhookEvents;
  const made = addEndpoint(stripe, DEFAULT_ENDPOINT, wanted.url, secrets, events);
  made.api_version = wanted.api_version ?? known?.api_version ?? null;
  const { id } = made;
  return { id, url: wanted.url, enabled_events: events };
}
