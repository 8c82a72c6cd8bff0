import { createHmac } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { Query } from '../transport.ts';
import type { Settings } from './settings.ts';

/** How often query values are encoded before they are signed: once by RFC 5849, twice for Magento 2.4.8-beta1. */
export type Encoding = 'once' | 'twice';

/** Makes the Authorization header of a request; `query` is not encoded. */
export type Authorizer = (method: string, address: string, query: Query, encoding: Encoding) => string;

/** The Authorizer for a shop's keys. */
export function authorizer(auth: Settings['auth']): Authorizer {
  if (auth.kind === 'bearer') return () => `Bearer ${auth.accessToken}`;
  const oauth = new OAuth({
    consumer: { key: auth.consumerKey, secret: auth.consumerSecret },
    signature_method: 'HMAC-SHA256',
    hash_function: (base, key) => createHmac('sha256', key).update(base).digest('base64'),
  });
  const token = { key: auth.accessToken, secret: auth.accessTokenSecret };
  return (method, address, query, encoding) => {
    // The query is passed decoded: in an address the library would take `%5B` for the name itself and encode it again.
    const data = encoding === 'twice' ? encodedValues(oauth, query) : query;
    return oauth.toHeader(oauth.authorize({ method, url: address, data }, token)).Authorization;
  };
}

const encodedValues = (oauth: OAuth, query: Query): Query =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, oauth.percentEncode(value)]));

/** Whether it matters how often the values are encoded: it doesn't where no character has to be. */
export const dependsOnEncoding = (auth: Settings['auth'], query: Query): boolean =>
  auth.kind === 'oauth1' && Object.values(query).some((value) => /[^A-Za-z0-9._~-]/.test(value));
