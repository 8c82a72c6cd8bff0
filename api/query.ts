import type { FastifyRequest } from 'fastify';

/** The query as it came; it is not logged, and must not be: gateways and links put secrets there. */
export const queryOf = ({ url }: Pick<FastifyRequest, 'url'>): URLSearchParams =>
  new URLSearchParams(url.slice(url.includes('?') ? url.indexOf('?') + 1 : url.length));
