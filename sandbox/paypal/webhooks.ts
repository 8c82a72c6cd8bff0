import { randomUUID } from 'node:crypto';
import { release, remove, requested, sendAs, sendWhatIsDue, statusOf, whileSending } from '../kit/outbox.ts';
import { own } from '../kit/records.ts';
import { takeMisbehaviour } from '../kit/steering.ts';
import { clock, type EventRecord, type PayPal, type Pending, timeOf, type Webhook } from './books.ts';
import { writeEvent } from './event-records.ts';
import { transmitted } from './signature.ts';
import { FORGERIES, type Forgery, type Misbehaviour } from './webhook-records.ts';

/** The events that a merchant needs. */
export const DEFAULT_EVENTS = [
  'CHECKOUT.ORDER.APPROVED',
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.PENDING',
  'PAYMENT.CAPTURE.DENIED',
  'PAYMENT.CAPTURE.DECLINED',
  'PAYMENT.CAPTURE.REFUNDED',
  'PAYMENT.CAPTURE.REVERSED',
  'PAYMENT.AUTHORIZATION.CREATED',
  'PAYMENT.AUTHORIZATION.VOIDED',
  'CUSTOMER.DISPUTE.CREATED',
  'CUSTOMER.DISPUTE.RESOLVED',
];

const S = 1000;
const H = 3600 * S;
/** Waits before each repetition, in ms: 25 attempts within three days. Inferred: the waits. */
export const RETRY_MS = [
  ...[1, 2, 4, 8, 15, 30, 60, 120, 300, 600, 1200, 2400].map((seconds) => seconds * S),
  ...[1, 2, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10].map((hours) => hours * H),
];

/** Sends an event to every webhook that asked for its type, with the misbehaviour that was ordered. */
export async function dispatch(paypal: PayPal, record: EventRecord): Promise<void> {
  const webhooks = Object.values(paypal.books.webhooks).filter((webhook) => wants(webhook, record));
  await Promise.all(webhooks.map((webhook) => deliver(paypal, record, webhook)));
}

async function deliver(paypal: PayPal, record: EventRecord, webhook: Webhook): Promise<void> {
  const ordered = take(paypal, record, (mode) => !isForgery(mode));
  const fault = ordered ?? paypal.webhookMishaps?.(record.event.event_type);
  await sendAs(fault, {
    lose: () => {
      record.deliveries[webhook.id] = 'failed';
      log(paypal, record, webhook, { transmission: '', attempt: 1, status: null, note: 'lost on purpose' });
    },
    queue: (waitMs) => queue(paypal, record, webhook, waitMs),
    queueTwin: () =>
      queue(paypal, writeEvent(paypal, record.event.event_type, record.event.resource), webhook),
    send: (pending) => send(paypal, pending),
  });
}

/** Sends an event again at once, delivered or not, to all webhooks that ask for its type, or to those of `ids`. */
export async function resend(paypal: PayPal, record: EventRecord, ids?: string[]): Promise<void> {
  const all = Object.values(paypal.books.webhooks).filter(
    (webhook) => wants(webhook, record) && (ids?.includes(webhook.id) ?? true),
  );
  await Promise.all(all.map((webhook) => send(paypal, queue(paypal, record, webhook))));
}

/** Sends what is due. */
export const sendDue = (paypal: PayPal): void => sendWhatIsDue(paypal, (pending) => send(paypal, pending));

/** Puts a notification into the outbox. Inferred: repetitions are the same transmission, so its time can be three days old. */
function queue(paypal: PayPal, record: EventRecord, webhook: Webhook, waitMs = 0): Pending {
  const dueAt = clock(paypal) + waitMs;
  const transmission = { id: randomUUID(), time: timeOf(dueAt) };
  const pending: Pending = { event: record.event.id, webhook: webhook.id, transmission, attempts: 0, dueAt };
  record.deliveries[webhook.id] = 'pending';
  paypal.books.outbox.push(pending);
  paypal.sandbox.save();
  return pending;
}

async function send(paypal: PayPal, pending: Pending): Promise<void> {
  const record = own(paypal.books.events, pending.event);
  const webhook = own(paypal.books.webhooks, pending.webhook);
  if (!record || !webhook) return drop(paypal, pending);
  pending.attempts += 1;
  const answer = await whileSending(paypal, pending, () => post(paypal, record, webhook, pending));
  if (!answer) return;
  const { attempts: attempt, transmission } = pending;
  log(paypal, record, webhook, { transmission: transmission.id, attempt, ...answer });
  const retryMs = paypal.settings.webhookRetryMs[attempt - 1];
  const delivered = answer.status !== null && answer.status >= 200 && answer.status < 300;
  if (delivered) record.deliveries[webhook.id] = 'delivered';
  if (delivered || retryMs === undefined) drop(paypal, pending);
  else pending.dueAt = clock(paypal) + retryMs;
  // Comes last, since it sends what is due: what was just delivered must not be sent again.
  if (!pending.held && release(paypal, (held) => held.webhook === webhook.id)) sendDue(paypal);
}

async function post(paypal: PayPal, record: EventRecord, webhook: Webhook, { transmission }: Pending) {
  const forgery = take(paypal, record, isForgery)?.mode as Forgery | undefined;
  const text = JSON.stringify(record.event);
  const { headers, body } = transmitted(paypal, transmission, webhook.id, text, forgery);
  return requested(
    paypal.closing,
    paypal.settings.webhookTimeoutMs,
    webhook.url,
    { method: 'POST', headers, body },
    async (response) => ({
      status: await statusOf(response),
      note: forgery ? `${forgery} on purpose` : '',
    }),
  );
}

function drop(paypal: PayPal, pending: Pending): void {
  const record = own(paypal.books.events, pending.event);
  if (record?.deliveries[pending.webhook] === 'pending') record.deliveries[pending.webhook] = 'failed';
  remove(paypal, pending);
}

const take = (paypal: PayPal, record: EventRecord, isMeant: (mode: Misbehaviour) => boolean) =>
  takeMisbehaviour(paypal.misbehaviours, record.event.event_type, isMeant);

const isForgery = (mode: Misbehaviour): mode is Forgery => FORGERIES.some((known) => known === mode);

const wants = ({ event_types, off }: Webhook, { event }: EventRecord): boolean =>
  !off && (event_types.includes('*') || event_types.includes(event.event_type));

function log(
  paypal: PayPal,
  record: EventRecord,
  webhook: Webhook,
  outcome: { transmission: string; attempt: number; status: number | null; note: string },
): void {
  const { id, event_type } = record.event;
  const at = paypal.sandbox.now().toISOString();
  const { url } = webhook;
  paypal.books.deliveries.push({ event: id, type: event_type, webhook: webhook.id, url, at, ...outcome });
  paypal.sandbox.save();
}
