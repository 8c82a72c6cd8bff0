import { isGrpcServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import { Failure, type FailureCode, failureCatalogue } from '../domain/failure.ts';

const statusOf: Partial<Record<FailureCode, number>> = {
  UNKNOWN_SHOP: 404,
  UNKNOWN_GATEWAY: 404,
  ORDER_NOT_FOUND: 404,
  CHECKOUT_LINK_INVALID: 404,
  SECRET_REFUSED: 401,
  SIGNATURE_INVALID: 400,
  MESSAGE_UNREADABLE: 400,
  TEMPORAL_AWAY: 503,
};

/** Temporal's own failures as ours: away is 503, so that the sender repeats; a refused update keeps its code. */
export function asFailure(error: unknown): unknown {
  if (isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause)))
    return new Failure('TEMPORAL_AWAY', 'away', 'the Temporal server does not answer', { cause: error });
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const code = error.cause.type as FailureCode;
    if (code in failureCatalogue) return new Failure(code, 'refused', error.cause.message, { cause: error });
  }
  return error;
}

/** One shape for every error: what it is called, what happened, what to do. Faults of ours say no more than that. */
export function errorAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const failure = asFailure(error);
    if (failure instanceof Failure) {
      const status = statusOf[failure.code] ?? (failure.kind === 'refused' ? 422 : 503);
      request.log.warn({ code: failure.code, err: failure }, failure.message);
      if (status === 503) reply.header('retry-after', '5');
      return reply
        .code(status)
        .send({ error: { code: failure.code, message: failure.message, whatToDo: failure.whatToDo } });
    }
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status < 500) {
      const { code = 'REQUEST_INVALID', message } = error as { code?: string; message: string };
      return reply
        .code(status)
        .send({ error: { code, message, whatToDo: 'Correct the request and send it again.' } });
    }
    request.log.error({ err: error }, 'a fault of ours');
    return reply.code(500).send({
      error: {
        code: 'FAULT',
        message: 'Internal error.',
        whatToDo: `Look for request ${request.id} in the API's log.`,
      },
    });
  });
}
