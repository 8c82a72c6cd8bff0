import { z } from 'zod';
import { optional } from './wire-values.ts';

/**
 * What lowers `grand_total` without being a discount (Adobe Commerce): below `extension_attributes`, or beside the order's
 * own fields. A gift card has `code` and `amount`, or `c` and `a` where the database's text is sent unchanged.
 */
export const settledFields = {
  gift_cards: z.unknown().optional(),
  gift_cards_amount: optional.decimal,
  customer_balance_amount: optional.decimal,
  reward_currency_amount: optional.decimal,
};

// A module's field in another shape is ignored; its sum then shows up as unexplained.
const fee = optional.decimal.catch(undefined);

/** Fees of payment methods in modules' fields: without VAT, and their VAT. */
export const feeFields = {
  msp_cod_amount: fee,
  msp_cod_tax_amount: fee,
  cod_fee: fee,
  cod_tax_amount: fee,
  cash_on_delivery: z.object({ fee, tax_amount: fee }).nullish().catch(undefined),
  mollie_payment_fee: fee,
  mollie_payment_fee_tax: fee,
  amextrafee_fee_amount: fee,
  amextrafee_tax_amount: fee,
  fooman_total_group: z
    .object({ items: z.array(z.object({ amount: fee, tax_amount: fee })).nullish() })
    .nullish()
    .catch(undefined),
};
