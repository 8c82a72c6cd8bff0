import type { AxiosInstance, AxiosResponse } from 'axios';
import { z } from 'zod';
import { Failure, type FailureCode, type FailureKind } from '../../domain/failure.ts';
import {
  answerLost,
  asText,
  httpClient,
  keptAlive,
  parsedJson,
  statusFailure,
  transportFailure,
} from '../../http/client.ts';
import { AnswerUnreadable } from '../answers.ts';
import { byTheirClock, dateOf } from '../their-clock.ts';
import { apiOf, type PayPalSettings } from './settings.ts';
import { tokens } from './token.ts';

/** What PayPal refused, by its own words (`issue`), such as INSTRUMENT_DECLINED. */
export class Refusal extends Failure {
  readonly issues: string[];
  constructor(code: FailureCode, kind: FailureKind, message: string, issues: string[]) {
    super(code, kind, message);
    this.issues = issues;
  }
}

/** PayPal never gives such ids: who may ask is told that there is none. */
export const NONE = 'INCASSOCHECK00000';

/** The app may not do this, or not with what it names: HTTP 403. */
export class RightMissing extends Refusal {}

export interface Request {
  method: 'GET' | 'POST' | 'PATCH';
  /** With its query. */
  path: string;
  body?: object;
  /** PayPal-Request-Id: whatever must not be done twice has one. */
  key?: string;
}

/** Calls PayPal. Throws `Failure` and nothing else; `what` begins its message. */
export interface PayPalClient {
  call<T>(what: string, shape: z.ZodType<T>, request: Request): Promise<T>;
  /** The same, with when it was asked, by PayPal's clock as far as that shows. */
  dated<T>(what: string, shape: z.ZodType<T>, request: Request): Promise<{ data: T; at: string }>;
}

/** PayPal's REST API, at the address of the settings. It repeats nothing by itself but what a token that had ended kept from being done. */
export function paypalClient(given: PayPalSettings): PayPalClient {
  const { timeout } = given;
  const http: AxiosInstance = httpClient(apiOf(given), timeout, {
    ...keptAlive(timeout),
    ...asText,
  });
  const held = tokens(http, given);

  async function send(what: string, { method, path, body, key }: Request, token: string) {
    return http
      .request<string>({
        method,
        url: path,
        data: body && JSON.stringify(body),
        headers: {
          Authorization: `Bearer ${token}`,
          Accept: 'application/json',
          Prefer: 'return=representation',
          ...(body && { 'Content-Type': 'application/json' }),
          ...(key !== undefined && { 'PayPal-Request-Id': key }),
        },
      })
      .catch((error: unknown) => {
        throw transportFailure('GATEWAY', what, error);
      });
  }

  /** A token that was revoked did nothing: what it was sent with is sent once more with another. */
  async function answered(what: string, request: Request): Promise<AxiosResponse<string>> {
    const token = await held.current(what);
    const first = await send(what, request, token);
    if (first.status !== 401) return first;
    held.drop(token);
    return send(what, request, await held.current(what));
  }

  const dated: PayPalClient['dated'] = async (what, shape, request) => {
    // Taken before we ask: whatever happens while the answer is on its way is then later than the answer.
    const asking = new Date();
    const answer = await answered(what, request);
    const at = byTheirClock(asking, new Date(), dateOf(answer)).toISOString();
    const body = parsedJson(answer.data);
    if (answer.status < 200 || answer.status > 299) throw failureOf(what, answer, body);
    const read = shape.safeParse(body ?? (answer.status === 204 ? {} : undefined));
    if (read.success) return { data: read.data, at };
    if (body !== undefined) throw new AnswerUnreadable(what, 'PayPal', whereIn(read.error));
    throw answerLost('GATEWAY', what, answer, "a body that is not PayPal's");
  };

  return { dated, call: async (...asked) => (await dated(...asked)).data };
}

/** PayPal's own shape, or OAuth's. What it says in sentences is not read: it could quote the request. */
const Refused = z.union([
  z.object({
    name: z.string(),
    debug_id: z.string().nullish(),
    details: z.array(z.object({ issue: z.string().nullish(), field: z.string().nullish() })).nullish(),
  }),
  z.object({ error: z.string() }).transform(({ error }) => ({ name: error, debug_id: null, details: null })),
]);

// Of create and capture: checkout_orders_v2.
const OF_AMOUNT = new Set(
  `CANNOT_BE_ZERO_OR_NEGATIVE CURRENCY_NOT_SUPPORTED_FOR_COUNTRY DECIMALS_NOT_SUPPORTED DECIMAL_PRECISION INVALID_CURRENCY_CODE
  MAX_VALUE_EXCEEDED`.split(/\s+/),
);
const NO_SUCH = new Set(['RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID']);

/** What an answer means that is no success, by whether anything can have been done. */
function failureOf(what: string, answer: AxiosResponse, body: unknown): Failure {
  const { status } = answer;
  const read = Refused.safeParse(body);
  if (!read.success) {
    // Only a 429 says that nothing was done, whoever answers it; any other page may come after PayPal had the request.
    return status === 429
      ? statusFailure('GATEWAY', what, answer, '')
      : answerLost('GATEWAY', what, answer, `HTTP ${status} with a body that is not PayPal's`);
  }
  const { name, debug_id, details } = read.data;
  const found = (details ?? []).flatMap(({ issue }) => (issue ? [plainWord(issue)] : []));
  const fields = (details ?? []).flatMap(({ field }) => (field ? [plainWord(field)] : []));
  const debug = debug_id ? ` (debug id ${plainWord(debug_id)})` : '';
  const said = `${[plainWord(name), ...found].join(' ')}${fields.length > 0 ? ` at ${fields.join(', ')}` : ''}${debug}`;
  // However much it says: a failure is kept in histories, which take no more than so much.
  const message = `${what}: HTTP ${status}: ${said.slice(0, LONGEST_SAID)}`;
  if (status === 403) return new RightMissing('GATEWAY_LOGIN_REFUSED', 'refused', message, found);
  if (status === 404 && [name, ...found].some((word) => NO_SUCH.has(word)))
    return new Refusal('PAGE_NOT_FOUND', 'refused', message, found);
  if (status !== 400 && status !== 422) return statusFailure('GATEWAY', what, answer, said);
  const code = found.some((issue) => OF_AMOUNT.has(issue)) ? 'GATEWAY_AMOUNT_REFUSED' : 'GATEWAY_REFUSED';
  return new Refusal(code, 'refused', message, found);
}

/** Where in an object of PayPal's what was expected is not, never what stands there. */
export const whereIn = ({ issues }: { issues: { path: PropertyKey[] }[] }): string =>
  issues
    .slice(0, MOST_NAMED)
    .map(({ path }) => path.join('.') || 'all of it')
    .join(', ')
    .slice(0, LONGEST_SAID);

const MOST_NAMED = 10;
const LONGEST_SAID = 500;

/** A word of PayPal's language, or where something lies in the request: never what stands there. */
const plainWord = (word: string): string => word.replace(/[^\w/@.='[\]-]/g, '').slice(0, 100);
