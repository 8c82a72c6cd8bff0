import Stripe from 'stripe';
import type { WebhookMade } from '../gateway.ts';
import { callStripe, every } from './client.ts';
import { TYPES } from './events.ts';
import { WebhookEndpoint } from './wire.ts';

export interface Endpoints {
  list(): Promise<WebhookEndpoint[]>;
  create(urls: string[]): Promise<WebhookMade>;
}

/** Webhook endpoints of the account: docs.stripe.com/api/webhook_endpoints. */
export function endpoints(client: Stripe, name: string): Endpoints {
  const list = () =>
    every(`${name}, listing webhook endpoints`, WebhookEndpoint, (page) =>
      client.webhookEndpoints.list(page),
    );

  async function create(urls: string[]): Promise<WebhookMade> {
    const [url = ''] = urls;
    const there = (await list()).filter((endpoint) => urls.includes(endpoint.url));
    const existing = there.find(isEnabled) ?? there[0];
    if (existing) return completed(existing);
    const what = `${name}, making a webhook endpoint for ${url}`;
    const { id, secret } = await callStripe(what, WebhookEndpoint, () =>
      client.webhookEndpoints.create({
        url,
        enabled_events: [...TYPES],
        // Otherwise events come in the version that the account was opened with.
        api_version: Stripe.API_VERSION,
        description: 'Incasso',
      }),
    );
    return { id, url, added: [...TYPES], secret: secret ?? undefined, setting: 'webhookSecret' };
  }

  async function completed(endpoint: WebhookEndpoint): Promise<WebhookMade> {
    const { id, url } = endpoint;
    const added = TYPES.filter((type) => !hears(endpoint, type));
    // Stripe's own names come back to Stripe: they are of its type, which can't be known here.
    const enabled_events = [...endpoint.enabled_events, ...added] as Event[];
    if (added.length > 0)
      await callStripe(`${name}, adding events to ${id}`, WebhookEndpoint, () =>
        client.webhookEndpoints.update(id, { enabled_events }),
      );
    return { id, url, added };
  }

  return { list, create };
}

type Event = Stripe.WebhookEndpointUpdateParams.EnabledEvent;

export const isEnabled = ({ status }: WebhookEndpoint): boolean => status === 'enabled';

export const hears = ({ enabled_events }: WebhookEndpoint, type: string): boolean =>
  enabled_events.includes('*') || enabled_events.includes(type);
