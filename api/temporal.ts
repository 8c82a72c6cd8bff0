import {
  type Client,
  isGrpcDeadlineError,
  isGrpcServiceError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { Failure } from '../domain/failure.ts';

/**
 * Calls Temporal and waits `ms` for its answer. Throws TEMPORAL_AWAY when there is none by then (what was sent may still
 * arrive), and the client's own errors. The client's deadline alone doesn't do: its waits between repetitions outlast it.
 */
export async function within<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(away(ms)), ms);
  });
  try {
    return await Promise.race([client.withDeadline(Date.now() + ms, call), tooLate]);
  } catch (error) {
    const late = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error);
    throw late ? away(ms, error) : error;
  } finally {
    clearTimeout(timer);
  }
}

const FAILED_PRECONDITION = 9;

/** Whether a workflow could not be asked, since a task of its fails whenever it is tried: nothing happens in it. */
export function isStuck(error: unknown): boolean {
  const cause = isGrpcServiceError(error) ? error : error instanceof Error ? error.cause : undefined;
  return (
    isGrpcServiceError(cause) &&
    cause.code === FAILED_PRECONDITION &&
    /workflow task in failed state/i.test(cause.details)
  );
}

/** Whether it is `within`'s own: nobody knows yet what came of the call. */
export const isLate = (error: unknown): boolean => error instanceof Failure && error.code === 'TEMPORAL_AWAY';

const away = (ms: number, cause?: unknown) =>
  new Failure('TEMPORAL_AWAY', 'away', `Temporal did not answer within ${ms / 1000} s`, { cause });
