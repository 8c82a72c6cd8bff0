import { methodsSeen } from '../payments.ts';
import type { ShopPayments } from '../shop.ts';
import type { PrestashopClient } from './client.ts';
import { decodeMethod } from './wire.ts';

/** The payment methods of recent orders, since the webservice has no list of modules (OL#483). */
export async function listPayments(client: PrestashopClient, shop: string): Promise<ShopPayments> {
  const what = `payment methods of ${shop}`;
  const ordered = await methodsSeen(async (size, skip) => {
    const records = await client.list(what, 'orders', {
      sort: '[id_DESC]',
      limit: `${skip},${size}`,
      display: '[id,module,payment]',
    });
    return records.map((raw) => decodeMethod(what, raw));
  });
  return { offered: [], ordered };
}
