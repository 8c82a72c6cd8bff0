import { isGrpcServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Failure, type FailureCode, failureCatalogue } from '../domain/failure.ts';

// grpc.github.io/grpc/core/md_doc_statuscodes.html
const CANCELLED = 1;
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const RESOURCE_EXHAUSTED = 8;
const FAILED_PRECONDITION = 9;
const UNAVAILABLE = 14;

/**
 * Temporal's own failures as ours. Most are `away`, so that the sender repeats; not those that Temporal will refuse
 * again, nor a workflow that can't go on. A refused update keeps its code. Any other error stays a fault of ours.
 */
export function asFailure(error: unknown): unknown {
  const grpc = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  if (isGrpcServiceError(grpc)) return ofGrpc(grpc.code, grpc.details || grpc.message, error) ?? error;
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const code = error.cause.type as FailureCode;
    if (code in failureCatalogue) return new Failure(code, 'refused', error.cause.message, { cause: error });
  }
  return error;
}

function ofGrpc(code: number, details: string, cause: unknown): Failure | undefined {
  switch (code) {
    case CANCELLED:
    case DEADLINE_EXCEEDED:
    case RESOURCE_EXHAUSTED:
    case UNAVAILABLE:
      return new Failure('TEMPORAL_AWAY', 'away', 'the Temporal server does not answer', { cause });
    case INVALID_ARGUMENT:
      return new Failure('TEMPORAL_REFUSED', 'refused', `Temporal takes no such request: ${details}`, {
        cause,
      });
    case FAILED_PRECONDITION:
      if (isStuck(cause))
        return new Failure('WORKFLOW_STUCK', 'refused', `the workflow can't go on: ${details}`, { cause });
      // A query needs a worker that polls, and a workflow whose first task is done.
      return /no poller|at least one workflow task/i.test(details)
        ? new Failure('TEMPORAL_AWAY', 'away', 'no worker answers', { cause })
        : undefined;
    default:
      return undefined;
  }
}

/** Whether a workflow could not be asked, since a task of its fails whenever it is tried: nothing happens in it. */
export function isStuck(error: unknown): boolean {
  const cause = isGrpcServiceError(error) ? error : error instanceof Error ? error.cause : undefined;
  return (
    isGrpcServiceError(cause) &&
    cause.code === FAILED_PRECONDITION &&
    /workflow task in failed state/i.test(cause.details)
  );
}
