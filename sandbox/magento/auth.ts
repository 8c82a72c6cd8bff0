import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isSame } from '../kit/requests.ts';
import type { MagentoBooks, Version } from './books.ts';
import { MagentoError, required } from './errors.ts';

/** The one integration that this shop knows. */
export interface Integration {
  accessToken: string;
  consumerKey: string;
  consumerSecret: string;
  accessTokenSecret: string;
}

const OAUTH_FIELDS = [
  'oauth_consumer_key',
  'oauth_signature',
  'oauth_signature_method',
  'oauth_nonce',
  'oauth_timestamp',
  'oauth_token',
] as const;
const FUTURE_SECONDS = 600;

/**
 * Throws Magento's 401 (400 for a malformed OAuth header) unless the request is signed or has the access token, and the
 * integration has the right to the resource. A wrong token gets the same words as a missing right.
 */
export function authenticate(
  request: FastifyRequest,
  integration: Integration,
  books: MagentoBooks,
  now: Date,
  resource: string,
): void {
  const header = request.headers.authorization ?? '';
  const { bearerOff, rights } = books.quirks;
  const bearer = /^Bearer (.+)$/i.exec(header)?.[1];
  const signed = /oauth /i.test(header);
  if (signed) checkSignature(request, header, integration, books, now);
  const known = signed || (bearer !== undefined && !bearerOff && isSame(bearer, integration.accessToken));
  if (known && (rights === null || rights.includes(resource))) return;
  throw new MagentoError(401, "The consumer isn't authorized to access %resources.", { resources: resource });
}

function checkSignature(
  request: FastifyRequest,
  header: string,
  integration: Integration,
  books: MagentoBooks,
  now: Date,
): void {
  const oauth = headerParameters(header);
  for (const name of OAUTH_FIELDS) if (!oauth[name]) throw required(name);
  const { oauth_signature: signature = '', ...signed } = oauth;
  if (signed.oauth_version !== undefined && signed.oauth_version !== '1.0')
    throw new MagentoError(400, 'The "%1" Oauth version isn\'t supported.', [signed.oauth_version]);
  if (signed.oauth_signature_method !== 'HMAC-SHA256')
    throw new MagentoError(400, 'Signature method %1 is not supported', [signed.oauth_signature_method]);
  if (signed.oauth_consumer_key !== integration.consumerKey)
    throw new MagentoError(401, 'A consumer having the specified key does not exist');
  const timestamp = Number(signed.oauth_timestamp);
  // Only the future is refused: Magento leaves old timestamps to the nonce check.
  if (!(timestamp > 0) || timestamp > now.getTime() / 1000 + FUTURE_SECONDS)
    throw new MagentoError(400, 'The timestamp value in the oauth_timestamp parameter is invalid.');
  const nonce = `${signed.oauth_timestamp}:${signed.oauth_nonce}`;
  if (books.nonces.includes(nonce))
    throw new MagentoError(401, 'The nonce is already being used by the consumer with ID %1.', [1]);
  books.nonces.push(nonce);
  if (books.nonces.length > 1000) books.nonces.shift();
  if (signed.oauth_token !== integration.accessToken)
    throw new MagentoError(401, "The token isn't valid. Verify and try again.");
  const key = `${encode(integration.consumerSecret)}&${encode(integration.accessTokenSecret)}`;
  const expected = createHmac('sha256', key)
    .update(baseString(request, signed, books.quirks.version))
    .digest('base64');
  if (!isSame(signature, expected))
    throw new MagentoError(401, 'The signature is invalid. Verify and try again.');
}

function headerParameters(header: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const part of header.slice(header.toLowerCase().indexOf('oauth ') + 6).split(',')) {
    const [, name, value] = /^\s*(oauth_[a-z_]+)="?([^"]*)"?\s*$/.exec(part) ?? [];
    if (name && value !== undefined) parameters[name] = decode(value);
  }
  return parameters;
}

/**
 * RFC 5849 §3.4.1: query names and values are decoded first, so that `[` and `%5B` in the address sign alike. 2.4.8-beta1
 * encodes each value once more before that (Framework\Oauth\Helper\Request::prepareRequest).
 */
function baseString(request: FastifyRequest, oauth: Record<string, string>, version: Version): string {
  const value = version === '2.4.8' ? (text: string) => encode(encode(text)) : encode;
  const [path = '', query = ''] = request.url.split('?');
  const pairs = Object.entries(oauth);
  for (const pair of query.split('&')) {
    const parts = pair.split('=');
    if (parts.length === 2) pairs.push([decode(parts[0] ?? ''), decode(parts[1] ?? '')]);
  }
  const parameters = pairs
    .map(([name, text]) => [encode(name), value(text)] as const)
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const address = `${request.protocol}://${request.headers.host}${path}`;
  return [request.method, encode(address), encode(parameters)].join('&');
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch (error) {
    // PHP's urldecode leaves a malformed escape as it stands; nothing else throws here.
    if (error instanceof URIError) return text;
    throw error;
  }
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!*'()]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
