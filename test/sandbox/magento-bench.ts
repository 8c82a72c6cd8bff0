import { afterEach, beforeEach, expect } from 'vitest';
import type { Sandbox } from '../../sandbox/kit/kit.ts';
import type { MagentoBooks } from '../../sandbox/magento/books.ts';
import { createMagentoSandbox, sandboxIntegration } from '../../sandbox/magento/index.ts';

export type Json = { [field: string]: unknown };

const bearer = { authorization: `Bearer ${sandboxIntegration.accessToken}` };

/** A fresh shop for each test of the file that calls it, and short functions that call it over HTTP. */
export function freshShop() {
  let shop: Sandbox<MagentoBooks>;
  beforeEach(async () => {
    shop = await createMagentoSandbox();
  });
  afterEach(() => shop.close());

  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = bearer,
  ): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${shop.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };
  return {
    url: (path: string) => `${shop.url}${path}`,
    books: () => shop.books,
    ask,
    place: async (description: object = {}): Promise<Json> => {
      const { status, body } = await ask('POST', '/_sandbox/orders', description);
      expect(status).toBe(200);
      return body as Json;
    },
    read: async (id: number) => (await ask('GET', `/rest/V1/orders/${id}`)).body as Json,
    steer: (what: string, body: object) => ask('POST', `/_sandbox/${what}`, body),
  };
}

/** One filter of a searchCriteria, as the address has it. */
export const filter = (field: string, value: string, condition = 'eq', group = 0, index = 0): string => {
  const at = `searchCriteria[filter_groups][${group}][filters][${index}]`;
  return `${at}[field]=${field}&${at}[value]=${encodeURIComponent(value)}&${at}[condition_type]=${condition}`;
};

/** Keys with the types of their values, at every level. */
export function shape(value: unknown): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, shape(inner)]),
  );
}
