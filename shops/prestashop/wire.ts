import { z } from 'zod';
import { decoded, isCountable, said } from '../decode.ts';
import type { Raw } from './answers.ts';
import { unescaped } from './texts.ts';

// Both formats were made text: JSON drops what is 0 or empty (PS#39918), XML has it as "0" or an empty element.
const text = z.string().optional().transform(said);
/** The id of another record; "0" is none. */
export const link = text.transform((id) => (id === '0' ? undefined : id));
const amount = z.string().refine((value) => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(value) && isCountable(value));
/** "0" where it is missing or empty. */
export const amountOr0 = amount
  .or(z.literal(''))
  .optional()
  .transform((value) => value || '0');
/** By the shop's wall clock; "0000-00-00 00:00:00", PrestaShop's "no date", is not one. */
export const WireDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  .refine((date) => !Number.isNaN(Date.parse(`${date.replace(' ', 'T')}Z`)));
const flag = z
  .string()
  .optional()
  .transform((value) => value === '1' || value === 'true');
/** Rows; none where they are missing. */
export const list = <T extends z.ZodType>(row: T) => z.array(row).default([]);

/** A row of an order; `order_rows` of the order itself are poorer: no totals, no taxes. */
const WireRow = z.object({
  id: text,
  product_id: text,
  product_attribute_id: link,
  product_quantity: amount,
  product_name: text,
  product_reference: text,
  id_customization: link,
  unit_price_tax_incl: amount,
  unit_price_tax_excl: amount,
  total_price_tax_incl: amount.optional(),
  total_price_tax_excl: amount.optional(),
  /** Pieces that were refunded before delivery, or came back after it; what they came to, since 1.7.7. */
  product_quantity_refunded: amountOr0,
  product_quantity_return: amountOr0,
  total_refunded_tax_incl: amountOr0,
  /** Of one, without VAT; the unit's prices have it in them where the shop charges it. */
  ecotax: amountOr0,
  ecotax_tax_rate: amountOr0,
  associations: z.object({ taxes: list(z.object({ id: text })) }).optional(),
});
export type WireRow = z.infer<typeof WireRow>;

/** One order: only what is used. Amounts in the order's currency; dates by the shop's wall clock. */
const WireOrder = z.object({
  id: z.string().regex(/^[1-9]\d*$/),
  reference: text,
  id_shop: link,
  id_lang: link,
  id_customer: link,
  id_currency: link,
  id_carrier: link,
  id_address_invoice: link,
  id_address_delivery: link,
  current_state: link,
  /** Its state is one that counts for sales and stock. */
  valid: flag,
  invoice_number: link,
  invoice_date: text,
  date_add: WireDate,
  date_upd: WireDate,
  gift: flag,
  gift_message: text,
  total_paid: amount,
  total_discounts_tax_incl: amountOr0.refine((value) => Number(value) >= 0),
  total_discounts_tax_excl: amountOr0,
  total_shipping_tax_incl: amountOr0,
  total_shipping_tax_excl: amountOr0,
  carrier_tax_rate: amountOr0,
  total_wrapping_tax_incl: amountOr0,
  total_wrapping_tax_excl: amountOr0,
  /** Units of its currency for one of the shop's default currency. */
  conversion_rate: amountOr0,
  associations: z.object({ order_rows: list(WireRow) }),
});
export type WireOrder = z.infer<typeof WireOrder>;

/** `order_cart_rules`: what a voucher took off an order. `deleted` since 1.7.7. */
const WireVoucher = z.object({
  value: amountOr0,
  value_tax_excl: amountOr0,
  free_shipping: flag,
  deleted: flag,
});
export type WireVoucher = z.infer<typeof WireVoucher>;

/** `order_payments`: what was paid for a reference, which several orders can share. */
const WirePayment = z.object({
  id: z.string(),
  order_reference: text,
  id_currency: link,
  amount,
  transaction_id: text,
  date_add: text,
});
export type WirePayment = z.infer<typeof WirePayment> & { raw: Raw };

const WireCustomer = z.object({
  email: text,
  firstname: text,
  lastname: text,
  company: text,
  is_guest: flag,
});
export type WireCustomer = z.infer<typeof WireCustomer>;

const WireAddress = z.object({
  firstname: text,
  lastname: text,
  company: text,
  address1: text,
  address2: text,
  city: text,
  postcode: text,
  id_country: link,
  id_state: link,
  phone: text,
  phone_mobile: text,
});
export type WireAddress = z.infer<typeof WireAddress>;

/** `private`: not for the customer. Without an employee it is the customer's own, or ours. */
const WireMessage = z.object({
  id_employee: link,
  message: text.transform((html) => html && unescaped(html)),
  private: flag,
});
export type WireMessage = z.infer<typeof WireMessage>;

const WireThread = z.object({ id: z.string(), id_customer: link });
export type WireThread = z.infer<typeof WireThread>;

const WireOptions = z.object({
  associations: z.object({ customized_data_text_fields: list(z.object({ value: text })) }),
});

/** Another order of the same reference, or of one that begins alike. */
const WireBrother = z.object({
  id: z.string(),
  reference: text,
  id_currency: link,
  current_state: link,
  invoice_number: link,
  invoice_date: text,
  total_paid: amount,
});
export type WireBrother = z.infer<typeof WireBrother>;

/** Whether the shop made an invoice of an order. One that is told to make none (PS_INVOICE) gives it a date all the same, and no number. */
export const hasInvoice = (order: Pick<WireOrder, 'invoice_number' | 'invoice_date'>): boolean =>
  order.invoice_number !== undefined || /[1-9]/.test(order.invoice_date ?? '');

/** The module is the payment's code, its label free text. */
const WireMethod = z
  .object({ module: text, payment: text })
  .transform(({ module, payment }) => ({ code: module ?? payment ?? '', title: payment ?? module ?? '' }));

/** What was just written. */
export const WireId = z.object({ id: z.string().regex(/^[1-9]\d*$/) });

/** All throw ORDER_UNREADABLE, naming the paths and nothing of what is in them. */
export const decodeOrder = (what: string, raw: Raw): WireOrder => decoded(WireOrder, what, raw);
export const decodeRow = (what: string, raw: Raw): WireRow => decoded(WireRow, what, raw);
export const decodeVoucher = (what: string, raw: Raw): WireVoucher => decoded(WireVoucher, what, raw);
export const decodePayment = (what: string, raw: Raw): WirePayment => ({
  ...decoded(WirePayment, what, raw),
  raw,
});
export const decodeCustomer = (what: string, raw: Raw): WireCustomer => decoded(WireCustomer, what, raw);
export const decodeAddress = (what: string, raw: Raw): WireAddress => decoded(WireAddress, what, raw);
export const decodeMessage = (what: string, raw: Raw): WireMessage => decoded(WireMessage, what, raw);
export const decodeBrother = (what: string, raw: Raw): WireBrother => decoded(WireBrother, what, raw);
export const decodeThread = (what: string, raw: Raw): WireThread => decoded(WireThread, what, raw);
/** What the customer typed for a row. */
export const decodeOptions = (what: string, raw: Raw): string[] =>
  decoded(WireOptions, what, raw)
    .associations.customized_data_text_fields.map(({ value }) => value)
    .filter((value) => value !== undefined);
/** How an order is paid. */
export const decodeMethod = (what: string, raw: unknown) => decoded(WireMethod, what, raw);
