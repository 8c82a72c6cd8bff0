import { Failure } from '../domain/failure.ts';

/** The shop's own program broke (HTTP 500): because of the whole shop, or of one order in the answer. */
export class ShopFault extends Failure {}

/** The same failure as a fault of the shop. */
export const shopFault = ({ code, kind, message, retryAfterMs }: Failure): ShopFault =>
  new ShopFault(code, kind, message, { retryAfterMs });

/**
 * The failure of a call, with how long to wait before looking again: a write without an answer may go on for `limitMs`, so a
 * look before that would be too early, whatever Retry-After says.
 */
export function waiting(method: string, failure: Failure, limitMs: number): Failure {
  if (method === 'GET' || failure.kind !== 'maybe') return failure;
  const retryAfterMs = Math.max(limitMs, failure.retryAfterMs ?? 0);
  return new Failure(failure.code, failure.kind, failure.message, { retryAfterMs });
}

/** Replaces secrets in a text: a shop that repeats what it was sent must not put our keys into messages. */
export function hider(secrets: string[]): (text: string) => string {
  return (text) => secrets.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

/** A query's names and values, not encoded: `searchCriteria[pageSize]`, `filter[id]`. */
export type Query = Record<string, string>;

/** A query as part of an address, with its question mark; '' where it is empty. */
export function queryText(query: Query): string {
  const pairs = Object.entries(query).map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
