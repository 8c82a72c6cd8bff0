import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** A request's header; the first where it came several times. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Whether two secrets are the same. The time that this takes reveals only whether they have the same length. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The fields of query and body together; the last where a name came several times. */
export function formOf(request: { query: unknown; body: unknown }): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of [request.query, request.body])
    for (const [name, value] of Object.entries((part ?? {}) as Record<string, unknown>))
      found[name] = String(Array.isArray(value) ? value.at(-1) : value);
  return found;
}

/** Whether it is an address with http or https. */
export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
