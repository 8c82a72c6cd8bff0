import { Failure } from '../../domain/failure.ts';
import { asText, httpClient, statusFailure, transportFailure } from '../../http/client.ts';
import { hider, type Query, queryText, shopFault, waiting } from '../transport.ts';
import { errorText } from './errors.ts';
import type { Settings } from './settings.ts';
import { authorizer, dependsOnEncoding, type Encoding } from './signing.ts';

/** Requests to one shop. `what` names the request in failures: "order 12 of magento-it". Answers are JSON, not checked yet. */
export interface MagentoClient {
  get(what: string, path: string, query?: Query): Promise<unknown>;
  /** The same, with the answer's Date header: the time by the shop's clock. */
  look(what: string, path: string, query?: Query): Promise<{ body: unknown; date: unknown }>;
  /** `setsStatus`: it changes the order's status beside what its path says; done late, it would undo what was set since. */
  post(what: string, path: string, body?: unknown, setsStatus?: boolean): Promise<unknown>;
  /** How this shop wants query values encoded in signatures, as far as its answers have shown. */
  encoding(): Encoding;
}

/** Magento's own words (Framework\Oauth\Oauth); wrong keys get them too. */
const BAD_SIGNATURE = 'The signature is invalid';

/** Magento's REST root: `<url>/rest[/<store code>|/all]/V1`. */
export function restRoot({ url, storeCode }: Pick<Settings, 'url' | 'storeCode'>): string {
  // URL drops a default port, which must not be part of a signature.
  const base = new URL(url).href.replace(/\/+$/, '');
  return [base, 'rest', ...(storeCode ? [storeCode] : []), 'V1'].join('/');
}

/** A client of one shop. Its methods throw ORDER_NOT_FOUND (Magento has no such entity) and SHOP_*. */
export function magentoClient(settings: Settings): MagentoClient {
  const root = restRoot(settings);
  const authorization = authorizer(settings.auth);
  const { kind: _, ...secrets } = settings.auth;
  const hide = hider(Object.values(secrets));
  const http = httpClient(root, settings.timeout, {
    ...asText,
    headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
  });

  /** How long the shop may still work on a call that was not answered, in ms: invoices and shipments take longest. */
  const limitOf = (path: string, setsStatus: boolean) =>
    setsStatus || /\/(invoice|ship)$/.test(path) ? settings.serverLimit : settings.timeout;

  let encoding: Encoding = 'once';

  async function send(
    what: string,
    method: 'GET' | 'POST',
    path: string,
    query: Query,
    body: unknown,
    as: Encoding,
    limit: number,
  ) {
    const answer = await http
      .request<string>({
        method,
        url: `${root}${path}${queryText(query)}`,
        data: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
        headers: { Authorization: authorization(method, `${root}${path}`, query, as) },
      })
      .catch((error: unknown) => {
        throw waiting(method, transportFailure('SHOP', what, error), limit);
      });
    const json = parsed(answer.data);
    const badSignature = answer.status === 401 && (errorText(json)?.includes(BAD_SIGNATURE) ?? false);
    return { answer, json, badSignature };
  }

  /** Sends a request with the encoding that the shop is known to want. Where that is refused, the other is tried, and kept if it is accepted. */
  async function ask(
    what: string,
    method: 'GET' | 'POST',
    path: string,
    query: Query,
    body: unknown,
    limit: number,
  ) {
    const known = encoding;
    const first = await send(what, method, path, query, body, known, limit);
    if (!first.badSignature || !dependsOnEncoding(settings.auth, query)) return first;
    const other = known === 'once' ? 'twice' : 'once';
    const second = await send(what, method, path, query, body, other, limit);
    if (second.badSignature) return first;
    // A proxy's answer says nothing about the signature.
    if (second.json !== undefined) encoding = other;
    return second;
  }

  async function request(
    what: string,
    method: 'GET' | 'POST',
    path: string,
    query: Query,
    body?: unknown,
    setsStatus = false,
  ) {
    const limit = limitOf(path, setsStatus);
    const { answer, json } = await ask(what, method, path, query, body, limit);
    const { status } = answer;
    if (status >= 200 && status < 300) {
      if (json !== undefined) return { body: json, date: answer.headers.date as unknown };
      throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: HTTP ${status} with a body that is no JSON`);
    }
    const detail = hide(errorText(json) ?? hint(status));
    if (status === 404 && json !== undefined && !detail.includes('match any route'))
      throw new Failure('ORDER_NOT_FOUND', 'refused', `${what}: HTTP 404: ${detail.slice(0, 500)}`);
    const failure = statusFailure('SHOP', what, answer, detail);
    // A 500 means that PHP has ended; behind a proxy's error it may still be at work.
    throw status === 500 ? shopFault(failure) : waiting(method, failure, limit);
  }

  return {
    get: async (what, path, query = {}) => (await request(what, 'GET', path, query)).body,
    look: (what, path, query = {}) => request(what, 'GET', path, query),
    post: async (what, path, body, setsStatus) =>
      (await request(what, 'POST', path, {}, body, setsStatus)).body,
    encoding: () => encoding,
  };
}

function hint(status: number): string {
  if (status >= 300 && status < 400) return 'the shop sends us elsewhere; see its url';
  return status === 404 ? 'no REST answers at this address; see its url' : '';
}

function parsed(body: unknown): unknown {
  try {
    // Modules' PHP files print blank lines and byte order marks before an answer.
    return typeof body === 'string' ? JSON.parse(body.trim()) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
