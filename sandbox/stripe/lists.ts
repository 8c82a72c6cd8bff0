import { own } from '../kit/records.ts';
import type { Stripe, Wire } from './books.ts';
import { invalidRequest } from './errors.ts';

interface Range {
  gt?: number | undefined;
  gte?: number | undefined;
  lt?: number | undefined;
  lte?: number | undefined;
}
interface Paging {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}

/** A page of a list as Stripe answers it, the newest first. */
export function page<Item extends { id: string }>(oldestFirst: Item[], paging: Paging, url: string): Wire {
  const all = oldestFirst.toReversed();
  const limit = paging.limit ?? 10;
  const indexOf = (id: string, param: string) => {
    const index = all.findIndex((item) => item.id === id);
    if (index < 0) throw invalidRequest(`No such object: '${id}'`, 'resource_missing', param);
    return index;
  };
  if (paging.ending_before !== undefined) {
    const end = indexOf(paging.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', data: all.slice(start, end), has_more: start > 0, url };
  }
  const start =
    paging.starting_after === undefined ? 0 : indexOf(paging.starting_after, 'starting_after') + 1;
  return { object: 'list', data: all.slice(start, start + limit), has_more: all.length > start + limit, url };
}

/** Whether a time is within a range; seconds. */
export function inRange(created: number, range: Range | undefined): boolean {
  if (!range) return true;
  return (
    created > (range.gt ?? Number.NEGATIVE_INFINITY) &&
    created >= (range.gte ?? Number.NEGATIVE_INFINITY) &&
    created < (range.lt ?? Number.POSITIVE_INFINITY) &&
    created <= (range.lte ?? Number.POSITIVE_INFINITY)
  );
}

type Expander = (stripe: Stripe, object: Wire) => Wire | null;
const paymentIntent: Expander = ({ books }, object) =>
  own(books.paymentIntents, String(object.payment_intent)) ?? null;
const charge =
  (field: string): Expander =>
  ({ books }, object) =>
    own(books.chargeObjects, String(object[field])) ?? null;
const nothing: Expander = () => null;

/** The fields that can be expanded, by the object's type. */
const expandable: Record<string, Record<string, Expander>> = {
  'checkout.session': {
    payment_intent: paymentIntent,
    customer: nothing,
    line_items: (stripe, session) => lineItems(stripe, String(session.id)),
  },
  payment_intent: { latest_charge: charge('latest_charge'), customer: nothing },
  charge: {
    payment_intent: paymentIntent,
    refunds: ({ books }, object) =>
      page(
        Object.values(books.refunds).filter((refund) => refund.charge === object.id),
        {},
        `/v1/charges/${object.id}/refunds`,
      ),
  },
  refund: { payment_intent: paymentIntent, charge: charge('charge') },
  dispute: { payment_intent: paymentIntent, charge: charge('charge') },
};

/** A session's line items, as a list. */
export function lineItems(stripe: Stripe, sessionId: string, paging: Paging = { limit: 100 }): Wire {
  const items = own(stripe.books.sessions, sessionId)?.lineItems ?? [];
  const url = `/v1/checkout/sessions/${sessionId}/line_items`;
  return page(items.toReversed(), paging, url);
}

/** Replaces ids by their objects along each path, for instance `payment_intent.latest_charge`. */
export function expandAll(stripe: Stripe, object: Wire, paths: string[]): Wire {
  return paths.reduce((result, path) => expandPath(stripe, result, path.split('.'), path), object);
}

function expandPath(stripe: Stripe, object: Wire, parts: string[], path: string): Wire {
  const [head, ...rest] = parts;
  if (head === undefined) return object;
  if (object.object === 'list' && head === 'data' && Array.isArray(object.data))
    return { ...object, data: object.data.map((item: Wire) => expandPath(stripe, item, rest, path)) };
  const expander = own(expandable[String(object.object)] ?? {}, head);
  if (!expander) throw invalidRequest(`This property cannot be expanded (${path}).`, undefined, 'expand');
  const current = object[head];
  const value = typeof current === 'object' && current !== null ? { ...current } : expander(stripe, object);
  return { ...object, [head]: value === null ? null : expandPath(stripe, value, rest, path) };
}
