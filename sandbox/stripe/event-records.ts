import { own } from '../kit/records.ts';
import { type EventRecord, newId, type Stripe, seconds, type Wire } from './books.ts';
import { noSuch } from './errors.ts';

/** Writes an event with a snapshot of its object. Each call makes another id, also for the same fact. */
export function writeEvent(stripe: Stripe, type: string, object: Wire): EventRecord {
  const record: EventRecord = {
    event: {
      id: newId('evt_1'),
      object: 'event',
      api_version: stripe.accountVersion,
      created: seconds(stripe),
      data: { object: structuredClone(object) },
      livemode: stripe.livemode,
      pending_webhooks: 0,
      request: { id: null, idempotency_key: null },
      type,
    },
    deliveries: {},
  };
  stripe.books.events[record.event.id] = record;
  stripe.sandbox.save();
  return record;
}

/** An event as the API answers it; in notifications with the endpoint's version. */
export function presentEvent(
  { event, deliveries }: EventRecord,
  version?: string | null,
): EventRecord['event'] {
  const pending_webhooks = Object.values(deliveries).filter((state) => state !== 'delivered').length;
  return { ...event, pending_webhooks, ...(version && { api_version: version }) };
}

/** The event; throws 404 where there is none. */
export function findEvent(stripe: Stripe, id: string): EventRecord {
  const record = own(stripe.books.events, id);
  if (!record) throw noSuch('event', id);
  return record;
}
