import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../domain/failure.ts';
import { asFailure } from '../temporal/errors.ts';
import { type ErrorBody, statusOf } from './answers.ts';

/** What a sender is told of an error; of faults of ours no more than that there is one. */
export type ErrorAnswer = ErrorBody & { status: number };

/** The answer to an error, which is written to the log. */
export function answerTo(error: unknown, request: FastifyRequest): ErrorAnswer {
  const failure = asFailure(error);
  if (failure instanceof Failure) {
    const { code, kind, message, whatToDo } = failure;
    request.log.warn({ code, err: failure }, message);
    return { status: statusOf(code, kind), error: { code, message, whatToDo } };
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status < 500) return { status, ...errorBody(error as Error) };
  request.log.error({ err: error }, 'a fault of ours');
  const whatToDo = `Look for request ${request.id} in the API's log.`;
  return { status: 500, error: { code: 'FAULT', message: 'Internal error.', whatToDo } };
}

/** One shape for every error: what it is called, what happened, what to do. */
export function errorBody({
  code = 'REQUEST_INVALID',
  message,
}: {
  code?: string;
  message: string;
}): ErrorBody {
  return { error: { code, message, whatToDo: 'Correct the request and send it again.' } };
}

export function errorAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, ...body } = answerTo(error, request);
    if (status === 503) reply.header('retry-after', '5');
    return reply.code(status).send(body);
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(errorBody({ code: 'NOT_FOUND', message: 'nothing is at this address' })),
  );
}
