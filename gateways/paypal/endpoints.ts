import { z } from 'zod';
import type { WebhookMade } from '../gateway.ts';
import type { PayPalClient } from './client.ts';
import { TYPES, UNSURE } from './event-types.ts';
import { Webhook } from './wire.ts';

const WEBHOOKS = '/v1/notifications/webhooks';
const Listed = z.object({ webhooks: z.array(Webhook).nullish() });
const Known = z.object({ event_types: z.array(z.object({ name: z.string() })) });

export interface Endpoints {
  list(): Promise<Webhook[]>;
  create(urls: string[]): Promise<WebhookMade>;
}

/** Webhooks of the app: developer.paypal.com/docs/api/webhooks/v1. */
export function endpoints(client: PayPalClient, name: string): Endpoints {
  const list = async () => {
    const what = `${name}, listing webhooks`;
    return (await client.call(what, Listed, { method: 'GET', path: WEBHOOKS })).webhooks ?? [];
  };

  async function create(urls: string[]): Promise<WebhookMade> {
    const [url = ''] = urls;
    const there = (await list()).filter((webhook) => urls.includes(webhook.url));
    const existing = there.find(isEnabled) ?? there[0];
    if (existing) return completed(existing);
    const types = await known();
    const { id } = await client.call(`${name}, making a webhook for ${url}`, Webhook, {
      method: 'POST',
      path: WEBHOOKS,
      body: { url, event_types: types.map((type) => ({ name: type })) },
    });
    return { id, url, added: types, secret: id, setting: 'webhookId' };
  }

  async function completed(webhook: Webhook): Promise<WebhookMade> {
    const { id, url } = webhook;
    const added = (await known()).filter((type) => !hears(webhook, type));
    const names = new Set([...webhook.event_types.map((type) => type.name), ...added]);
    // What is sent takes the place of the whole list.
    const value = [...names].map((type) => ({ name: type }));
    if (added.length > 0)
      await client.call(`${name}, adding events to ${id}`, Webhook, {
        method: 'PATCH',
        path: `${WEBHOOKS}/${encodeURIComponent(id)}`,
        body: [{ op: 'replace', path: '/event_types', value }],
      });
    return { id, url, added };
  }

  /** Of the types that we use those that PayPal has: one that it doesn't know would have it refuse them all. */
  async function known(): Promise<string[]> {
    const what = `${name}, listing types of events`;
    const { event_types } = await client.call(what, Known, {
      method: 'GET',
      path: '/v1/notifications/webhooks-event-types',
    });
    const there = new Set(event_types.map((type) => type.name));
    return TYPES.filter((type) => there.has(type) || !UNSURE.includes(type));
  }

  return { list, create };
}

/** Not confirmed: whether PayPal ever switches types of events off by itself; a webhook of which it did says so there. */
export const isEnabled = ({ event_types }: Webhook): boolean =>
  event_types.some(({ status }) => status == null || status === 'ENABLED');

export const hears = ({ event_types }: Webhook, type: string): boolean =>
  event_types.some(
    ({ name, status }) => (name === '*' || name === type) && (status == null || status === 'ENABLED'),
  );
