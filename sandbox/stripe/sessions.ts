import type { z } from 'zod';
import { own } from '../kit/records.ts';
import { type CheckoutSession, type SessionRecord, type Stripe, seconds, type Wire } from './books.ts';
import { invalidRequest, noSuch } from './errors.ts';
import { emit } from './events.ts';
import { inRange, page } from './lists.ts';
import { lineItem, sessionObject } from './session-objects.ts';
import type { SessionParams, sessionListParams } from './session-params.ts';

/** POST /v1/checkout/sessions: opens a page. */
export function createSession(stripe: Stripe, params: SessionParams): Wire {
  const intent = {
    description: params.payment_intent_data?.description ?? null,
    metadata: params.payment_intent_data?.metadata ?? {},
    captureMethod: params.payment_intent_data?.capture_method,
  };
  const object = sessionObject(stripe, params);
  const record: SessionRecord = {
    object,
    lineItems: params.line_items.map((item) => lineItem(stripe, item)),
    intent,
    delayed: null,
  };
  stripe.books.sessions[object.id] = record;
  return presentSession(stripe, record);
}

/** A session as the API answers it; only an open one has an address. */
export function presentSession(stripe: Stripe, { object }: SessionRecord): CheckoutSession {
  const url = object.status === 'open' ? `${stripe.sandbox.url}/pay/${object.id}` : null;
  return structuredClone({ ...object, url });
}

/** The session; throws 404 where there is none. One whose time is over is expired first. */
export function findSession(stripe: Stripe, id: string): SessionRecord {
  const record = own(stripe.books.sessions, id);
  if (!record) throw noSuch('checkout.session', id, 'session');
  if (isDue(stripe, record)) expire(stripe, record);
  return record;
}

/** POST .../expire: expires an open session. */
export function expireOnRequest(stripe: Stripe, id: string): Wire {
  const record = findSession(stripe, id);
  const { status } = record.object;
  if (status !== 'open')
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`,
    );
  expire(stripe, record);
  return presentSession(stripe, record);
}

/** Expires all sessions whose time is over. */
export function expireDue(stripe: Stripe): void {
  for (const record of Object.values(stripe.books.sessions))
    if (isDue(stripe, record)) expire(stripe, record);
}

function isDue(stripe: Stripe, { object }: SessionRecord): boolean {
  return object.status === 'open' && object.expires_at <= seconds(stripe);
}

function expire(stripe: Stripe, record: SessionRecord): void {
  record.object.status = 'expired';
  void emit(stripe, 'checkout.session.expired', presentSession(stripe, record));
}

/** GET /v1/checkout/sessions. */
export function listSessions(stripe: Stripe, params: z.output<typeof sessionListParams>): Wire {
  expireDue(stripe);
  const wanted = Object.values(stripe.books.sessions).filter(
    ({ object }) =>
      inRange(object.created, params.created) &&
      (params.status === undefined || object.status === params.status) &&
      (params.payment_intent === undefined || object.payment_intent === params.payment_intent) &&
      (params.customer_details === undefined || object.customer_email === params.customer_details.email),
  );
  return page(
    wanted.map((record) => presentSession(stripe, record)),
    params,
    '/v1/checkout/sessions',
  );
}
