import { createHash } from 'node:crypto';
import type { AxiosResponse } from 'axios';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { asRead, asText, httpClient, statusFailure, transportFailure } from '../../http/client.ts';
import { lockable } from './login.ts';
import type { SkrillSettings } from './settings.ts';
import { Executed, type Report, reportOf, xmlAnswer } from './wire.ts';

/** How a transaction is named: by our reference, or by Skrill's own id. */
export type Named = { trn_id: string } | { mb_trn_id: string };

/** Skrill, as far as payments need it. Every method throws `Failure` and nothing else; `what` begins its message. */
export interface SkrillClient {
  /** Prepares a page; its session id. Twice the same form are two pages. */
  prepare(what: string, form: Record<string, string>): Promise<string>;
  /** The page of a session, for the customer's browser. */
  address(sid: string): string;
  /** The status report of a transaction; undefined where Skrill knows none, or nobody has paid yet. */
  status(what: string, named: Named): Promise<Report | undefined>;
  /** The account's history of these days (dd-mm-yyyy, both included, until today without an end), as CSV. */
  history(what: string, start: string, end?: string): Promise<string>;
  /** Prepares a refund, which changes nothing; its session id. */
  prepareRefund(what: string, form: Record<string, string>): Promise<string>;
  /** Makes a prepared refund. `done`: it was made before; `lapsed`: the session is over, which proves nothing. */
  refund(what: string, sid: string): Promise<Executed | 'done' | 'lapsed'>;
}

const SID = /^[0-9a-f]{32}$/i;
const Refused = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Skrill's three interfaces: Quick Checkout, queries (MQI) and refunds. Docs: docs.paysafe.com/docs/digital-wallets (quick-checkout, api-mqi). */
export function skrillClient({ email, apiPassword, apiUrl, timeout }: SkrillSettings): SkrillClient {
  const http = httpClient('', timeout, {
    ...asText,
    headers: { 'User-Agent': 'incasso' },
  });
  const sandbox = apiUrl === undefined ? undefined : new URL(apiUrl).origin;
  const pages = `${sandbox ?? 'https://pay.skrill.com'}/`;
  const app = `${sandbox ?? 'https://www.skrill.com'}/app`;
  const password = createHash('md5').update(apiPassword, 'utf8').digest('hex');
  const login = { email, password };
  const door = lockable();

  /** Forms are posted, also those that only read: the password must not stand in an address. */
  async function post(what: string, url: string, form: Record<string, string>, reads: boolean) {
    return http.post<string>(url, new URLSearchParams(form)).catch((error: unknown) => {
      const failure = transportFailure('GATEWAY', what, error);
      throw reads ? asRead('GATEWAY', failure) : failure;
    });
  }

  /**
   * What the query interface says after its first line, or all of it where that has no status; undefined for a transaction that is not there. Its
   * answers are HTTP 200 whatever they say.
   */
  async function query(what: string, form: Record<string, string>): Promise<string | undefined> {
    return door(what, async () => {
      const answer = await post(what, `${app}/query.pl`, { ...login, ...form }, true);
      if (answer.status !== 200) throw statusFailure('GATEWAY', what, answer, '');
      const [line = ''] = answer.data.split(/\r?\n/, 1);
      const [, code, text = ''] = /^(\d{3})\t+(.*)$/.exec(line) ?? [];
      if (code === undefined) return answer.data;
      if (code === '200') return answer.data.slice(line.length).trim();
      if (code === '403') return undefined;
      if (code === '401') throw loginRefused(what, text);
      // Whatever else it is, it is a mistake of ours.
      throw new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${code} ${withoutSecrets(text)}`);
    });
  }

  async function refundCall(what: string, form: Record<string, string>, reads: boolean) {
    const answer = await post(what, `${app}/refund.pl`, form, reads);
    if (answer.status !== 200) throw statusFailure('GATEWAY', what, answer, '');
    const said = xmlAnswer(answer.data);
    if (!said) throw unreadable(what);
    if ('error' in said && isLogin(said.error)) throw loginRefused(what, said.error);
    return said;
  }

  return {
    address: (sid) => `${pages}?sid=${sid}`,
    async prepare(what, form) {
      const answer = await post(what, pages, form, false);
      const text = answer.data.trim();
      if (answer.status === 200 && SID.test(text)) return text;
      const refused = said(answer);
      if (refused !== undefined && answer.status < 500 && answer.status !== 429)
        throw new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${refused}`);
      if (answer.status === 200) throw unreadable(what);
      throw statusFailure('GATEWAY', what, answer, refused ?? '');
    },
    async status(what, named) {
      const text = await query(what, { action: 'status_trn', ...named });
      if (text === undefined) return undefined;
      const report = reportOf(new URLSearchParams(text));
      if (!report.success) throw unreadable(what);
      return report.data;
    },
    async history(what, start, end) {
      const dates = { start_date: start, ...(end !== undefined && { end_date: end }) };
      // An account without any of these days may say so as of a transaction that is not there.
      return (await query(what, { action: 'history', ...dates })) ?? '';
    },
    prepareRefund: (what, form) =>
      door(what, async () => {
        const answer = await refundCall(what, { action: 'prepare', ...login, ...form }, true);
        if ('error' in answer) throw refusedRefund(what, answer.error);
        const { sid } = answer.elements;
        if (typeof sid !== 'string' || !SID.test(sid)) throw unreadable(what);
        return sid;
      }),
    async refund(what, sid) {
      const answer = await refundCall(what, { action: 'refund', sid }, false);
      if ('error' in answer) return whyNotMade(what, answer.error);
      const executed = Executed.safeParse(answer.elements);
      if (!executed.success) throw unreadable(what);
      return executed.data;
    },
  };
}

