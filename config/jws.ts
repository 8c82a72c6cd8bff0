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
  const wanted = Buffer.from(signatureOf(`${header}.${content}`, key));
  const given = Buffer.from(signature);
  if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return undefined;
  return JSON.parse(Buffer.from(content, 'base64url').toString('utf8'));
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}

const signatureOf = (signed: string, key: Uint8Array | string): string =>
  createHmac('sha256', key).update(signed).digest('base64url');
