import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { own } from '../kit/records.ts';
import type { SavedAnswer, Stripe, Wire } from './books.ts';
import { invalidRequest, StripeError } from './errors.ts';

const KEPT_MS = 24 * 3600 * 1000;

/** An answer; `replayed`: it was saved for the same key before. */
export interface Answer {
  status: number;
  body: Wire;
  requestId: string;
  replayed: boolean;
}
interface Call {
  key: string | undefined;
  requestId: string;
  /** Method and path. */
  target: string;
  params: unknown;
}

/**
 * Runs a POST once per key. `prepare` validates, and its errors are never saved; it answers the function that carries the
 * POST out, whose answer is saved also where it is an error. Throws `StripeError` 400 where the key was used with other
 * parameters, 409 where it is being used now.
 */
export async function once(stripe: Stripe, call: Call, prepare: () => () => Wire): Promise<Answer> {
  const { key } = call;
  if (key === undefined) return execute(stripe, call, prepare());
  if (key.length > 255) throw invalidRequest('Idempotency keys can have up to 255 characters.');
  const fingerprint = createHash('sha256')
    .update(`${call.target} ${canonical(call.params)}`)
    .digest('hex');
  const saved = remembered(stripe, key);
  if (stripe.inFlight.has(key))
    throw new StripeError(
      409,
      'idempotency_error',
      `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`,
      'idempotency_key_in_use',
    );
  if (saved) {
    if (saved.fingerprint !== fingerprint)
      throw new StripeError(
        400,
        'idempotency_error',
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      );
    return { ...saved, replayed: true };
  }
  const run = prepare();
  stripe.inFlight.set(key, fingerprint);
  try {
    const answer = await execute(stripe, call, run);
    const { status, body, requestId } = answer;
    stripe.books.idempotency[key] = {
      fingerprint,
      status,
      body,
      requestId,
      savedAt: stripe.sandbox.now().getTime(),
    };
    stripe.sandbox.save();
    return answer;
  } finally {
    stripe.inFlight.delete(key);
  }
}

async function execute(stripe: Stripe, { requestId }: Call, run: () => Wire): Promise<Answer> {
  const answer = (status: number, body: Wire): Answer => ({ status, body, requestId, replayed: false });
  if (stripe.slow.times > 0) {
    stripe.slow.times -= 1;
    await delay(stripe.slow.ms);
  }
  try {
    if (stripe.storedFailures.times > 0) {
      stripe.storedFailures.times -= 1;
      if (stripe.storedFailures.effect) run();
      throw new StripeError(500, 'api_error', 'An unknown error occurred.');
    }
    return answer(200, run());
  } catch (error) {
    if (error instanceof StripeError) return answer(error.status, error.body(requestId));
    throw error;
  }
}

function remembered(stripe: Stripe, key: string): SavedAnswer | undefined {
  const saved = own(stripe.books.idempotency, key);
  return saved && stripe.sandbox.now().getTime() - saved.savedAt < KEPT_MS ? saved : undefined;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
