import { z } from 'zod';
import { decoded } from '../decode.ts';
import type { MagentoClient } from './client.ts';

const Currencies = z.object({
  default_display_currency_code: z.string(),
  available_currency_codes: z.array(z.string()).nullish(),
});

/** The currencies of the default store, its own first (`GET /V1/directory/currency`, which needs no right). */
export async function listCurrencies(client: MagentoClient, shop: string): Promise<string[]> {
  const what = `currencies of ${shop}`;
  const stated = decoded(Currencies, what, await client.get(what, '/directory/currency'));
  return [...new Set([stated.default_display_currency_code, ...(stated.available_currency_codes ?? [])])];
}
