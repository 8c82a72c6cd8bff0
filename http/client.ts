import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { AxiosError, type AxiosInstance, type AxiosResponse, type CreateAxiosDefaults } from 'axios';
import { Failure, type FailureCode } from '../domain/failure.ts';
import { CallEnded, type Ended, withDeadline } from './deadline.ts';

/** The prefix of a system's failure codes: `SHOP` gives SHOP_AWAY, SHOP_REFUSED, ... */
export type Side = 'SHOP' | 'ERP' | 'GATEWAY';

const UNSENT: Ended = 'UNSENT';
/** Node's error codes for a connection that was never made: nothing was sent. */
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

// Far above the size of any page of a list that we ask for.
const MOST_MIB = 20;
const MOST_BYTES = MOST_MIB * 2 ** 20;

/**
 * An axios client that neither retries nor throws on a status, which each connector reads itself. A call ends after
 * `deadlineMs`, its answer included, or with the work around it (`endedBy`). Requests and unpacked answers have a limit.
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

/** For answers that a connector parses itself, so that an unreadable one is told apart from one of the other side's. */
export const asText: CreateAxiosDefaults = {
  responseType: 'text',
  transformResponse: (body: unknown) => body,
};

/** Connections are kept for the next call, and none goes through a proxy. */
export const keptAlive = (timeout: number): CreateAxiosDefaults => ({
  httpAgent: new HttpAgent({ keepAlive: true, timeout }),
  httpsAgent: new HttpsAgent({ keepAlive: true, timeout }),
  proxy: false,
});

/** JSON, or undefined where the text is none. */
export function parsedJson(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The failure of a request that got no answer: AWAY where it was not sent or only reads (so that it had no effect),
 * otherwise ANSWER_LOST. The cause is left out on purpose: an AxiosError carries the headers, and with them the key.
 */
export function transportFailure(side: Side, what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const why = `${what}: ${whyUnanswered(error)}`;
  // The adapter uses this code for a request that is larger than the limit.
  if (error instanceof AxiosError && error.code === AxiosError.ERR_BAD_REQUEST)
    return new Failure(`${side}_REFUSED`, 'refused', why);
  const reads = error instanceof AxiosError && error.config?.method?.toUpperCase() === 'GET';
  return reads || wasNotSent(error)
    ? new Failure(`${side}_AWAY`, 'away', why)
    : new Failure(`${side}_ANSWER_LOST`, 'maybe', why);
}

/** The failure of a call that only reads, whatever its method: it had no effect, whether it came there or not. */
export const asRead = (side: Side, failure: Failure): Failure =>
  failure.kind === 'maybe'
    ? new Failure(`${side}_AWAY`, 'away', failure.message, { retryAfterMs: failure.retryAfterMs })
    : failure;

/** The failure of an answer that doesn't say whether what was asked for was done. */
export const answerLost = (
  side: Side,
  what: string,
  { headers }: Pick<AxiosResponse, 'headers'>,
  why: string,
): Failure =>
  new Failure(`${side}_ANSWER_LOST`, 'maybe', `${what}: ${why}`, {
    retryAfterMs: retryAfterMs(headers['retry-after']),
  });

/** Whether the request was certainly not sent: the connection was never made, or the call was given up before. */
export function wasNotSent(error: unknown): boolean {
  if (!(error instanceof AxiosError)) return false;
  const { code = '', cause } = error;
  return NOT_CONNECTED.has(code) || code === UNSENT || (code === 'ETIMEDOUT' && wasConnecting(cause));
}

const wasConnecting = (cause: unknown): boolean =>
  cause instanceof AggregateError
    ? cause.errors.every(wasConnecting)
    : (cause as NodeJS.ErrnoException | undefined)?.syscall === 'connect';

/** Why there was no answer, in words; never a library's message, which could quote secrets. */
export function whyUnanswered(error: unknown): string {
  if (!(error instanceof AxiosError)) return 'no answer';
  const { code, cause, message } = error;
  if (cause instanceof CallEnded) return cause.message;
  if (message.startsWith('maxContentLength'))
    return `an answer of more than ${MOST_MIB} MiB, which is not read`;
  if (code === AxiosError.ERR_BAD_REQUEST) return `a request of more than ${MOST_MIB} MiB, which is not sent`;
  return wasNotSent(error) ? `no connection (${code})` : `no answer (${code ?? 'without a reason'})`;
}

/** The failure for an HTTP status that is no success; `detail` is the other side's own text, cut after 500 characters. */
export function statusFailure(
  side: Side,
  what: string,
  answer: Pick<AxiosResponse, 'status' | 'headers'>,
  detail: string,
): Failure {
  const { status } = answer;
  const why = `HTTP ${status}${detail ? `: ${detail.slice(0, 500)}` : ''}`;
  const message = `${what}: ${why}`;
  const code = (suffix: 'AWAY' | 'REFUSED' | 'LOGIN_REFUSED') => `${side}_${suffix}` as FailureCode;
  if (status === 429)
    return new Failure(code('AWAY'), 'away', message, {
      retryAfterMs: retryAfterMs(answer.headers['retry-after']),
    });
  if (status === 401 || status === 403) return new Failure(code('LOGIN_REFUSED'), 'refused', message);
  if (status === 408 || status === 409 || status >= 500) return answerLost(side, what, answer, why);
  return new Failure(code('REFUSED'), 'refused', message);
}

// Whoever waits for the answer hears nothing else meanwhile: a payment that was told to wait for a day would miss its money.
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * The wait that a Retry-After header (seconds or a date) asks for, a quarter of an hour at most; milliseconds. Undefined where it can't
 * be read.
 */
export function retryAfterMs(header: unknown): number | undefined {
  if (typeof header !== 'string' || header === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
}
