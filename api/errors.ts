import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure, type FailureCode } from '../domain/failure.ts';
import { asFailure } from '../temporal/errors.ts';

const statusOf: Partial<Record<FailureCode, number>> = {
  UNKNOWN_SHOP: 404,
  UNKNOWN_GATEWAY: 404,
  ORDER_NOT_FOUND: 404,
  CHECKOUT_LINK_INVALID: 404,
  SECRET_REFUSED: 401,
  DEPOSITS_OFF: 404,
  DEPOSIT_KEY_REFUSED: 401,
  DEPOSIT_CONFLICT: 409,
  SIGNATURE_INVALID: 400,
  MESSAGE_UNREADABLE: 400,
  GATEWAY_AMOUNT_REFUSED: 400,
  TEMPORAL_AWAY: 503,
  TEMPORAL_REFUSED: 400,
  WORKFLOW_STUCK: 500,
  // A webhook whose payment has to be asked for: the gateway sends it again until it can be.
  GATEWAY_LOGIN_REFUSED: 503,
  GATEWAY_REFUSED: 503,
};

/** What a sender is told of an error; of faults of ours no more than that there is one. */
export interface ErrorAnswer {
  status: number;
  error: { code: string; message: string; whatToDo: string };
}

/** The answer to an error, which is written to the log. */
export function answerTo(error: unknown, request: FastifyRequest): ErrorAnswer {
  const failure = asFailure(error);
  if (failure instanceof Failure) {
    const { code, kind, message, whatToDo } = failure;
    request.log.warn({ code, err: failure }, message);
    const status = statusOf[code] ?? (kind === 'refused' ? 422 : 503);
    return { status, error: { code, message, whatToDo } };
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
}): Pick<ErrorAnswer, 'error'> {
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
