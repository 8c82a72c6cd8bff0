import {
  type Endpoint,
  type EventRecord,
  type Misbehaviour,
  own,
  type Pending,
  type Stripe,
} from './books.ts';
import { presentEvent, writeEvent } from './event-records.ts';
import { signature } from './signature.ts';

/** The three that fulfilment needs, and the two that tell sooner that it won't come. */
export const DEFAULT_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.payment_failed',
];

/** Sends an event to every endpoint that asked for its type, with the misbehaviour that was ordered. */
export async function dispatch(stripe: Stripe, record: EventRecord): Promise<void> {
  const endpoints = Object.values(stripe.books.endpoints).filter((endpoint) => wants(endpoint, record));
  await Promise.all(endpoints.map((endpoint) => deliver(stripe, record, endpoint)));
}

async function deliver(stripe: Stripe, record: EventRecord, endpoint: Endpoint): Promise<void> {
  const ordered = take(stripe, record, (mode) => mode !== 'corrupt-signature');
  const fault = ordered ?? stripe.webhookMishaps?.(record.event.type);
  switch (fault?.mode) {
    case 'lose':
      record.deliveries[endpoint.id] = 'failed';
      log(stripe, record, endpoint, { attempt: 1, status: null, note: 'lost on purpose' });
      return;
    case 'delay':
      queue(stripe, record, endpoint, fault.ms ?? 3000);
      return;
    case 'reorder':
      // Held until another event overtakes it; `ms` only bounds the wait.
      queue(stripe, record, endpoint, fault.ms ?? 30_000).held = true;
      return;
    case 'duplicate': {
      const copies = [queue(stripe, record, endpoint), queue(stripe, record, endpoint)];
      await Promise.all(copies.map((copy) => send(stripe, copy)));
      return;
    }
    case 'duplicate-new-id': {
      const twin = writeEvent(stripe, record.event.type, record.event.data.object);
      const copies = [queue(stripe, record, endpoint), queue(stripe, twin, endpoint)];
      await Promise.all(copies.map((copy) => send(stripe, copy)));
      return;
    }
    default:
      await send(stripe, queue(stripe, record, endpoint));
  }
}

/** Sends one event again at once, delivered or not, as the dashboard's button does. */
export async function resend(stripe: Stripe, record: EventRecord): Promise<void> {
  const endpoints = Object.values(stripe.books.endpoints).filter((endpoint) => wants(endpoint, record));
  await Promise.all(endpoints.map((endpoint) => send(stripe, queue(stripe, record, endpoint))));
}

/** Sends what has fallen due. */
export function sendDue(stripe: Stripe): void {
  const now = stripe.sandbox.now().getTime();
  for (const pending of [...stripe.books.outbox])
    if (pending.dueAt <= now && !stripe.sending.has(pending)) void send(stripe, pending);
}

function queue(stripe: Stripe, record: EventRecord, endpoint: Endpoint, waitMs = 0): Pending {
  const dueAt = stripe.sandbox.now().getTime() + waitMs;
  const pending: Pending = { event: record.event.id, endpoint: endpoint.id, attempts: 0, dueAt };
  record.deliveries[endpoint.id] = 'pending';
  stripe.books.outbox.push(pending);
  stripe.sandbox.save();
  return pending;
}

async function send(stripe: Stripe, pending: Pending): Promise<void> {
  const record = own(stripe.books.events, pending.event);
  const endpoint = own(stripe.books.endpoints, pending.endpoint);
  if (!record || endpoint?.status !== 'enabled') return drop(stripe, pending);
  stripe.sending.add(pending);
  pending.attempts += 1;
  const answer = await post(stripe, record, endpoint);
  stripe.sending.delete(pending);
  if (stripe.closing.signal.aborted) return;
  log(stripe, record, endpoint, { attempt: pending.attempts, ...answer });
  const retryMs = stripe.settings.webhookRetryMs[pending.attempts - 1];
  const delivered = answer.status !== null && answer.status >= 200 && answer.status < 300;
  if (delivered) record.deliveries[endpoint.id] = 'delivered';
  if (delivered || retryMs === undefined) drop(stripe, pending);
  else pending.dueAt = stripe.sandbox.now().getTime() + retryMs;
  // Last, since it sends what is due: what was just delivered must not be.
  if (!pending.held) release(stripe, endpoint);
}

async function post(stripe: Stripe, record: EventRecord, endpoint: Endpoint) {
  // Indented as Stripe sends it: whoever parses it and serialises it again gets another body, and another signature.
  const body = JSON.stringify(presentEvent(record, endpoint.api_version), null, 2);
  const corrupt = take(stripe, record, (mode) => mode === 'corrupt-signature') !== undefined;
  const signal = AbortSignal.any([
    AbortSignal.timeout(stripe.settings.webhookTimeoutMs),
    stripe.closing.signal,
  ]);
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(body, endpoint.secrets, corrupt),
      },
      body,
      redirect: 'manual',
      signal,
    });
    await response.body?.cancel();
    return { status: response.status, note: corrupt ? 'signature corrupted on purpose' : '' };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, note: cause instanceof Error ? cause.message : String(cause) };
  }
}

function release(stripe: Stripe, endpoint: Endpoint): void {
  const held = stripe.books.outbox.filter((pending) => pending.held && pending.endpoint === endpoint.id);
  for (const pending of held) Object.assign(pending, { held: false, dueAt: 0 });
  if (held.length > 0) sendDue(stripe);
}

function drop(stripe: Stripe, pending: Pending): void {
  const record = own(stripe.books.events, pending.event);
  if (record?.deliveries[pending.endpoint] === 'pending') record.deliveries[pending.endpoint] = 'failed';
  const { outbox } = stripe.books;
  const index = outbox.indexOf(pending);
  if (index >= 0) outbox.splice(index, 1);
  stripe.sandbox.save();
}

function take(stripe: Stripe, record: EventRecord, kind: (mode: Misbehaviour) => boolean) {
  const fault = stripe.misbehaviours.find(
    ({ mode, type }) => kind(mode) && (type === undefined || type === record.event.type),
  );
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) stripe.misbehaviours.splice(stripe.misbehaviours.indexOf(fault), 1);
  return fault;
}

function wants(endpoint: Endpoint, { event }: EventRecord): boolean {
  return (
    endpoint.status === 'enabled' &&
    (endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(event.type))
  );
}

function log(
  stripe: Stripe,
  record: EventRecord,
  endpoint: Endpoint,
  outcome: { attempt: number; status: number | null; note: string },
): void {
  const { id, type } = record.event;
  const at = stripe.sandbox.now().toISOString();
  stripe.books.deliveries.push({ event: id, type, endpoint: endpoint.id, url: endpoint.url, at, ...outcome });
  stripe.sandbox.save();
}
