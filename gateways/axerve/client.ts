import type { AxiosResponse } from 'axios';
import type { z } from 'zod';
import { Failure, type FailureCode, type FailureKind } from '../../domain/failure.ts';
import {
  answerLost,
  asRead,
  asText,
  httpClient,
  keptAlive,
  parsedJson,
  statusFailure,
  transportFailure,
} from '../../http/client.ts';
import { AnswerUnreadable } from '../answers.ts';
import { byTheirClock, dateOf } from '../their-clock.ts';
import { meaningOf } from './codes.ts';
import { type AxerveSettings, apiOf } from './settings.ts';
import { Created, Detail, Envelope, Found, Moved } from './wire.ts';

/** What Axerve refused, by the code of its answer. */
export class Refusal extends Failure {
  readonly errorCode: string;
  constructor(code: FailureCode, kind: FailureKind, message: string, errorCode: string) {
    super(code, kind, message);
    this.errorCode = errorCode;
  }
}

/** How a payment is named. Never by our own reference alone: it can have several pages, and then is ambiguous (2012). */
export type Named = { paymentID: string } | { bankTransactionID: string };

/** Axerve, as far as payments need it. Every method throws `Failure` and nothing else; `what` begins its message. */
export interface AxerveClient {
  /** Opens a page. Twice the same body are two pages. */
  create(what: string, body: object): Promise<Created>;
  /** What became of a payment, and when it was asked, by Axerve's clock as far as that shows. */
  detail(what: string, named: Named): Promise<{ detail: Detail; at: string }>;
  /** Rows `first` to `first + 99` of what a search finds, and how many there are. */
  search(what: string, filter: object, first: number): Promise<z.infer<typeof Found>>;
  /** Takes what is held, deletes what is authorised and not yet transferred, or gives back what was transferred. */
  move(what: string, how: 'capture' | 'cancel' | 'refund', body: object): Promise<z.infer<typeof Moved>>;
  /** A setting of the shop. The only addresses that are asked by GET: others move money by it. */
  shop<T>(what: string, which: 'environment' | 'version' | 'moto', shape: z.ZodType<T>): Promise<T>;
}

const PAGE = 100;

/** The REST API: hype-app/gestpay-api. It is JSON only, every value a text. Nothing makes a call that writes safe to repeat. */
export function axerveClient(given: AxerveSettings): AxerveClient {
  const { shopLogin, apiKey, timeout } = given;
  const http = httpClient(apiOf(given), timeout, {
    ...keptAlive(timeout),
    ...asText,
    headers: { Authorization: `apikey ${apiKey}`, Accept: 'application/json', 'User-Agent': 'incasso' },
  });

  async function call<T>(
    what: string,
    path: string,
    shape: z.ZodType<T>,
    { body, reads = false }: { body?: object; reads?: boolean },
  ): Promise<{ data: T; at: string }> {
    // Taken before we ask: whatever happens while the answer is on its way is then later than the answer.
    const asking = new Date();
    const answer = await http
      .request<string>({
        method: body ? 'POST' : 'GET',
        url: path,
        data: body && JSON.stringify({ shopLogin, ...body }),
        headers: body && { 'Content-Type': 'application/json' },
      })
      .catch((error: unknown) => {
        const failure = transportFailure('GATEWAY', what, error);
        throw reads ? asRead('GATEWAY', failure) : failure;
      });
    const at = byTheirClock(asking, new Date(), dateOf(answer)).toISOString();
    const envelope = Envelope.safeParse(parsedJson(answer.data)).data;
    if (!envelope) throw notTheirs(what, answer);
    const { error, payload } = envelope;
    if (error.code !== '0')
      throw failureOf(what, answer, error.code, withoutSecrets(error.description ?? '', apiKey));
    if (answer.status !== 200)
      throw answerLost('GATEWAY', what, answer, `HTTP ${answer.status}, and yet no error`);
    const read = shape.safeParse(payload);
    if (read.success) return { data: read.data, at };
    const where = read.error.issues.map(({ path: at }) => at.join('.') || 'all of it').join(', ');
    throw new AnswerUnreadable(what, 'Axerve', where);
  }

  const reads = true;
  return {
    create: async (what, body) => (await call(what, 'payment/create/', Created, { body })).data,
    async detail(what, named) {
      const { data, at } = await call(what, 'payment/detail', Detail, { body: named, reads });
      return { detail: data, at };
    },
    async search(what, filter, first) {
      const body = { ...filter, rangeResults: `${first}/${first + PAGE - 1}` };
      return (await call(what, 'dashboard/search', Found, { body, reads })).data;
    },
    move: async (what, how, body) => (await call(what, `payment/${how}/`, Moved, { body })).data,
    shop: async (what, which, shape) =>
      (await call(what, `shop/${which}/${shopLogin}`, shape, { reads })).data,
  };
}

/** Only a 429 says that nothing was done, whoever answers it; any other page may come after Axerve had the request. */
const notTheirs = (what: string, answer: AxiosResponse): Failure =>
  answer.status === 429
    ? statusFailure('GATEWAY', what, answer, '')
    : answerLost('GATEWAY', what, answer, `HTTP ${answer.status} with a body that is not Axerve's`);

/** What an error means, by whether anything can have been done. A code that is not known counts by its HTTP status. */
function failureOf(what: string, answer: AxiosResponse, code: string, words: string): Failure {
  const said = `${code}${words ? ` ${words}` : ''}`;
  const { status } = answer;
  // Errors come with 200, or as ones of the request. Whatever else has one may have it from somebody between.
  if (status !== 200 && (status < 400 || status > 499))
    return answerLost('GATEWAY', what, answer, `HTTP ${status}: ${said}`);
  if (status === 429) return statusFailure('GATEWAY', what, answer, said);
  switch (meaningOf(code)) {
    case 'login':
      return new Refusal('GATEWAY_LOGIN_REFUSED', 'refused', `${what}: ${said}`, code);
    case 'technical':
      return answerLost('GATEWAY', what, answer, said);
    case 'not found':
      return new Refusal('PAGE_NOT_FOUND', 'refused', `${what}: ${said}`, code);
    case 'amount':
      return new Refusal('GATEWAY_AMOUNT_REFUSED', 'refused', `${what}: ${said}`, code);
    default: {
      const failure = statusFailure('GATEWAY', what, answer, said);
      return failure.kind === 'refused'
        ? new Refusal(failure.code, 'refused', failure.message, code)
        : failure;
    }
  }
}

/** Axerve's own words without what they may quote: addresses of mail and of the web, keys. */
const withoutSecrets = (text: string, apiKey: string): string =>
  text
    // Looking through all of a long text would take minutes.
    .slice(0, 2_000)
    .replaceAll(apiKey, '***')
    .replace(/\bhttps?:[^\s'"<>]*/gi, '***')
    .replace(/[^\s'"<>]+@[^\s'"<>]+/g, '***')
    .replace(/[^\s'"<>]{24,}/g, '***')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
