import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A refusal as Mexal words it. An empty detail: the answer has no body. */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string;
  constructor(status: number, detail: string) {
    super(detail || `HTTP ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

/** Code 6001, with each part in brackets. */
export const businessError = (...parts: string[]): Refusal =>
  new Refusal(400, `6001 - errore gestionale ${parts.map((part) => `[${part}]`).join(' ')}`);
/** 6001 for a field that the collection lacks. */
export const unknownField = (name: string): Refusal => businessError(`Nome campo '${name}' non valido`);

/** 404 without a body, where a key has no record (by the manual). */
export const nothingThere = (): Refusal => new Refusal(404, '');
/** 404 with a body, where there is no such resource (by the manual). */
export const unknownResource = (): Refusal => new Refusal(404, '1004 - risorsa specificata non trovata');

/** The Authorization header can't be read. */
export const malformedLogin = (): Refusal =>
  new Refusal(401, '1006 - Authentication header non specificato correttamente (schema o tokens)');
/** User, password or domain are wrong, or the user is locked. */
export const loginRefused = (): Refusal => new Refusal(401, '2002 - credenziali o dominio non validi');
/** The coordinates header is missing or can't be read. */
export const noCoordinates = (): Refusal =>
  new Refusal(400, '1001 - coordinate gestionali non specificate correttamente');
/** All services are busy. */
export const poolExhausted = (): Refusal => new Refusal(503, '3002 - pool di servizi esaurito');
/** Another program uses the company exclusively. */
export const exclusiveUse = (): Refusal =>
  new Refusal(503, "3002 - servizio non disponibile: azienda in uso esclusivo da un'altra procedura");

/** Sends the refusal in the error envelope; `timestamp` is dd/MM/yyyy HH:mm:ss. "warsion" is Mexal's own spelling. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  timestamp: string,
): FastifyReply {
  if (refusal.detail === '') return reply.code(refusal.status).send();
  return reply.code(refusal.status).send({
    error: {
      'response-code': refusal.status,
      'response-detail': refusal.detail,
      'response-message': STATUS_CODES[refusal.status] ?? '',
      'request-uri': request.url,
      'request-method': request.method,
      'request-id': randomUUID(),
      warsion: '2.9.17',
      remote: request.ip,
      timestamp,
    },
  });
}
