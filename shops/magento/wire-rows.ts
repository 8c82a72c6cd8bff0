import { z } from 'zod';
import { decimal, optional, text } from './wire-values.ts';

/** A gift message with its people; undefined where it can't be read. */
export const GiftMessage = z
  .object({ sender: optional.text, recipient: optional.text, message: optional.text })
  .nullish()
  .catch(undefined);
/** The same, as it was read. */
export type GiftMessage = z.infer<typeof GiftMessage>;

const CustomOption = z.object({ option_value: optional.text });

/**
 * A row of an order; amounts in major units. `row_total` and `row_total_incl_tax` are not the database's and differ by
 * release and tax setting (`Magento\\Sales\\Model\\Order\\Webapi\\ChangeOutputArray`): they are used only for rows without a
 * price. `tax_amount` is that of the row less its discount; `discount_tax_compensation_amount` is the VAT inside the
 * discount, where catalogue prices are with VAT.
 */
export const WireItem = z.object({
  item_id: optional.text,
  parent_item_id: optional.text,
  product_type: optional.text,
  sku: text,
  name: optional.text,
  qty_ordered: decimal,
  qty_invoiced: optional.decimal,
  qty_shipped: optional.decimal,
  qty_canceled: optional.decimal,
  qty_refunded: optional.decimal,
  is_virtual: z.union([z.number(), z.boolean(), z.string()]).nullish(),
  price: optional.decimal,
  price_incl_tax: optional.decimal,
  original_price: optional.decimal,
  row_total: optional.decimal,
  discount_amount: optional.decimal,
  discount_tax_compensation_amount: optional.decimal,
  tax_amount: optional.decimal,
  tax_percent: optional.decimal,
  /** A JSON text (PHP's own format before 2.2): a list of fixed product taxes with title, row_amount and row_amount_incl_tax. */
  weee_tax_applied: z.string().nullish().catch(undefined),
  weee_tax_applied_row_amount: optional.decimal,
  product_option: z
    .object({ extension_attributes: z.object({ custom_options: z.array(CustomOption).nullish() }).nullish() })
    .nullish()
    .catch(undefined),
  extension_attributes: z.object({ gift_message: GiftMessage }).nullish().catch(undefined),
});
/** The same, as it was read. */
export type WireItem = z.infer<typeof WireItem>;
