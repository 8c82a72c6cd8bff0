import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { NotificationBatch } from '../gateway.ts';
import { readListed } from '../notifications.ts';
import type { PayPalClient } from './client.ts';
import { notificationOf, type Ours } from './notifications.ts';
import { Event, linkTo } from './wire.ts';

const EVENTS = '/v1/notifications/webhooks-events';
const PAGE = 100;
const DAY_MS = 86_400_000;
/** How far back the list goes: developer.paypal.com/api/rest/webhooks/events-dashboard */
export const LISTED_MS = 30 * DAY_MS;

const NAMELESS = { id: 'without an id', event_type: 'without a type' };
// What one event lacks must not keep the others of its page from being read.
const Named = z
  .looseObject({
    id: z.string().catch(NAMELESS.id),
    event_type: z.string().catch(NAMELESS.event_type),
    create_time: z.string().nullish().catch(null),
    resource: z.looseObject({}).nullish().catch(null),
  })
  .catch({ ...NAMELESS, create_time: null, resource: null });
const Page = z.object({
  events: z.array(Named).nullish(),
  links: z.array(z.object({ href: z.string(), rel: z.string() })).nullish(),
});

/**
 * Events of a span of time, both ends included, delivered or not, each once; and PayPal's time when it was asked. All of them or a
 * failure: what is passed over here is heard by nobody.
 */
export async function everyEvent(
  client: PayPalClient,
  what: string,
  query: { start_time: string; end_time?: string; event_type?: string },
) {
  const found = new Map<string, z.infer<typeof Named>>();
  let path = `${EVENTS}?${new URLSearchParams({ ...query, page_size: String(PAGE) })}`;
  let askedAt: string | undefined;
  for (const followed = new Set<string>(); !followed.has(path); ) {
    followed.add(path);
    const { data, at } = await client.dated(what, Page, { method: 'GET', path });
    askedAt ??= at;
    for (const event of data.events ?? []) found.set(event.id, event);
    if (data.links?.some(({ rel }) => rel === 'next')) path = nextPath(what, linkTo(data.links, 'next'));
  }
  return { events: [...found.values()], askedAt: askedAt ?? new Date().toISOString() };
}

/**
 * Whatever host the next page is at: it is asked of the one that we ask. PayPal's examples have a slash at the path's end, which its
 * other addresses have not.
 */
function nextPath(what: string, next: URL | undefined): string {
  if (next?.pathname.replace(/\/+$/, '') === EVENTS) return EVENTS + next.search;
  throw new Failure(
    'GATEWAY_AWAY',
    'away',
    `${what}: there is more, at an address that is not that of the list`,
  );
}

/** Notifications since then: of the last 30 days, a day at most at once, so that what has to be held is bounded. */
export async function listEvents(
  client: PayPalClient,
  name: string,
  ours: Ours,
  since: string,
): Promise<NotificationBatch> {
  const end = new Date(Date.parse(since) + DAY_MS);
  const more = end.getTime() < Date.now();
  const { events, askedAt } = await everyEvent(client, `${name}, listing events since ${since}`, {
    start_time: since,
    // Up to now by PayPal's clock, and not by ours.
    ...(more && { end_time: end.toISOString() }),
  });
  const notifications = events
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .map((listed) =>
      readListed({ ...listed, type: listed.event_type }, Event, (event) => notificationOf(event, ours)),
    )
    .filter(({ kind }) => kind !== 'ignored');
  return { notifications, until: more ? end.toISOString() : askedAt, more };
}

const timeOf = ({ create_time }: z.infer<typeof Named>): number => Date.parse(create_time ?? '') || 0;

/**
 * Whether a customer agreed to an order that PayPal knows no more, or may have: an event that can't be read counts. Only then can we
 * have asked for its money. Not confirmed: that the list has every agreement; it has what the webhook asks for.
 */
export async function wasAgreed(
  client: PayPalClient,
  what: string,
  order: string,
  { from, until }: { from: number; until: number },
): Promise<boolean> {
  const { events } = await everyEvent(client, what, {
    start_time: new Date(from).toISOString(),
    end_time: new Date(until).toISOString(),
    event_type: 'CHECKOUT.ORDER.APPROVED',
  });
  return events.some(({ resource }) => resource?.id == null || resource.id === order);
}
