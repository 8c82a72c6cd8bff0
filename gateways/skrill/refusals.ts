import type { AxiosResponse } from 'axios';
import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { statusFailure } from '../../http/client.ts';

type Answered = Pick<AxiosResponse<string>, 'status' | 'headers'>;

/**
 * Refuses what is no answer of the query or refund interface, which answer HTTP 200 whatever they say. Another success, or a redirection, says
 * nothing of what became of the request.
 */
export function assertAnswered(what: string, answer: Answered): void {
  if (answer.status === 200) return;
  throw answer.status < 400 ? unreadable(what) : statusFailure('GATEWAY', what, answer, '');
}

export const unreadable = (what: string) =>
  new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: an answer that is not Skrill's`);

/** Skrill answered for a transaction, and what it says of it is in no shape that we know. */
export class ReportUnreadable extends Failure {
  constructor(what: string) {
    super('GATEWAY_ANSWER_LOST', 'maybe', `${what}: a report that can't be read`);
  }
}

/** What Skrill answers in place of a report, by its code and words; undefined where there is no such transaction. */
export function refusedQuery(what: string, code: string, text: string): Failure | undefined {
  // Any other 403 says nothing of the transaction: it must not count as unpaid.
  if (code === '403' && /not found/i.test(text)) return undefined;
  if (code === '401') return loginRefused(what, text);
  return new Failure('GATEWAY_REFUSED', 'refused', `${what}: ${code} ${withoutSecrets(text)}`);
}

const loginRefused = (what: string, text: string) =>
  new Failure('GATEWAY_LOGIN_REFUSED', 'refused', `${what}: ${withoutSecrets(text)}`);

/** Why a page was not prepared: JSON with code and message, whatever its HTTP status. Undefined where it is something else. */
export function refusedPage(data: string): string | undefined {
  try {
    const refused = Refused.safeParse(JSON.parse(data));
    const words = refused.data && [refused.data.code, refused.data.message].filter(Boolean).join(': ');
    return words ? withoutSecrets(words) : undefined;
  } catch {
    return undefined;
  }
}

const Refused = z.object({ code: z.string().optional(), message: z.string().optional() });

/** Skrill refuses a refund as being more than is left. That may be so because of the same refund, made before. */
export class NothingLeft extends Failure {}

/** Why a refund was not prepared. */
export const refusedPreparation = (what: string, word: string): Failure =>
  /LOGIN|(^|_)LOCK/.test(word) ? loginRefused(what, word) : refusedRefund(what, word);

function refusedRefund(what: string, word: string): Failure {
  const kind = ['ALREADY_REFUNDED', 'INVALID_AMOUNT'].includes(word) ? NothingLeft : Failure;
  return new kind('GATEWAY_REFUSED', 'refused', `${what}: ${said(word)}`);
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
 * went, also one about logins or locks, so it is looked for before anything is repeated.
 */
export function whyNotMade(what: string, word: string): 'done' | 'lapsed' {
  if (word === 'ALREADY_EXECUTED') return 'done';
  if (word === 'SESSION_EXPIRED') return 'lapsed';
  if (NOT_MADE.has(word)) throw refusedRefund(what, word);
  throw new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: ${said(word)}`);
}

const said = (word: string): string => withoutSecrets(word) || 'an error without a word';

/** Skrill's own words without what they may quote: addresses of mail and of the web, which open an order, and hashes. */
const withoutSecrets = (text: string): string =>
  text
    // Looking through all of a long text would take minutes.
    .slice(0, 2_000)
    .replace(/\bhttps?(:|%3a)[^\s'"<>]*/gi, '***')
    .replace(/[^\s'"<>]+(@|%40)[^\s'"<>]+/g, '***')
    .replace(/\b[0-9a-f]{32,}\b/gi, '***')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(0, 200);
