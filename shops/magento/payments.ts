import { Failure } from '../../domain/failure.ts';
import { methodsSeen } from '../payments.ts';
import type { ShopPayment, ShopPayments } from '../shop.ts';
import type { MagentoClient } from './client.ts';
import { listQuery, ofStores } from './lists.ts';
import { paymentOf } from './mapping.ts';
import { decodeMethods, decodeTitles } from './wire-lists.ts';

/**
 * The payment methods offered to an empty guest cart, and those of recent orders: Magento has no list of its own, and what a
 * cart is offered depends on its country, total and currency (M2#2825). The empty cart stays in the shop.
 */
export async function listPayments(
  client: MagentoClient,
  shop: string,
  stores: number[] | undefined,
): Promise<ShopPayments> {
  const what = `payment methods of ${shop}`;
  const ordered = await methodsSeen(async (size, skip) => {
    const query = listQuery({
      where: ofStores(stores),
      sort: [['entity_id', 'DESC']],
      size,
      page: skip / size + 1,
      fields:
        'payment[method,additional_information],extension_attributes[payment_additional_info[key,value]]',
    });
    const answer = await client.get(what, '/orders', query);
    return decodeMethods(what, answer).map(paymentOf);
  });
  return { offered: await offeredToGuests(client, what), ordered };
}

/** The methods that a guest is offered; none where guests may not buy. */
async function offeredToGuests(client: MagentoClient, what: string): Promise<ShopPayment[]> {
  try {
    const cart = encodeURIComponent(String(await client.post(what, '/guest-carts')));
    return decodeTitles(what, await client.get(what, `/guest-carts/${cart}/payment-methods`));
  } catch (error) {
    if (error instanceof Failure && error.kind === 'refused') return [];
    throw error;
  }
}
