import { z } from 'zod';
import { decoded } from '../decode.ts';
import { listIfAllowed, type PrestashopClient } from './client.ts';
import type { WireOrder } from './wire.ts';
import { amountOr0, flag } from './wire-values.ts';

/** `order_cart_rules`: what a voucher took off an order. `deleted` since 1.7.7. */
const WireVoucher = z.object({
  value: amountOr0,
  value_tax_excl: amountOr0,
  free_shipping: flag,
  deleted: flag,
});
/** The same, as it was read. */
export type WireVoucher = z.infer<typeof WireVoucher>;

/** What each voucher took off an order; undefined where the key may not read that. Throws SHOP_*, ORDER_UNREADABLE. */
export async function vouchersOf(
  client: PrestashopClient,
  what: string,
  { id, total_discounts_tax_incl }: WireOrder,
): Promise<WireVoucher[] | undefined> {
  if (Number(total_discounts_tax_incl) === 0) return [];
  const query = { 'filter[id_order]': `[${id}]`, display: 'full', sort: '[id_ASC]' };
  const found = await listIfAllowed(client, what, 'order_cart_rules', query);
  return found?.map((raw) => decoded(WireVoucher, what, raw)).filter(({ deleted }) => !deleted);
}
