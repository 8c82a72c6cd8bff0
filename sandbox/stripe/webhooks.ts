import { release, remove, requested, sendAs, sendWhatIsDue, statusOf, whileSending } from '../kit/outbox.ts';
import { own } from '../kit/records.ts';
import { takeMisbehaviour } from '../kit/steering.ts';
import type { Endpoint, EventRecord, Misbehaviour, Pending, Stripe } from './books.ts';
import { presentEvent, writeEvent } from './event-records.ts';
import { signature } from './signature.ts';

/** The three events about a page's payment, the two that say sooner that there will be none, and those about held money. */
export const DEFAULT_EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.payment_failed',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'charge.captured',
];

/** Sends an event to every endpoint that asked for its type, with the misbehaviour that was ordered. */
export async function dispatch(stripe: Stripe, record: EventRecord): Promise<void> {
  const endpoints = Object.values(stripe.books.endpoints).filter((endpoint) => wants(endpoint, record));
  await Promise.all(endpoints.map((endpoint) => deliver(stripe, record, endpoint)));
}

async function deliver(stripe: Stripe, record: EventRecord, endpoint: Endpoint): Promise<void> {
  const ordered = take(stripe, record, (mode) => mode !== 'corrupt-signature');
  const fault = ordered ?? stripe.webhookMishaps?.(record.event.type);
  await sendAs(fault, {
    lose: () => {
      record.deliveries[endpoint.id] = 'failed';
      log(stripe, record, endpoint, { attempt: 1, status: null, note: 'lost on purpose' });
    },
    queue: (waitMs) => queue(stripe, record, endpoint, waitMs),
    queueTwin: () => queue(stripe, writeEvent(stripe, record.event.type, record.event.data.object), endpoint),
    send: (pending) => send(stripe, pending),
  });
}

/** Sends an event again at once, delivered or not, as the dashboard's button does. */
export async function resend(stripe: Stripe, record: EventRecord): Promise<void> {
  const endpoints = Object.values(stripe.books.endpoints).filter((endpoint) => wants(endpoint, record));
  await Promise.all(endpoints.map((endpoint) => send(stripe, queue(stripe, record, endpoint))));
}

/** Sends what is due. */
export const sendDue = (stripe: Stripe): void => sendWhatIsDue(stripe, (pending) => send(stripe, pending));

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
  pending.attempts += 1;
  const answer = await whileSending(stripe, pending, () => post(stripe, record, endpoint));
  if (!answer) return;
  log(stripe, record, endpoint, { attempt: pending.attempts, ...answer });
  const retryMs = stripe.settings.webhookRetryMs[pending.attempts - 1];
  const delivered = answer.status !== null && answer.status >= 200 && answer.status < 300;
  if (delivered) record.deliveries[endpoint.id] = 'delivered';
  if (delivered || retryMs === undefined) drop(stripe, pending);
  else pending.dueAt = stripe.sandbox.now().getTime() + retryMs;
  // Comes last, since it sends what is due: what was just delivered must not be sent again.
  if (!pending.held && release(stripe, (held) => held.endpoint === endpoint.id)) sendDue(stripe);
}

async function post(stripe: Stripe, record: EventRecord, endpoint: Endpoint) {
  // Indented, as Stripe sends it: parsed and serialised again it is another body with another signature.
  const body = JSON.stringify(presentEvent(record, endpoint.api_version), null, 2);
  const corrupt = take(stripe, record, (mode) => mode === 'corrupt-signature') !== undefined;
  return requested(
    stripe.closing,
    stripe.settings.webhookTimeoutMs,
    endpoint.url,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signature(body, endpoint.secrets, corrupt),
      },
      body,
    },
    async (response) => ({
      status: await statusOf(response),
      note: corrupt ? 'signature corrupted on purpose' : '',
    }),
  );
}

function drop(stripe: Stripe, pending: Pending): void {
  const record = own(stripe.books.events, pending.event);
  if (record?.deliveries[pending.endpoint] === 'pending') record.deliveries[pending.endpoint] = 'failed';
  remove(stripe, pending);
}

const take = (stripe: Stripe, record: EventRecord, isMeant: (mode: Misbehaviour) => boolean) =>
  takeMisbehaviour(stripe.misbehaviours, record.event.type, isMeant);

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