/** Refusals as a refund is made, after which nothing was given back for sure. */
const NOT_MADE = new Set([
  'ALREADY_REFUNDED',
  'BALANCE_NOT_ENOUGH',
  'INVALID_AMOUNT',
  'INVALID_OR_MISSING_ACTION',
  'INVALID_REC_PAYMENT_ID',
  'INVALID_TRANSACTION_ID',
]);

/**
 * Not confirmed: which words there are. ALREADY_EXECUTED says that this session's refund was made; any word that is not known may come after the money
 * went, so it is looked for before anything is repeated.
 */
function whyNotMade(what: string, word: string): 'done' | 'lapsed' {
  if (word === 'ALREADY_EXECUTED') return 'done';
  if (word === 'SESSION_EXPIRED') return 'lapsed';
  if (NOT_MADE.has(word)) throw refusedRefund(what, word);
  throw new Failure(
    'GATEWAY_ANSWER_LOST',
    'maybe',
    `${what}: ${withoutSecrets(word) || 'an error without a word'}`,
  );
}

/** Skrill refuses a refund as being more than is left. That may be so because of the same refund, made before. */
export class NothingLeft extends Failure {}

function refusedRefund(what: string, word: string): Failure {
  const kind = ['ALREADY_REFUNDED', 'INVALID_AMOUNT'].includes(word) ? NothingLeft : Failure;
  const said = withoutSecrets(word) || 'an error without a word';
  return new kind('GATEWAY_REFUSED', 'refused', `${what}: ${said}`);
}

const isLogin = (word: string): boolean => /LOGIN|LOCK/.test(word);

const loginRefused = (what: string, text: string) =>
  new Failure('GATEWAY_LOGIN_REFUSED', 'refused', `${what}: ${withoutSecrets(text)}`);

const unreadable = (what: string) =>
  new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: an answer that is not Skrill's`);

/** The words of a refused preparation: JSON with code and message, whatever its HTTP status. */
function said({ data }: AxiosResponse<string>): string | undefined {
  try {
    const refused = Refused.safeParse(JSON.parse(data));
    const words = refused.data && [refused.data.code, refused.data.message].filter(Boolean).join(': ');
    return words ? withoutSecrets(words) : undefined;
  } catch {
    return undefined;
  }
}

/** Skrill's own words without what they may quote: addresses of mail and of the web, which open an order, and hashes. */
const withoutSecrets = (text: string): string =>
  text
    .replace(/\bhttps?:[^\s'"<>]*/gi, '***')
    .replace(/[^\s'"<>]+@[^\s'"<>]+/g, '***')
    .replace(/\b[0-9a-f]{32,}\b/gi, '***')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
