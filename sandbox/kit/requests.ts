import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** A header of a request; of one that came several times the first. */
export function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Whether two secrets are the same; how long that takes tells only whether they are of one length. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What came in query and body together; of a name that came twice, the last. */
export function formOf(request: { query: unknown; body: unknown }): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of [request.query, request.body])
    for (const [name, value] of Object.entries((part ?? {}) as Record<string, unknown>))
      found[name] = String(Array.isArray(value) ? value.at(-1) : value);
  return found;
}

export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
