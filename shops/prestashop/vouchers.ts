import { listIfAllowed, type PrestashopClient } from './client.ts';
import { decodeVoucher, type WireOrder, type WireVoucher } from './wire.ts';

/** What each voucher took off an order; undefined where the key may not read that. Throws SHOP_*, ORDER_UNREADABLE. */
export async function vouchersOf(
  client: PrestashopClient,
  what: string,
  { id, total_discounts_tax_incl }: WireOrder,
): Promise<WireVoucher[] | undefined> {
  if (Number(total_discounts_tax_incl) === 0) return [];
  const query = { 'filter[id_order]': `[${id}]`, display: 'full', sort: '[id_ASC]' };
  const found = await listIfAllowed(client, what, 'order_cart_rules', query);
  return found?.map((raw) => decodeVoucher(what, raw)).filter(({ deleted }) => !deleted);
}
