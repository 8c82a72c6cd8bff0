import Stripe from 'stripe';
import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { retryAfterMs, statusFailure, transportFailure } from '../../http/client.ts';
import { AnswerUnreadable } from '../answers.ts';
import type { StripeSettings } from './settings.ts';
import { overOurs, UnreadableAnswer } from './transport.ts';
import { listOf } from './wire.ts';

// The library would otherwise write Stripe's own notices to the worker's output.
process.env.STRIPE_SUPPRESS_NOTICES ??= 'true';

// docs.stripe.com/error-codes; the last is for ISK and UGX with decimals.
const AMOUNT_CODES = new Set([
  'amount_too_small',
  'amount_too_large',
  'invalid_charge_amount',
  'invalid_charge_amount_no_decimal_compatible',
]);

/** The key is one of Stripe's, and may not do this: HTTP 403. */
export class RightMissing extends Failure {}

/** Stripe's library at the address of the settings. It repeats nothing by itself: repeating is the workflow's, under the same key. */
export function stripeClient({ secretKey, account, apiUrl, timeout }: StripeSettings): Stripe {
  const url = apiUrl === undefined ? undefined : new URL(apiUrl);
  const secure = url?.protocol !== 'http:';
  return new Stripe(secretKey, {
    timeout,
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: overOurs(timeout),
    appInfo: { name: 'incasso' },
    ...(account && { stripeAccount: account }),
    ...(url && {
      protocol: secure ? ('https' as const) : ('http' as const),
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (secure ? 443 : 80),
    }),
  });
}

/** Calls Stripe and reads its answer. Throws `Failure` and nothing else; `what` begins its message. */
export async function callStripe<T>(
  what: string,
  shape: z.ZodType<T>,
  call: () => Promise<unknown>,
): Promise<T> {
  let answer: unknown;
  try {
    answer = await call();
  } catch (error) {
    throw failureOf(what, error);
  }
  const read = shape.safeParse(answer);
  if (read.success) return read.data;
  const where = read.error.issues.map(({ path }) => path.join('.') || 'all of it').join(', ');
  throw new AnswerUnreadable(what, 'Stripe', where);
}

/** What an error of Stripe's library means, by whether the request was sent. Its cause is left out: it could carry keys. */
function failureOf(what: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Stripe.errors.StripeError)) return lost(what, withoutSecrets(String(error)));
  if (error instanceof Stripe.errors.StripeConnectionError)
    return transportFailure('GATEWAY', what, error.detail);
  const cause = (error.raw as { exception?: unknown } | undefined)?.exception;
  if (cause instanceof UnreadableAnswer) {
    const wait = retryAfterMs(cause.headers['retry-after']);
    // Only a 429 says that nothing was done, whoever answers it; any other page may come after Stripe had the request.
    return cause.status === 429
      ? new Failure('GATEWAY_AWAY', 'away', `${what}: ${cause.message}`, { retryAfterMs: wait })
      : lost(what, cause.message, wait);
  }
  const { statusCode: status } = error;
  const headers = error.headers ?? {};
  const said = withoutSecrets([error.code, error.message].filter(Boolean).join(': '));
  if (status === undefined) return lost(what, said);
  if (status >= 500 && headers['idempotent-replayed'] === 'true')
    return new Failure(
      'GATEWAY_STORED_FAILURE',
      'refused',
      `${what}: HTTP ${status}, kept under this key: ${said}`,
    );
  if (error.code === 'resource_missing') return new Failure('PAGE_NOT_FOUND', 'refused', `${what}: ${said}`);
  if (error instanceof Stripe.errors.StripePermissionError)
    return new RightMissing('GATEWAY_LOGIN_REFUSED', 'refused', `${what}: HTTP ${status}: ${said}`);
  if (AMOUNT_CODES.has(error.code ?? ''))
    return new Failure('GATEWAY_AMOUNT_REFUSED', 'refused', `${what}: HTTP ${status}: ${said}`);
  const limited = error instanceof Stripe.errors.StripeRateLimitError;
  return statusFailure('GATEWAY', what, { status: limited ? 429 : status, headers }, said);
}

const lost = (what: string, why: string, wait?: number) =>
  new Failure('GATEWAY_ANSWER_LOST', 'maybe', `${what}: ${why}`, { retryAfterMs: wait });

/** Stripe's own words without what they may quote: keys, even masked ones, and e-mail addresses. */
export function withoutSecrets(text: string): string {
  return (
    text
      // Looking through all of a long text would take minutes.
      .slice(0, 2_000)
      .replace(/\b(?:[srp]k_(?:test|live)_|whsec_)[^\s'"]*/g, '***')
      .replace(/[^\s'"<>]+@[^\s'"<>]+/g, '***')
  );
}

const PAGE = 100;

/** Throws where a list that says it has more has nothing that could be gone on from: what it leaves out would be heard by nobody. */
export function assertGoesOn(what: string, page: unknown[]): void {
  if (page.length === 0) throw lost(what, 'the list says that there is more, and has nothing');
}

/** Every item of a list, the oldest first. */
export async function every<T extends { id: string }>(
  what: string,
  item: z.ZodType<T>,
  list: (page: { limit: number; starting_after?: string }) => Promise<unknown>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const starting_after = all.at(-1)?.id;
    const page = await callStripe(what, listOf(item), () =>
      list({ limit: PAGE, ...(starting_after && { starting_after }) }),
    );
    all.push(...page.data);
    if (!page.has_more) return all.reverse();
    assertGoesOn(what, page.data);
  }
}
