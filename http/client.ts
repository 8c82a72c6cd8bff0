import axios, { AxiosError, type AxiosInstance, type AxiosResponse, type CreateAxiosDefaults } from 'axios';
import { Failure, type FailureCode } from '../domain/failure.ts';

/** Codes under which a system's failures are told: `SHOP` gives SHOP_AWAY, SHOP_REFUSED, ... */
export type Side = 'SHOP' | 'ERP' | 'GATEWAY';

/** Node's words for "the connection never came to be": nothing was sent. */
export const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** An axios client that neither retries nor throws on a status: each connector reads the status itself. Time-out in milliseconds. */
export function httpClient(
  baseURL: string,
  timeoutMs: number,
  options: CreateAxiosDefaults = {},
): AxiosInstance {
  return axios.create({
    baseURL,
    timeout: timeoutMs,
    maxRedirects: 0,
    validateStatus: () => true,
    ...options,
  });
}

/** The failure of a request that got no answer, sorted by whether it was sent. */
export function transportFailure(side: Side, what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const code = error instanceof AxiosError ? error.code : undefined;
  // The cause is left out on purpose: an AxiosError carries headers, and with them the key.
  if (code && NOT_CONNECTED.has(code))
    return new Failure(`${side}_AWAY`, 'away', `${what}: no connection (${code})`);
  return new Failure(
    `${side}_ANSWER_LOST`,
    'maybe',
    `${what}: no answer (${code ?? String((error as Error)?.message ?? error)})`,
  );
}

/** The failure that an HTTP status stands for; `said` is the other side's own words. Call it for statuses that are no success. */
export function statusFailure(
  side: Side,
  what: string,
  answer: Pick<AxiosResponse, 'status' | 'headers'>,
  said: string,
): Failure {
  const { status } = answer;
  const message = `${what}: HTTP ${status}${said ? `: ${said.slice(0, 500)}` : ''}`;
  const code = (suffix: 'AWAY' | 'REFUSED' | 'LOGIN_REFUSED' | 'ANSWER_LOST') =>
    `${side}_${suffix}` as FailureCode;
  if (status === 429)
    return new Failure(code('AWAY'), 'away', message, {
      retryAfterMs: retryAfterMs(answer.headers['retry-after']),
    });
  if (status === 401 || status === 403) return new Failure(code('LOGIN_REFUSED'), 'refused', message);
  if (status === 408 || status === 409 || status >= 500)
    return new Failure(code('ANSWER_LOST'), 'maybe', message, {
      retryAfterMs: retryAfterMs(answer.headers['retry-after']),
    });
  return new Failure(code('REFUSED'), 'refused', message);
}

/** Milliseconds that a Retry-After header asks for: seconds or a date. */
export function retryAfterMs(header: unknown): number | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
