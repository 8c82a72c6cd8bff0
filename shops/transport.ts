import { Failure } from '../domain/failure.ts';

/** A shop's own program broke (HTTP 500): all of the shop, or one order in the list that was asked for. */
export class ShopFault extends Failure {}

export const shopFault = ({ code, kind, message, retryAfterMs }: Failure): ShopFault =>
  new ShopFault(code, kind, message, { retryAfterMs });

/**
 * A write without an answer may still be at work, for as long as `limitMs`: a look before that would come too early,
 * whatever the answer asks to wait.
 */
export function waiting(method: string, failure: Failure, limitMs: number): Failure {
  if (method === 'GET' || failure.kind !== 'maybe') return failure;
  const retryAfterMs = Math.max(limitMs, failure.retryAfterMs ?? 0);
  return new Failure(failure.code, failure.kind, failure.message, { retryAfterMs });
}

/** A shop that repeats what it was sent must not put our keys into messages. */
export function hider(secrets: string[]): (text: string) => string {
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

/** Names and values as they are, unencoded: `searchCriteria[pageSize]`, `filter[id]`. */
export type Query = Record<string, string>;

/** A query as part of an address, with its question mark; empty where there is nothing to ask. */
export function queryText(query: Query): string {
  const pairs = Object.entries(query).map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
