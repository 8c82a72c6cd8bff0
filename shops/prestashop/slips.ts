import { z } from 'zod';
import { decoded } from '../decode.ts';
import type { Bookings } from './bookings.ts';
import { listIfAllowed, type PrestashopClient } from './client.ts';
import { hasInvoice, type WireOrder } from './wire.ts';
import { amountOr0, link, list, WireDate } from './wire-values.ts';

/** `order_slip`: money that the shop says it gave back; major units of the order's currency. */
const WireSlip = z.object({
  id: z.string(),
  date_add: WireDate,
  total_products_tax_excl: amountOr0,
  total_products_tax_incl: amountOr0,
  total_shipping_tax_incl: amountOr0,
  amount: amountOr0,
  order_slip_type: z
    .string()
    .optional()
    .transform((type) => type || '0'),
  associations: z.object({
    order_slip_details: list(
      z.object({
        id_order_detail: link,
        product_quantity: amountOr0,
        amount_tax_excl: amountOr0,
        amount_tax_incl: amountOr0,
      }),
    ),
  }),
});
/** The same, as it was read. */
export type WireSlip = z.infer<typeof WireSlip>;

/** The credit slips of an order; undefined where the key may not read any. Throws ORDER_UNREADABLE, SHOP_*. */
export async function slipsOf(
  client: PrestashopClient,
  what: string,
  { order, payments, countsAsPaid }: Pick<Bookings, 'payments'> & { order: WireOrder; countsAsPaid: boolean },
): Promise<WireSlip[] | undefined> {
  // Without an invoice or payment nothing can have been given back.
  if (!hasInvoice(order) && !countsAsPaid && payments.length === 0) return [];
  const query = { 'filter[id_order]': `[${order.id}]`, display: 'full', sort: '[id_ASC]' };
  const found = await listIfAllowed(client, what, 'order_slip', query);
  return found?.map((raw) => decoded(WireSlip, what, raw));
}
