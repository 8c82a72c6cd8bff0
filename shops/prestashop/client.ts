import type { AxiosResponse } from 'axios';
import { XMLBuilder } from 'fast-xml-parser';
import { Failure } from '../../domain/failure.ts';
import { asText, httpClient, statusFailure, transportFailure } from '../../http/client.ts';
import { hider, type Query, queryText, shopFault, waiting } from '../transport.ts';
import { type Answer, type Raw, readJson, readXml } from './answers.ts';
import { errorText, meaningOf, saysMissing } from './errors.ts';
import type { Settings } from './settings.ts';

/** The resources to which we write, and the name of one record. */
const written = {
  order_histories: 'order_history',
  order_payments: 'order_payment',
  customer_threads: 'customer_thread',
  customer_messages: 'customer_message',
} as const;
/** A resource to which we write. */
export type Written = keyof typeof written;

/** An answer's status, headers and text. */
export type Welcome = Pick<AxiosResponse<string>, 'status' | 'headers' | 'data'>;

/** Requests to one shop's webservice. `what` names the request in failures: "order 12 of shop-it". Records are not checked yet. */
export interface PrestashopClient {
  /** One record; undefined where there is none. */
  one(what: string, resource: string, id: string): Promise<Raw | undefined>;
  list(what: string, resource: string, query: Query): Promise<Raw[]>;
  create(what: string, resource: Written, fields: Record<string, string>, query?: Query): Promise<Raw>;
  /** Replaces a record: every field that is left out is emptied. */
  replace(what: string, resource: Written, fields: Record<string, string>): Promise<Raw>;
  /** The answer of the webservice's root, in XML, since JSON breaks it (PS#32179). */
  root(what: string): Promise<Welcome>;
}

/** A list without which orders can be imported too; undefined where the key may not read it, as the check says. Throws SHOP_*. */
export async function listIfAllowed(
  { list }: Pick<PrestashopClient, 'list'>,
  what: string,
  resource: string,
  query: Query,
): Promise<Raw[] | undefined> {
  try {
    return await list(what, resource, query);
  } catch (error) {
    if (error instanceof Failure && error.code === 'SHOP_LOGIN_REFUSED') return undefined;
    throw error;
  }
}

type Method = 'GET' | 'POST' | 'PUT';
/** The list's name in an answer, where it is not the resource's name. */
const listNames: Record<string, string> = { order_slip: 'order_slips' };
/** Fields that are dropped at once: a customer's password as a hash, keys that open the customer's pages. */
const SECRET = new Set(['passwd', 'secure_key', 'reset_password_token']);
const builder = new XMLBuilder({ suppressEmptyNode: false });

/** A client of one shop. Its methods throw SHOP_*. */
export function prestashopClient(settings: Settings): PrestashopClient {
  const api = `${new URL(settings.url).href.replace(/\/+$/, '')}/api`;
  const login = `${settings.key}:`;
  const hide = hider([settings.key, Buffer.from(login).toString('base64')]);
  const http = httpClient(api, settings.timeout, {
    ...asText,
    headers: { Authorization: `Basic ${Buffer.from(login).toString('base64')}`, 'Content-Type': 'text/xml' },
  });
  const shop: Query = settings.shopId ? { id_shop: String(settings.shopId) } : {};

  async function send(what: string, method: Method, path: string, query: Query, body?: string) {
    return http
      .request<string>({
        method,
        url: `${api}${path}${queryText('id_shop' in query ? query : { ...query, ...shop })}`,
        data: body,
      })
      .catch((error: unknown) => {
        throw waiting(method, transportFailure('SHOP', what, error), limitOf(path));
      });
  }

  /** How long the shop may still work on a call that was not answered, in ms: a change of state makes invoices and mails. */
  const limitOf = (path: string) =>
    path.startsWith('/order_histories') ? settings.serverLimit : settings.timeout;

  function failureOf(
    what: string,
    method: Method,
    path: string,
    response: Welcome,
    errors: Answer['errors'],
  ) {
    const { status } = response;
    const detail = errorText(errors) || hint(status, settings.shopId);
    const failure = statusFailure('SHOP', what, response, hide(detail));
    const meaning = meaningOf(errors);
    if (meaning) return new Failure(meaning.code, meaning.kind, failure.message);
    // A 500 means that PHP has ended, often after it had written; behind a proxy's error it may still be at work.
    return status === 500 ? shopFault(failure) : waiting(method, failure, limitOf(path));
  }

  /** The records of an answer; undefined where the shop says that there is no such record. */
  function recordsOf(what: string, method: Method, resource: string, response: Welcome) {
    const { status } = response;
    const data = response.data.trim();
    const json = method === 'GET' && settings.output === 'json';
    const list = listNames[resource] ?? resource;
    const answer = json ? (readJson(data, list) ?? readXml(data, list)) : readXml(data, list);
    const errors = answer?.errors ?? [];
    // The 404 of an unknown id has no body, or an error that says so; a 404 with another body comes from another server.
    if (status === 404 && (data === '' || saysMissing(errors))) return undefined;
    if (status < 200 || status >= 300) throw failureOf(what, method, `/${resource}`, response, errors);
    if (answer && errors.length === 0) return answer.records.map(withoutSecrets);
    const detail =
      errorText(errors) || (data === '' && json ? EMPTY_JSON : 'with a body that nobody can read');
    throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: HTTP ${status} ${hide(detail).slice(0, 500)}`);
  }

  async function read(what: string, resource: string, path: string, query: Query) {
    const format: Query = settings.output === 'json' ? { output_format: 'JSON' } : {};
    const response = await send(what, 'GET', path, { ...query, ...format });
    return recordsOf(what, 'GET', resource, response);
  }

  async function write(
    what: string,
    method: Method,
    resource: Written,
    fields: Record<string, string>,
    query: Query,
  ) {
    const body = builder.build({ prestashop: { [written[resource]]: fields } }) as string;
    const path = fields.id ? `/${resource}/${fields.id}` : `/${resource}`;
    const response = await send(what, method, path, query, body);
    const [record] = recordsOf(what, method, resource, response) ?? [];
    if (record) return record;
    throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: an answer without what was written`);
  }

  return {
    one: async (what, resource, id) => (await read(what, resource, `/${resource}/${id}`, {}))?.[0],
    list: async (what, resource, query) => {
      const records = await read(what, resource, `/${resource}`, query);
      if (records) return records;
      throw new Failure('SHOP_REFUSED', 'refused', `${what}: HTTP 404; ${hint(404)}`);
    },
    create: (what, resource, fields, query = {}) => write(what, 'POST', resource, fields, query),
    replace: (what, resource, fields) => write(what, 'PUT', resource, fields, {}),
    root: async (what) => {
      const { status, headers, data } = await send(what, 'GET', '', {});
      return { status, headers, data: hide(data) };
    },
  };
}

const EMPTY_JSON = 'without a body, as where a text is not UTF-8: set output to xml';

const withoutSecrets = (record: Raw): Raw =>
  Object.fromEntries(Object.entries(record).filter(([field]) => !SECRET.has(field)));

function hint(status: number, shopId?: number): string {
  // PrestaShop redirects too where there is no such shop, or it is switched off.
  if (status >= 300 && status < 400)
    return `the shop sends us elsewhere; see its url${shopId ? `, and that it has a shop ${shopId} (shopId)` : ''}`;
  return status === 404 ? 'no webservice answers at this address; see its url' : '';
}
