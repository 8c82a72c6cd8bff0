import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';

/** An error in Magento's shape: `%1` / `%name` stay in the message, the client puts the parameters in. */
export class MagentoError extends Error {
  readonly status: number;
  readonly parameters: unknown[] | Record<string, unknown> | undefined;

  constructor(status: number, message: string, parameters?: unknown[] | Record<string, unknown>) {
    super(message);
    this.status = status;
    this.parameters = parameters;
  }
}

export const noRoute = () => new MagentoError(404, 'Request does not match any route.');
export const noEntity = () =>
  new MagentoError(404, "The entity that was requested doesn't exist. Verify the entity and try again.");
export const required = (fieldName: string) =>
  new MagentoError(400, '"%fieldName" is required. Enter and try again.', { fieldName });
/** Inferred: released versions differ in what they say of a field they don't have. */
export const unsupported = (fieldName: string) =>
  new MagentoError(400, '"%fieldName" is not supported. Correct the field name and try again.', {
    fieldName,
  });
export const wrongType = (value: unknown, type: string) =>
  new MagentoError(
    400,
    `The "${String(value)}" value's type is invalid. The "${type}" type was expected. Verify and try again.`,
  );
/** What anything unforeseen becomes outside developer mode, SQL errors such as an unknown column included. */
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
