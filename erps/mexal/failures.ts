import type { AxiosResponse } from 'axios';
import { Failure } from '../../domain/failure.ts';
import { statusFailure } from '../../http/client.ts';
import { ErrorEnvelope } from './wire.ts';

type Answer = Pick<AxiosResponse, 'status' | 'headers' | 'data'>;

/**
 * The failure for an answer other than 2xx: Mexal's own code decides, then the HTTP status. `hidden`: values that the
 * ERP's message may repeat and that must not get into ours.
 */
export function answerFailure(what: string, answer: Answer, hidden: string[]): Failure {
  const envelope = ErrorEnvelope.safeParse(answer.data);
  const detail = envelope.success ? envelope.data.error['response-detail'] : '';
  const code = /^\s*(\d{4})\b/.exec(detail)?.[1];
  const brackets = [...detail.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]);
  const said = hidden
    .filter((value) => value.length > 2)
    .reduce((text, value) => text.replaceAll(value, '***'), brackets.length ? brackets.join(', ') : detail);
  const refusal = (suffix: 'REFUSED' | 'LOGIN_REFUSED') =>
    new Failure(`ERP_${suffix}`, 'refused', `${what}: ${said.slice(0, 500)}`);
  if (answer.status === 401 || answer.status === 403 || isLoginRefusal(code, detail))
    return refusal('LOGIN_REFUSED');
  switch (code) {
    case '3002':
      return new Failure('ERP_AWAY', 'away', `${what}: ${said}`);
    case '5001':
      return new Failure('ERP_ANSWER_LOST', 'maybe', `${what}: ${said}`);
    case '1001':
    case '1004':
    case '6001':
      return refusal('REFUSED');
    default:
      return statusFailure('ERP', what, answer, said);
  }
}

/** Nothing has this key: the manual says 404 without a body, a client of a live system saw 1004 with 404 and 410. */
export function isMissing({ status, data }: Answer): boolean {
  const envelope = ErrorEnvelope.safeParse(data);
  if (status !== 404 && status !== 410) return false;
  return !envelope.success || /^\s*1004\b/.test(envelope.data.error['response-detail']);
}

/**
 * Whatever the status: 1006 is a header that Mexal can't read, 2002 credentials or domain. 3002 stands for refused
 * credentials, exclusive use and an exhausted pool alike: it is repeated only where it says one of the latter two, since
 * three refused logins lock the user.
 */
const isLoginRefusal = (code: string | undefined, detail: string): boolean =>
  code === '1006' || code === '2002' || (code === '3002' && (!BUSY.test(detail) || LOGIN.test(detail)));

const BUSY = /pool|serviz|esclusiv/i;
const LOGIN = /credenzial|password|abilitat|autorizz|accesso/i;
