import { z } from 'zod';
import type { PrestashopClient } from './client.ts';
import type { Lookups } from './lookups.ts';

const Listed = z.object({ id: z.string(), iso_code: z.string() });

/** The shop's active currencies, ISO 4217, its default first. */
export async function listCurrencies(
  client: PrestashopClient,
  lookups: Lookups,
  shop: string,
): Promise<string[]> {
  const query = { 'filter[active]': '[1]', 'filter[deleted]': '[0]', display: '[id,iso_code]' };
  const records = await client.list(`currencies of ${shop}`, 'currencies', query);
  const [own] = await lookups.configured('PS_CURRENCY_DEFAULT');
  const listed = records.flatMap((raw) => Listed.safeParse(raw).data ?? []);
  const codes = [...listed.filter(({ id }) => id === own), ...listed].map(({ iso_code }) => iso_code);
  return [...new Set(codes)];
}
