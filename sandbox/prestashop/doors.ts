import type { FastifyRequest } from 'fastify';
import type { Key, PrestaShopBooks } from './books.ts';
import { didYouMean, HTML, PlainAnswer, WsError } from './errors.ts';
import { coreResources, major } from './names.ts';
import { resources } from './resources.ts';

const REALM =
  'Basic realm="Welcome to PrestaShop Webservice, please enter the authentication key as the login. No password required."';
const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The header of every 401. */
export const unauthorized = { 'www-authenticate': REALM };

/** Adds a key with all rights, unless it is there already. */
export function addKey(books: PrestaShopBooks, key: string): void {
  if (books.keys.some((known) => known.key === key)) return;
  const permissions = Object.fromEntries([...resources.keys()].map((name) => [name, [...VERBS]]));
  books.keys.push({ key, active: true, permissions });
}

/**
 * The key of a request: the user name of Basic (the password is ignored) or ws_key. Without one the dispatcher itself
 * refuses, in plain text (webservice/dispatcher.php); else errors are codes 16 to 22 (WebserviceRequest::authenticate).
 */
export function authenticate(request: FastifyRequest, books: PrestaShopBooks, wsKey: unknown): Key {
  const header = books.quirks.dropAuthorization ? undefined : request.headers.authorization;
  const basic = /Basic\s+(.*)$/i.exec(header ?? '')?.[1];
  const given = basic === undefined ? wsKey : Buffer.from(basic, 'base64').toString('utf8').split(':')[0];
  if (typeof given !== 'string')
    throw new PlainAnswer(401, '401 Unauthorized', { ...unauthorized, 'content-type': HTML });
  if (books.quirks.webserviceOff)
    throw new WsError(503, [
      22,
      'The PrestaShop webservice is disabled. Please activate it in the PrestaShop Back Office',
    ]);
  const text = given.trim();
  if (text === '') throw new WsError(401, [17, 'Authentication key is empty']);
  if (text.length !== 32) throw new WsError(401, [18, 'Invalid authentication key format']);
  const key = books.keys.find((known) => known.key === text);
  const noPermission: [number, string] = [21, 'No permission for this authentication key'];
  if (!key?.active) throw new WsError(401, [20, 'Authentification key is not active'], noPermission);
  if (Object.keys(key.permissions).length === 0) throw new WsError(401, noPermission);
  return key;
}

/**
 * The shops that a call is about: that of `id_shop`, all, or without it the first. A call with an unknown one is redirected
 * to the front page before anything else is checked (recorded).
 */
export function shopsOf({ url, headers }: FastifyRequest, books: PrestaShopBooks, asked: unknown): number[] {
  const all = books.shops === 2 ? [1, 2] : [1];
  if (asked === 'all') return all;
  if (!/^\d+$/.test(String(asked))) return [1];
  if (all.includes(Number(asked))) return [Number(asked)];
  const path = (url.split('?')[0] ?? '').split('/').slice(2).join('/');
  const location = `http://${headers.host}/?url=${path}`;
  throw new PlainAnswer(302, '', { location, 'content-type': HTML });
}

/** Throws 403 where the key is valid for none of the shops. */
export function checkShop({ shops }: Key, asked: number[]): void {
  if (shops && !asked.some((shop) => shops.includes(shop)))
    throw new WsError(403, [132, 'No permission for this key on this shop']);
}

/** Throws as checkResource and checkHTTPMethod do, in this order. `resource` is empty for the root. */
export function checkRights(books: PrestaShopBooks, key: Key, resource: string, method: string): void {
  const known = coreResources(books.version);
  const kind = `Resource of type "${resource}"`;
  if (resource !== '' && !known.includes(resource))
    throw new WsError(400, [27, didYouMean(`${kind} does not exists`, resource, known)]);
  if (resource !== '' && !key.permissions[resource])
    throw new WsError(401, [26, `${kind} is not allowed with this authentication key`]);
  // PATCH came with 8.0 (PR 27952).
  if (!VERBS.includes(method) || (method === 'PATCH' && major(books.version) < 8))
    throw new WsError(405, [23, `Method ${method} is not valid`]);
  if (resource !== '' && !key.permissions[resource]?.includes(method))
    throw new WsError(405, [
      25,
      `Method ${method} is not allowed for the resource ${resource} with this authentication key`,
    ]);
}

/** The firewall in front of the shop. It counts by the machine's clock, not by the sandbox's. */
export function rateLimiter(books: PrestaShopBooks): () => void {
  let passed: number[] = [];
  return () => {
    const limit = books.quirks.rateLimit;
    if (!limit) return;
    const now = Date.now();
    passed = passed.filter((at) => at > now - limit.seconds * 1000);
    if (passed.length >= limit.requests) {
      const wait = Math.ceil(((passed[0] ?? now) + limit.seconds * 1000 - now) / 1000);
      throw new PlainAnswer(429, '<html><body><h1>429 Too Many Requests</h1></body></html>', {
        'retry-after': String(Math.max(1, wait)),
        'content-type': 'text/html',
      });
    }
    passed.push(now);
  };
}
