import {
  type Client,
  isGrpcDeadlineError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { Failure } from '../domain/failure.ts';

/**
 * Calls Temporal and waits `ms` for its answer. Throws TEMPORAL_AWAY when there is none by then (what was sent may still
 * arrive), and the client's own errors. The client's deadline alone doesn't do: its waits between repetitions outlast it.
 */
export async function withDeadline<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
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

/** Whether it is the failure of `withDeadline`: nobody knows yet what came of the call. */
export const isLate = (error: unknown): boolean => error instanceof Failure && error.code === 'TEMPORAL_AWAY';

const away = (ms: number, cause?: unknown) =>
  new Failure('TEMPORAL_AWAY', 'away', `Temporal did not answer within ${ms / 1000} s`, { cause });
