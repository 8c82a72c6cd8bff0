import { createHmac, timingSafeEqual } from 'node:crypto';

// RFC 7515, compact form, HS256 only. node:crypto's HMAC is synchronous and takes microseconds; WebCrypto's would wait in
// the queue of libuv's four threads, behind the password hashes of people who sign in.
const HEADER = base64url('{"alg":"HS256"}');

/** A signed token with this content as JSON. It is not encrypted: everybody can read it, only the key's owner can make it. */
export function signedToken(content: object, key: Uint8Array | string): string {
  const signed = `${HEADER}.${base64url(JSON.stringify(content))}`;
  return `${signed}.${signatureOf(signed, key)}`;
}

/** The content of a token that was signed with this key; undefined for any other text. */
export function readToken(token: string, key: Uint8Array | string): unknown {
  const [header, content = '', signature = '', ...more] = token.split('.');
  if (header !== HEADER || more.length > 0) return undefined;
  if (!isSame(signature, signatureOf(`${header}.${content}`, key))) return undefined;
  return JSON.parse(Buffer.from(content, 'base64url').toString('utf8'));
}

/** Whether both are the same, compared in constant time: how long it takes reveals only the length of `wanted`. */
export function isSame(given: string | Buffer, wanted: string | Buffer): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Whether an Authorization header is `Bearer` with this secret (RFC 6750); compared in constant time. */
export const bears = (header: string | undefined, secret: string): boolean =>
  isSame(header ?? '', `Bearer ${secret}`);

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

const signatureOf = (signed: string, key: Uint8Array | string): string =>
  createHmac('sha256', key).update(signed).digest('base64url');
