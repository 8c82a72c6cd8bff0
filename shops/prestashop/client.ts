import type { AxiosResponse } from 'axios';
import { XMLBuilder } from 'fast-xml-parser';
import { Failure } from '../../domain/failure.ts';
import { httpClient, statusFailure, transportFailure } from '../../http/client.ts';
import { hider, type Query, queryText, shopFault, waiting } from '../transport.ts';
import { type Answer, type Raw, readJson, readXml } from './answers.ts';
import { errorText, meaningOf, saysMissing } from './errors.ts';
import type { Settings } from './settings.ts';

/** What is written, by resource, and how one record of it is called. */
const written = {
  order_histories: 'order_history',
  order_payments: 'order_payment',
  customer_threads: 'customer_thread',
  customer_messages: 'customer_message',
} as const;
export type Written = keyof typeof written;

export type Welcome = Pick<AxiosResponse<string>, 'status' | 'headers' | 'data'>;

/** Requests to one shop's webservice. `what` names the request in failures: "order 12 of shop-it". Records are not checked yet. */
export interface PrestashopClient {
  /** One record; undefined where there is none. */
  one(what: string, resource: string, id: string): Promise<Raw | undefined>;
  list(what: string, resource: string, query: Query): Promise<Raw[]>;
  create(what: string, resource: Written, fields: Record<string, string>, query?: Query): Promise<Raw>;
  /** Every field that is left out is emptied. */
  replace(what: string, resource: Written, fields: Record<string, string>): Promise<Raw>;
  /** The webservice's own root, as it answered: status, headers, text. In XML, since JSON breaks it (PS#32179). */
  root(what: string): Promise<Welcome>;
}

/** A list that older keys may not read, which the check names: no order waits for it. Undefined where the key may not. Throws SHOP_*. */
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
/** How the list of a resource is called in its answer, where that is not the resource's name. */
const listNames: Record<string, string> = { order_slip: 'order_slips' };
/** What nobody here has to know: a customer's password as a hash, keys that open the customer's pages. */
const SECRET = new Set(['passwd', 'secure_key', 'reset_password_token']);
const builder = new XMLBuilder({ suppressEmptyNode: false });

/** Throws SHOP_*. */
export function prestashopClient(settings: Settings): PrestashopClient {
  const api = `${new URL(settings.url).href.replace(/\/+$/, '')}/api`;
  const login = `${settings.key}:`;
  const hide = hider([settings.key, Buffer.from(login).toString('base64')]);
  const http = httpClient(api, settings.timeout, {
    responseType: 'text',
    transformResponse: (body: unknown) => body,
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

  /** How long the shop can still be at work on what was not answered: a change of state makes invoices and mails. */
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
    const said = errorText(errors) || hint(status, settings.shopId);
    const failure = statusFailure('SHOP', what, response, hide(said));
    const meaning = meaningOf(errors);
    if (meaning) return new Failure(meaning.code, meaning.kind, failure.message);
    // A 500 is PHP's own end, often after the deed was done; a proxy's answers are not.
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
    // An id that isn't there is a 404 without a body; a 404 with another body is another server's.
    if (status === 404 && (data === '' || saysMissing(errors))) return undefined;
    if (status < 200 || status >= 300) throw failureOf(what, method, `/${resource}`, response, errors);
    if (answer && errors.length === 0) return answer.records.map(withoutSecrets);
    const said = errorText(errors) || (data === '' && json ? EMPTY_JSON : 'with a body that nobody can read');
    throw new Failure('SHOP_ANSWER_LOST', 'maybe', `${what}: HTTP ${status} ${hide(said).slice(0, 500)}`);
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
  // So does PrestaShop itself where there is no such shop, or one that is switched off.
  if (status >= 300 && status < 400)
    return `the shop sends us elsewhere; see its url${shopId ? `, and that it has a shop ${shopId} (shopId)` : ''}`;
  return status === 404 ? 'no webservice answers at this address; see its url' : '';
}
