import { Failure } from '../../domain/failure.ts';
import type { PrestashopClient } from './client.ts';
import { decodeVoucher, type WireOrder, type WireVoucher } from './wire.ts';

/** What each voucher took off an order; undefined where the key may not read it. Throws SHOP_*, ORDER_UNREADABLE. */
export async function vouchersOf(
  client: PrestashopClient,
  what: string,
  { id, total_discounts_tax_incl }: WireOrder,
): Promise<WireVoucher[] | undefined> {
  if (Number(total_discounts_tax_incl) === 0) return [];
  const query = { 'filter[id_order]': `[${id}]`, display: 'full', sort: '[id_ASC]' };
  try {
    const found = await client.list(what, 'order_cart_rules', query);
    return found.map((raw) => decodeVoucher(what, raw)).filter(({ deleted }) => !deleted);
  } catch (error) {
    // Keys made before this right was asked for: the order's sums tell nearly as much, and the check names it.
    if (error instanceof Failure && error.code === 'SHOP_LOGIN_REFUSED') return undefined;
    throw error;
  }
}
