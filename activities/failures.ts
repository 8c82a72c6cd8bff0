import { ApplicationFailure, Context, heartbeat } from '@temporalio/activity';
import { Failure } from '../domain/failure.ts';
import { endedBy } from '../http/deadline.ts';

/** Whether a call may be repeated although it may have been done: `looks-first` where the next attempt looks or uses the same key. */
export type Repeating = 'looks-first' | 'never';

// So that a worker that died is noticed long before the longest call would have ended.
const HEARTBEAT_MS = 5_000;

/**
 * Runs a connector's call and turns its failure into what Temporal acts on. Refused: not repeated. Away: repeated,
 * no sooner than the other side asked. Maybe done: repeated only where that is safe. Calls under way end with the activity:
 * when it is cancelled, times out, or its worker stops.
 */
export async function sorted<T>(repeating: Repeating, call: () => Promise<T>): Promise<T> {
  const beating = setInterval(heartbeat, HEARTBEAT_MS);
  try {
    return await endedBy(Context.current().cancellationSignal, call);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const nonRetryable = error.kind === 'refused' || (error.kind === 'maybe' && repeating === 'never');
    throw ApplicationFailure.create({
      type: error.code,
      message: error.message,
      nonRetryable,
      nextRetryDelay: nonRetryable ? undefined : error.retryAfterMs,
      details: [
        {
          kind: error.kind,
          whatToDo: error.whatToDo,
          ...(error instanceof NothingDone && { nothingDone: true }),
        },
      ],
    });
  } finally {
    clearInterval(beating);
  }
}

/** No attempt of an activity did anything: what failed here and was told by workers before they knew that says nothing of the others. */
class NothingDone extends Failure {}

/**
 * Runs a call that is told whether an attempt of this activity before it may have been done. Where none was so far, an attempt that certainly
 * did nothing leaves its number with its last beat; one that died leaves none. Else that an attempt did nothing says nothing of all.
 */
export async function knowing<T>(call: (mayBeDone: boolean) => Promise<T>): Promise<T> {
  const { attempt, heartbeatDetails } = Context.current().info;
  const mayBeDone = attempt > 1 && heartbeatDetails !== attempt - 1;
  try {
    return await call(mayBeDone);
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === 'maybe') throw error;
    const { code, kind, message, retryAfterMs } = error;
    const why = { cause: error, retryAfterMs };
    if (mayBeDone) throw kind === 'away' ? new Failure(code, 'maybe', message, why) : error;
    heartbeat(attempt);
    throw new NothingDone(code, kind, message, why);
  }
}

/** The connector of that name, or a failure that says which names there are. */
export function named<T>(
  connectors: Record<string, T>,
  name: string,
  code: 'UNKNOWN_SHOP' | 'UNKNOWN_GATEWAY' | 'UNKNOWN_ERP',
): T {
  const found = Object.hasOwn(connectors, name) ? connectors[name] : undefined;
  if (found === undefined) {
    const known = Object.keys(connectors).join(', ') || 'none';
    throw new Failure(code, 'refused', `"${name}" is not in the configuration (there are: ${known})`);
  }
  return found;
}
