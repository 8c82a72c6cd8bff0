import { z } from 'zod';
import { own } from '../kit/records.ts';
import { API_VERSION, type Endpoint, newId, type Stripe, seconds, type Wire } from './books.ts';
import { noSuch } from './errors.ts';
import { page } from './lists.ts';
import { boolean, expand, metadata, paging, text, url } from './params.ts';

const enabled_events = z.array(text(100)).min(1).max(200);

/** The body of POST /v1/webhook_endpoints. */
export const endpointParams = z.strictObject({
  url,
  enabled_events,
  api_version: z.enum([API_VERSION]).optional(),
  connect: boolean.optional(),
  description: text().optional(),
  metadata: metadata.optional(),
  expand,
});
/** The body of POST /v1/webhook_endpoints/:id. */
export const endpointUpdateParams = z.strictObject({
  url: url.optional(),
  enabled_events: enabled_events.optional(),
  disabled: boolean.optional(),
  description: text().optional(),
  metadata: metadata.optional(),
  expand,
});
/** The parameters of GET /v1/webhook_endpoints. */
export const endpointListParams = z.strictObject(paging);

/** POST /v1/webhook_endpoints: only this answer has the secret. */
export function createEndpoint(stripe: Stripe, params: z.output<typeof endpointParams>): Wire {
  const secret = newId('whsec_', 32);
  const endpoint = addEndpoint(stripe, newId('we_1'), params.url, [secret], params.enabled_events);
  endpoint.api_version = params.api_version ?? null;
  endpoint.description = params.description ?? null;
  endpoint.metadata = params.metadata ?? {};
  return { ...presentEndpoint(stripe, endpoint), secret };
}

/** Adds an endpoint without checking it; `secrets`: the newest first. */
export function addEndpoint(
  stripe: Stripe,
  id: string,
  url: string,
  secrets: string[],
  enabled_events: string[],
): Endpoint {
  const endpoint: Endpoint = {
    id,
    url,
    secrets,
    enabled_events,
    status: 'enabled',
    description: null,
    metadata: {},
    api_version: null,
    created: seconds(stripe),
  };
  stripe.books.endpoints[id] = endpoint;
  stripe.sandbox.save();
  return endpoint;
}

/** POST /v1/webhook_endpoints/:id; throws 404 where there is none. */
export function updateEndpoint(
  stripe: Stripe,
  id: string,
  params: z.output<typeof endpointUpdateParams>,
): Wire {
  const endpoint = findEndpoint(stripe, id);
  if (params.url !== undefined) endpoint.url = params.url;
  if (params.enabled_events) endpoint.enabled_events = params.enabled_events;
  if (params.disabled !== undefined) endpoint.status = params.disabled ? 'disabled' : 'enabled';
  if (params.description !== undefined) endpoint.description = params.description;
  if (params.metadata) endpoint.metadata = params.metadata;
  return presentEndpoint(stripe, endpoint);
}

/** DELETE /v1/webhook_endpoints/:id; throws 404 where there is none. */
export function deleteEndpoint(stripe: Stripe, id: string): Wire {
  findEndpoint(stripe, id);
  delete stripe.books.endpoints[id];
  stripe.sandbox.save();
  return { id, object: 'webhook_endpoint', deleted: true };
}

/** GET /v1/webhook_endpoints. */
export function listEndpoints(stripe: Stripe, params: z.output<typeof endpointListParams>): Wire {
  const all = Object.values(stripe.books.endpoints).map((endpoint) => presentEndpoint(stripe, endpoint));
  return page(all, params, '/v1/webhook_endpoints');
}

/** The endpoint; throws 404 where there is none. */
export function findEndpoint(stripe: Stripe, id: string): Endpoint {
  const endpoint = own(stripe.books.endpoints, id);
  if (!endpoint) throw noSuch('webhook endpoint', id);
  return endpoint;
}

/** An endpoint as the API answers it, without its secret. */
export function presentEndpoint(stripe: Stripe, endpoint: Endpoint): Wire & { id: string } {
  const { secrets: _never, ...shown } = endpoint;
  return {
    ...shown,
    object: 'webhook_endpoint',
    application: null,
    livemode: stripe.livemode,
  };
}
