import axios, { AxiosError, type AxiosInstance, type AxiosResponse, type CreateAxiosDefaults } from 'axios';
import { Failure, type FailureCode } from '../domain/failure.ts';
import { CallEnded, type Ended, withDeadline } from './deadline.ts';

/** Codes under which a system's failures are told: `SHOP` gives SHOP_AWAY, SHOP_REFUSED, ... */
export type Side = 'SHOP' | 'ERP' | 'GATEWAY';

const UNSENT: Ended = 'UNSENT';
/** Node's words for "the connection never came to be": nothing was sent. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

// Many times what a page of any list comes to that is asked for.
const MOST_MIB = 20;
const MOST_BYTES = MOST_MIB * 2 ** 20;

/**
 * An axios client that neither retries nor throws on a status: each connector reads the status itself. A call ends after
 * `deadlineMs`, its answer included, and with the work around it (`endedBy`). Answers, unpacked, and requests have a limit.
 */
export function httpClient(
  baseURL: string,
  deadlineMs: number,
  options: CreateAxiosDefaults = {},
): AxiosInstance {
  const send = axios.getAdapter('http');
  return axios.create({
    baseURL,
    maxRedirects: 0,
    maxContentLength: MOST_BYTES,
    maxBodyLength: MOST_BYTES,
    validateStatus: () => true,
    adapter: (config) =>
      withDeadline(deadlineMs, (signal) => send({ ...config, signal })).catch((error: unknown) => {
        throw error instanceof CallEnded ? AxiosError.from(error, error.code, config) : error;
      }),
    ...options,
  });
}

/**
 * The failure of a request that got no answer, sorted by whether it was sent; one that only reads has no effect either
 * way. The cause is left out on purpose: an AxiosError carries headers, and with them the key.
 */
export function transportFailure(side: Side, what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const why = `${what}: ${whyUnanswered(error)}`;
  // Of the adapter this stands for a request that is larger than the limit.
  if (error instanceof AxiosError && error.code === AxiosError.ERR_BAD_REQUEST)
    return new Failure(`${side}_REFUSED`, 'refused', why);
  const reads = error instanceof AxiosError && error.config?.method?.toUpperCase() === 'GET';
  return reads || wasNotSent(error)
    ? new Failure(`${side}_AWAY`, 'away', why)
    : new Failure(`${side}_ANSWER_LOST`, 'maybe', why);
}

/** Whether the connection never came to be, or nothing was sent over it. */
export function wasNotSent(error: unknown): boolean {
  if (!(error instanceof AxiosError)) return false;
  const { code = '', cause } = error;
  return NOT_CONNECTED.has(code) || code === UNSENT || (code === 'ETIMEDOUT' && wasConnecting(cause));
}

const wasConnecting = (cause: unknown): boolean =>
  cause instanceof AggregateError
    ? cause.errors.every(wasConnecting)
    : (cause as NodeJS.ErrnoException | undefined)?.syscall === 'connect';

/** In words, without what a library's own message could quote. */
export function whyUnanswered(error: unknown): string {
  if (!(error instanceof AxiosError)) return 'no answer';
  const { code, cause, message } = error;
  if (cause instanceof CallEnded) return cause.message;
  if (message.startsWith('maxContentLength'))
    return `an answer of more than ${MOST_MIB} MiB, which is not read`;
  if (code === AxiosError.ERR_BAD_REQUEST) return `a request of more than ${MOST_MIB} MiB, which is not sent`;
  return wasNotSent(error) ? `no connection (${code})` : `no answer (${code ?? 'without a reason'})`;
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
