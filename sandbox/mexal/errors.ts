import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A refusal in Mexal's own form. An empty detail means a status without a body. */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: string;
  constructor(status: number, detail: string) {
    super(detail || `HTTP ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

/** 6001, each part in its brackets. */
export const businessError = (...parts: string[]): Refusal =>
  new Refusal(400, `6001 - errore gestionale ${parts.map((part) => `[${part}]`).join(' ')}`);
export const unknownField = (name: string): Refusal => businessError(`Nome campo '${name}' non valido`);

// The manual: a keyed address that holds nothing answers 404 without a body; an unknown resource has one.
export const nothingThere = (): Refusal => new Refusal(404, '');
export const unknownResource = (): Refusal => new Refusal(404, '1004 - risorsa specificata non trovata');

export const malformedLogin = (): Refusal =>
  new Refusal(401, '1006 - Authentication header non specificato correttamente (schema o tokens)');
export const loginRefused = (): Refusal => new Refusal(401, '2002 - credenziali o dominio non validi');
export const noCoordinates = (): Refusal =>
  new Refusal(400, '1001 - coordinate gestionali non specificate correttamente');
export const poolExhausted = (): Refusal => new Refusal(503, '3002 - pool di servizi esaurito');
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
