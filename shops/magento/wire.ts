import { z } from 'zod';
import { Currency } from '../../domain/schemas/money.ts';
import { decoded } from '../decode.ts';
import { phpList, phpObject } from './php.ts';
import { GiftMessage, WireItem } from './wire-rows.ts';
import { feeFields, settledFields } from './wire-totals.ts';
import { decimal, optional, text } from './wire-values.ts';

const WireAddress = z.object({
  firstname: optional.text,
  middlename: optional.text,
  lastname: optional.text,
  company: optional.text,
  street: z.union([z.array(text.nullable()), text]).nullish(),
  city: optional.text,
  postcode: optional.text,
  region: z.union([text, z.object({ region: optional.text, region_code: optional.text })]).nullish(),
  region_code: optional.text,
  country_id: optional.text,
  telephone: optional.text,
  email: optional.text,
});
/** An order's address. */
export type WireAddress = z.infer<typeof WireAddress>;

const WirePayment = z.object({
  method: text,
  amount_paid: optional.decimal,
  amount_authorized: optional.decimal,
  base_amount_authorized: optional.decimal,
  amount_canceled: optional.decimal,
  last_trans_id: optional.text,
  po_number: optional.text,
  additional_information: z.unknown().optional(),
});

const AppliedTax = z.object({ percent: optional.decimal, amount: optional.decimal });

// Fields that only name or explain something must not make an order unreadable: all kinds of modules write them.
const WireExtension = z.object({
  shipping_assignments: phpList(
    z.object({
      shipping: phpObject(z.object({ address: phpObject(WireAddress), method: optional.text })),
    }),
  ).nullish(),
  payment_additional_info: z
    .array(z.object({ key: z.unknown().optional(), value: z.unknown().optional() }))
    .nullish()
    .catch(undefined),
  item_applied_taxes: z
    .array(z.object({ type: optional.text, applied_taxes: z.array(AppliedTax).nullish() }))
    .nullish()
    .catch(undefined),
  applied_taxes: z.array(AppliedTax).nullish().catch(undefined),
  gift_message: GiftMessage,
  // Gift wrapping, in Adobe Commerce: of the order, of its rows, and the printed card. Without and with VAT.
  gw_price: optional.decimal,
  gw_items_price: optional.decimal,
  gw_card_price: optional.decimal,
  gw_tax_amount: optional.decimal,
  gw_items_tax_amount: optional.decimal,
  gw_card_tax_amount: optional.decimal,
  ...settledFields,
  ...feeFields,
});

/** One order of `GET /V1/orders/:id`: only what is used. Amounts without `base_` are in `order_currency_code`; dates UTC without suffix. */
const WireOrder = z.object({
  entity_id: text,
  increment_id: text,
  store_id: optional.text,
  state: optional.text,
  status: optional.text,
  created_at: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  updated_at: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    .nullish(),
  customer_id: optional.text,
  customer_is_guest: z.union([z.number(), z.boolean(), z.string()]).nullish(),
  customer_email: optional.text,
  customer_firstname: optional.text,
  customer_lastname: optional.text,
  customer_note: optional.text,
  is_virtual: z.union([z.number(), z.boolean(), z.string()]).nullish(),
  order_currency_code: Currency,
  grand_total: decimal,
  total_paid: optional.decimal,
  total_refunded: optional.decimal,
  total_invoiced: optional.decimal,
  subtotal: optional.decimal,
  subtotal_incl_tax: optional.decimal,
  discount_amount: optional.decimal,
  shipping_amount: optional.decimal,
  shipping_incl_tax: optional.decimal,
  tax_amount: optional.decimal,
  shipping_tax_amount: optional.decimal,
  shipping_discount_amount: optional.decimal,
  shipping_discount_tax_compensation_amount: optional.decimal,
  base_currency_code: optional.text,
  base_grand_total: optional.decimal,
  base_to_order_rate: optional.decimal,
  ...settledFields,
  ...feeFields,
  shipping_description: optional.text,
  relation_child_id: optional.text,
  items: phpList(WireItem),
  billing_address: WireAddress,
  payment: WirePayment,
  status_histories: phpList(
    z.object({
      entity_id: optional.text,
      comment: optional.text,
      is_visible_on_front: z.unknown().optional(),
    }),
  ).nullish(),
  extension_attributes: phpObject(WireExtension),
});
/** The same, as it was read. */
export type WireOrder = z.infer<typeof WireOrder>;

/** Reads only how an order is paid; undefined where that can't be read. */
export const WireMethod = WireOrder.pick({ payment: true, extension_attributes: true })
  .optional()
  .catch(undefined);

/** An order's answer as it was read. Throws ORDER_UNREADABLE, which names the paths that are wrong, but none of their values. */
export function decodeOrder(what: string, raw: unknown): WireOrder {
  return decoded(WireOrder, what, raw);
}
