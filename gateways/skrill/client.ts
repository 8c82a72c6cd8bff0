import { createHash } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { asRead, asText, httpClient, statusFailure, transportFailure } from '../../http/client.ts';
import { lockable } from './login.ts';
import {
  assertAnswered,
  ReportUnreadable,
  refusedPage,
  refusedPreparation,
  refusedQuery,
  unreadable,
  whyNotMade,
} from './refusals.ts';
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
   * What the query interface says after its first line, or all of it where that has no status (`isPlain`); undefined for a transaction that is
   * not there.
   */
  async function query(what: string, form: Record<string, string>) {
    return door(what, async () => {
      const answer = await post(what, `${app}/query.pl`, { ...login, ...form }, true);
      assertAnswered(what, answer);
      const [line = ''] = answer.data.split(/\r?\n/, 1);
      const [, code, text = ''] = /^(\d{3})[\t ]+(.*)$/.exec(line) ?? [];
      if (code === undefined) return { text: answer.data, isPlain: true };
      if (code === '200') return { text: answer.data.slice(line.length).trim(), isPlain: false };
      const refused = refusedQuery(what, code, text);
      if (refused) throw refused;
      return undefined;
    });
  }

  async function refundCall(what: string, form: Record<string, string>, reads: boolean) {
    const answer = await post(what, `${app}/refund.pl`, form, reads);
    assertAnswered(what, answer);
    const said = xmlAnswer(answer.data);
    if (!said) throw unreadable(what);
    return said;
  }

  return {
    address: (sid) => `${pages}?sid=${sid}`,
    async prepare(what, form) {
      const answer = await post(what, pages, form, false);
      const text = answer.data.trim();
      if (answer.status === 200 && SID.test(text)) return text;
      const refused = refusedPage(answer.data);
      if (refused !== undefined && answer.status < 500 && answer.status !== 429)
        throw new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${refused}`);
      if (answer.status === 200) throw unreadable(what);
      throw statusFailure('GATEWAY', what, answer, refused ?? '');
    },
    async status(what, named) {
      const said = await query(what, { action: 'status_trn', ...named });
      if (said === undefined) return undefined;
      if (said.isPlain) throw unreadable(what);
      const report = reportOf(new URLSearchParams(said.text));
      if (!report.success) throw new ReportUnreadable(what);
      return report.data;
    },
    async history(what, start, end) {
      const dates = { start_date: start, ...(end !== undefined && { end_date: end }) };
      // An account without any of these days may say so as of a transaction that is not there.
      return (await query(what, { action: 'history', ...dates }))?.text ?? '';
    },
    prepareRefund: (what, form) =>
      door(what, async () => {
        const answer = await refundCall(what, { action: 'prepare', ...login, ...form }, true);
        if ('error' in answer) throw refusedPreparation(what, answer.error);
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
