import { clock, type PayPal, type Wire } from './books.ts';
import { WebhookError } from './errors.ts';
import { presentEvent, writeEvent } from './event-records.ts';
import { dispatch } from './webhooks.ts';

const KEPT_MS = 30 * 24 * 3600_000;
const LEAST_SIZE = 1;
/** Inferred: no largest page is documented. */
const MOST_SIZE = 300;

/** Writes an event with a snapshot of its resource and sends it. Resolves after the first attempt at each webhook. */
export function emit(paypal: PayPal, type: string, resource: Wire): Promise<void> {
  return dispatch(paypal, writeEvent(paypal, type, resource));
}

/** GET /v1/notifications/webhooks-events: events of the last 30 days, delivered or not, both ends included. Inferred: the newest first. */
export function listEvents(paypal: PayPal, query: Record<string, string>): Wire {
  const size = Number(query.page_size ?? '10');
  if (!Number.isInteger(size) || size < LEAST_SIZE || size > MOST_SIZE) throw invalid('page_size');
  const from = moment(query, 'start_time') ?? 0;
  const to = moment(query, 'end_time') ?? Number.POSITIVE_INFINITY;
  const oldest = clock(paypal) - KEPT_MS;
  const wanted = Object.values(paypal.books.events)
    .filter(({ event, transaction }) => {
      const at = Date.parse(event.create_time);
      return (
        at >= Math.max(from, oldest) &&
        at <= to &&
        (query.event_type === undefined || event.event_type === query.event_type) &&
        (query.transaction_id === undefined || transaction === query.transaction_id)
      );
    })
    .toReversed();
  const after = wanted.findIndex(({ event }) => event.id === query.after);
  if (query.after !== undefined && after < 0) throw invalid('after');
  const shown = wanted.slice(after + 1, after + 1 + size);
  const last = shown.at(-1);
  const more = last !== undefined && last !== wanted.at(-1);
  return {
    events: shown.map(presentEvent),
    count: shown.length,
    links: [
      { href: address(paypal, query), rel: 'self', method: 'GET' },
      ...(more
        ? [{ href: address(paypal, { ...query, after: last.event.id }), rel: 'next', method: 'GET' }]
        : []),
    ],
  };
}

/** The link to a page. Its path ends with a slash, as in PayPal's examples. Inferred: the names in it; clients follow it as it is. */
const address = (paypal: PayPal, query: Record<string, string>): string =>
  `${paypal.sandbox.url}/v1/notifications/webhooks-events/?${new URLSearchParams(query)}`;

function moment(query: Record<string, string>, name: string): number | undefined {
  const text = query[name];
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(name);
  return at;
}

const invalid = (field: string) =>
  new WebhookError(400, 'VALIDATION_ERROR', 'Invalid data provided', [{ field, issue: 'Not valid' }]);
