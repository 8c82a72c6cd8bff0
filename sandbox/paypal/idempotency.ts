import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { own } from '../kit/records.ts';
import { type Answer, type Call, internalError } from './api.ts';
import { clock, type PayPal, type Ref, type UsedKey } from './books.ts';
import { PayPalError, refusal } from './errors.ts';
import { isIssue } from './issues.ts';
import { present } from './present.ts';

/** How long a PayPal-Request-Id is remembered: 6 hours for orders, 45 days for everything under /v2/payments. */
export const KEPT_MS = { orders: 6 * 3600_000, payments: 45 * 24 * 3600_000 } as const;

/** A POST that is done once for each PayPal-Request-Id. */
export interface Operation {
  /** Its name in steering: "capture". */
  name: string;
  kept: keyof typeof KEPT_MS;
  status: number;
  /** Reads the request; the function that it answers looks at the books and carries the request out, all or nothing. */
  prepare: (call: Call) => () => Ref;
}

/** Answers an operation: 201 where it was done now, 200 with the object as it is now where its key was used before. */
export async function once(paypal: PayPal, operation: Operation, call: Call): Promise<Answer> {
  const { requestId } = call;
  if (requestId === undefined)
    return answer(paypal, operation.status, call, await execute(paypal, operation, call));
  const key = keyOf(operation, requestId);
  const fingerprint = createHash('sha256')
    .update(`${call.path} ${canonical(call.body)}`)
    .digest('hex');
  const used = remembered(paypal, operation, key);
  if (used && used.fingerprint !== fingerprint) throw usedForAnother(requestId);
  if (used?.refusal) throw refusal(used.refusal);
  if (used?.ref) return answer(paypal, operation.status === 204 ? 204 : 200, call, used.ref);
  if (paypal.inFlight.has(key)) throw inProgress();
  paypal.inFlight.add(key);
  const save = (what: Partial<UsedKey>) => {
    paypal.books.keys[key] = { fingerprint, savedAt: clock(paypal), ...what };
    paypal.sandbox.save();
  };
  try {
    const ref = await execute(paypal, operation, call, (made) => save({ ref: made }));
    return answer(paypal, operation.status, call, ref);
  } catch (error) {
    const issue = error instanceof PayPalError && error.status === 422 ? error.details[0]?.issue : undefined;
    if (issue && isIssue(issue) && paypal.account.keepsRefusals) save({ refusal: issue });
    throw error;
  } finally {
    paypal.inFlight.delete(key);
  }
}

/** Inferred: a key belongs to one kind of call. So create and capture may have the same, but two orders may not. */
const keyOf = ({ name }: Operation, requestId: string): string => `${name} ${requestId}`;

/** The answer to a key that was used with another body. Inferred from other APIs of PayPal, since Orders doesn't describe it. */
const usedForAnother = (value: string) =>
  refusal('PAYPAL_REQUEST_ID_PREVIOUSLY_USED', { field: 'PayPal-Request-Id', value, location: 'header' });

/** Documented for refunds and voids; inferred for other calls, whose documentation only says that the second may fail. */
const inProgress = () => refusal('PREVIOUS_REQUEST_IN_PROGRESS');

/** The object as it is now; inferred: a lapsed order's last state. 204 has no body; where the client prefers one it is 200. */
function answer(paypal: PayPal, status: number, { whole }: Call, ref: Ref): Answer {
  if (status === 204 && !whole) return { status };
  return { status: status === 204 ? 200 : status, body: present(paypal, ref, whole) };
}

async function execute(
  paypal: PayPal,
  operation: Operation,
  call: Call,
  saved: (ref: Ref) => void = () => {},
): Promise<Ref> {
  const run = operation.prepare(call);
  ordered(paypal, operation, call);
  if (paypal.slow.times > 0) {
    paypal.slow.times -= 1;
    await delay(paypal.slow.ms, undefined, { signal: paypal.closing.signal });
  }
  if (paypal.failure.times > 0) {
    paypal.failure.times -= 1;
    if (paypal.failure.effect) saved(run());
    throw internalError();
  }
  const ref = run();
  saved(ref);
  return ref;
}

/**
 * Throws a refusal that was ordered, by steering, or as in PayPal's own sandbox by a header with
 * `{"mock_application_codes":"INSTRUMENT_DECLINED"}`.
 */
function ordered(paypal: PayPal, { name }: Operation, { mock }: Call): void {
  const code = mock === undefined ? undefined : mockedCode(mock);
  if (code !== undefined && isIssue(code)) throw refusal(code);
  const order = paypal.refusals.find(({ operation }) => operation === name);
  if (!order) return;
  order.times -= 1;
  if (order.times <= 0) paypal.refusals.splice(paypal.refusals.indexOf(order), 1);
  throw refusal(order.issue);
}

function mockedCode(mock: string): string | undefined {
  try {
    const { mock_application_codes: codes } = JSON.parse(mock) as { mock_application_codes?: unknown };
    return typeof codes === 'string' ? codes : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function remembered(paypal: PayPal, { kept }: Operation, key: string): UsedKey | undefined {
  const used = own(paypal.books.keys, key);
  return used && clock(paypal) - used.savedAt < KEPT_MS[kept] ? used : undefined;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
