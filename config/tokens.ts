import { createHmac, timingSafeEqual } from 'node:crypto';

// RFC 7515, compact, with HS256 and nothing else. node:crypto's HMAC takes microseconds on the spot; WebCrypto's would
// wait in the queue of libuv's four threads, behind whoever signs in.
const HEADER = base64url('{"alg":"HS256"}');

/** A token of this content, as JSON: whoever has the key can make it and read it, everybody can see what is in it. */
export function signedToken(content: object, key: Uint8Array | string): string {
  const signed = `${HEADER}.${base64url(JSON.stringify(content))}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

/** What a token says that was signed by this key; undefined for any other. */
export function readToken(token: string, key: Uint8Array | string): unknown {
  const [header, content = '', signature = '', ...more] = token.split('.');
  if (header !== HEADER || more.length > 0) return undefined;
  if (!isSame(signature, signatureOf(`${header}.${content}`, key))) return undefined;
  return JSON.parse(Buffer.from(content, 'base64url').toString('utf8'));
}

/** Whether these are the same. How long that takes tells nothing of the one that is wanted, but its length. */
export function isSame(given: string | Buffer, wanted: string | Buffer): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Whether an Authorization header bears this secret (RFC 6750). */
export const bears = (header: string | undefined, secret: string): boolean =>
  isSame(header ?? '', `Bearer ${secret}`);

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

const signatureOf = (signed: string, key: Uint8Array | string): string =>
  createHmac('sha256', key).update(signed).digest('base64url');
