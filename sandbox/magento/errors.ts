import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** An error in Magento's shape: the message keeps its `%1` or `%name`, which clients replace by the parameters. */
export class MagentoError extends Error {
  readonly status: number;
  readonly parameters: unknown[] | Record<string, unknown> | undefined;

  constructor(status: number, message: string, parameters?: unknown[] | Record<string, unknown>) {
    super(message);
    this.status = status;
    this.parameters = parameters;
  }
}

/** There is no such address. */
export const noRoute = () => new MagentoError(404, 'Request does not match any route.');
/** There is no such order or other entity. */
export const noEntity = () =>
  new MagentoError(404, "The entity that was requested doesn't exist. Verify the entity and try again.");
/** A field is missing. */
export const required = (fieldName: string) =>
  new MagentoError(400, '"%fieldName" is required. Enter and try again.', { fieldName });
/** An unknown field. Inferred: releases say this in different words. */
export const unsupported = (fieldName: string) =>
  new MagentoError(400, '"%fieldName" is not supported. Correct the field name and try again.', {
    fieldName,
  });
/** A value has the wrong type. */
export const wrongType = (value: unknown, type: string) =>
  new MagentoError(
    400,
    `The "${String(value)}" value's type is invalid. The "${type}" type was expected. Verify and try again.`,
  );
/** The answer to anything unforeseen outside developer mode, SQL errors such as an unknown column included. */
export const internal = () =>
  new MagentoError(
    500,
    `Internal Error. Details are available in Magento log file. Report ID: webapi-${randomBytes(7).toString('hex').slice(0, 13)}`,
  );

/** Answers an error as Magento does outside developer mode: no `trace`, `parameters` only where there are some. */
export function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof MagentoError)
    return reply.code(error.status).send({ message: error.message, parameters: error.parameters });
  console.error(error);
  return reply.code(500).send({ message: internal().message });
}
