import { Failure } from '../../domain/failure.ts';
import { at } from '../decode.ts';
import type { MagentoClient } from './client.ts';
import type { Settings } from './settings.ts';

/** The answer with an order, not checked yet. Throws ORDER_NOT_FOUND, also for an order of another store, and SHOP_*. */
export async function fetchedOrder(
  client: MagentoClient,
  what: string,
  id: string,
  stores: Settings['stores'],
): Promise<unknown> {
  const raw = await client.get(what, `/orders/${id}`);
  const store = at(raw, ['store_id']);
  if (!stores || stores.includes(Number(store ?? Number.NaN))) return raw;
  throw new Failure(
    'ORDER_NOT_FOUND',
    'refused',
    `${what}: it is of store ${String(store)}, and not of those under stores (${stores.join(', ')})`,
  );
}
