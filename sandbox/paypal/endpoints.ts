import { z } from 'zod';
import { own } from '../kit/records.ts';
import { newId, type PayPal, type Webhook, type Wire } from './books.ts';
import { WebhookError } from './errors.ts';
import { EVENT_TYPES } from './event-records.ts';

const MOST = 10;
const names = z
  .array(z.object({ name: z.string() }))
  .min(1)
  .max(500);
const webhookBody = z.object({ url: z.string().max(2048), event_types: names });
const patches = z
  .array(
    z.union([
      z.object({ op: z.literal('replace'), path: z.literal('/url'), value: z.string().max(2048) }),
      z.object({ op: z.literal('replace'), path: z.literal('/event_types'), value: names }),
    ]),
  )
  .min(1);

/** POST /v1/notifications/webhooks. The webhook's id is part of what is signed. */
export function createWebhook(paypal: PayPal, body: unknown): Wire {
  const read = webhookBody.safeParse(body);
  if (!read.success) throw invalid(fieldOf(read.error), 'This field is required');
  const { url, event_types } = read.data;
  const webhooks = Object.values(paypal.books.webhooks);
  refuseUrl(paypal, url);
  const wanted = namesOf(event_types);
  if (webhooks.length >= MOST)
    throw new WebhookError(
      400,
      'WEBHOOK_NUMBER_LIMIT_EXCEEDED',
      'You have reached the maximum number of webhooks',
    );
  return presentWebhook(paypal, addWebhook(paypal, newId(24), url, wanted));
}

/** PATCH: replaces the address, or the whole list of event names. */
export function patchWebhook(paypal: PayPal, id: string, body: unknown): Wire {
  const webhook = findWebhook(paypal, id);
  const read = patches.safeParse(body);
  if (!read.success) throw invalid('path', 'Not a valid patch');
  for (const patch of read.data) {
    if (patch.path === '/url') {
      if (patch.value !== webhook.url) refuseUrl(paypal, patch.value);
      webhook.url = patch.value;
    } else webhook.event_types = namesOf(patch.value);
  }
  return presentWebhook(paypal, webhook);
}

/** DELETE: no notifications any more; throws 404 where there is no such webhook. */
export function deleteWebhook(paypal: PayPal, id: string): void {
  findWebhook(paypal, id);
  delete paypal.books.webhooks[id];
}

/** GET: the webhooks of the app. Inferred: the account itself has none (ACCOUNT). */
export const listWebhooks = (paypal: PayPal, { anchor_type }: Record<string, string>): Wire => ({
  webhooks:
    anchor_type === 'ACCOUNT'
      ? []
      : Object.values(paypal.books.webhooks).map((webhook) => presentWebhook(paypal, webhook)),
});

/** Adds a webhook without checking it. */
export function addWebhook(paypal: PayPal, id: string, url: string, event_types: string[]): Webhook {
  const webhook = { id, url, event_types };
  paypal.books.webhooks[id] = webhook;
  paypal.sandbox.save();
  return webhook;
}

/** The webhook; throws 404 where there is none. */
export function findWebhook(paypal: PayPal, id: string): Webhook {
  const webhook = own(paypal.books.webhooks, id);
  if (!webhook) throw new WebhookError(404, 'INVALID_RESOURCE_ID', 'Resource id is invalid');
  return webhook;
}

/** A webhook as the API answers it. */
export function presentWebhook(paypal: PayPal, { id, url, event_types, off }: Webhook): Wire {
  const href = `${paypal.sandbox.url}/v1/notifications/webhooks/${id}`;
  return {
    id,
    url,
    event_types: event_types.map((name) => presentName(name, off ? 'DISABLED' : 'ENABLED')),
    links: [
      { href, rel: 'self', method: 'GET' },
      { href, rel: 'update', method: 'PATCH' },
      { href, rel: 'delete', method: 'DELETE' },
    ],
  };
}

/** GET /v1/notifications/webhooks-event-types: all event names. */
export const listEventTypes = (types: string[] = Object.keys(EVENT_TYPES)): Wire => ({
  event_types: types.map((name) => presentName(name)),
});

const presentName = (name: string, status = 'ENABLED'): Wire => ({
  name,
  description: name === '*' ? 'ALL' : EVENT_TYPES[name],
  status,
});

/** PayPal accepts only https on port 443. Addresses on this machine can have http and any port here. */
function refuseUrl(paypal: PayPal, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isLocal = parsed?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(parsed.hostname);
  if (!isLocal && !(parsed?.protocol === 'https:' && parsed.port === ''))
    throw invalid('url', 'Not a valid webhook URL');
  if (Object.values(paypal.books.webhooks).some((webhook) => webhook.url === url))
    throw new WebhookError(400, 'WEBHOOK_URL_ALREADY_EXISTS', 'Webhook URL already exists');
}

/** The names, each once. Inferred: how an unknown name is refused. */
function namesOf(event_types: z.output<typeof names>): string[] {
  const wanted = event_types.map(({ name }) => name);
  const unknown = wanted.findIndex((name) => name !== '*' && !Object.hasOwn(EVENT_TYPES, name));
  if (unknown >= 0) throw invalid(`event_types[${unknown}].name`, 'Not a valid webhook event name');
  return [...new Set(wanted)];
}

const fieldOf = (error: z.ZodError): string => error.issues[0]?.path.map(String).join('.') || 'url';

const invalid = (field: string, issue: string) =>
  new WebhookError(400, 'VALIDATION_ERROR', 'Invalid data provided', [{ field, issue }]);
