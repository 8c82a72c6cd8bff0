import { z } from 'zod';
import { type EventRecord, type Stripe, type StripeEvent, seconds, type Wire } from './books.ts';
import { presentEvent, writeEvent } from './event-records.ts';
import { inRange, page } from './lists.ts';
import { boolean, created, paging, text } from './params.ts';
import { dispatch } from './webhooks.ts';

const KEPT_SECONDS = 30 * 24 * 3600;

/** Writes an event with a snapshot of its object and sends it. Resolves after the first attempt at each endpoint. */
export function emit(stripe: Stripe, type: string, object: Wire): Promise<void> {
  return dispatch(stripe, writeEvent(stripe, type, object));
}

/** The parameters of GET /v1/events. */
export const eventListParams = z.strictObject({
  ...paging,
  created,
  type: text().optional(),
  types: z.array(text()).max(20).optional(),
  delivery_success: boolean.optional(),
});

/** GET /v1/events: events of the last 30 days. One that is still being delivered counts as not delivered. */
export function listEvents(stripe: Stripe, params: z.output<typeof eventListParams>): Wire {
  const oldest = seconds(stripe) - KEPT_SECONDS;
  const wanted = Object.values(stripe.books.events).filter(({ event, deliveries }) => {
    if (event.created < oldest || !inRange(event.created, params.created)) return false;
    if (params.type !== undefined && !matches(event.type, params.type)) return false;
    if (params.types && !params.types.some((type) => matches(event.type, type))) return false;
    if (params.delivery_success === undefined) return true;
    const delivered = Object.values(deliveries).every((state) => state === 'delivered');
    return delivered === params.delivery_success;
  });
  return page(wanted.map(listed), params, '/v1/events');
}

function listed(record: EventRecord): StripeEvent {
  const event = presentEvent(record);
  return record.garbled ? { ...event, data: { object: { object: event.data.object.object } } } : event;
}

/** Whether a type is the wanted one; `charge.*` matches all that begin with `charge.`. */
function matches(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
