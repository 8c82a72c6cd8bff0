import { z } from 'zod';
import { decoded } from '../decode.ts';
import type { Raw } from './answers.ts';
import { amount, amountOr0, flag, link, list, text, WireDate } from './wire-values.ts';

/** A row of an order. The order's own `order_rows` lack totals and taxes. */
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
  /** Pieces refunded before delivery or returned after it, and their amount, which there is since 1.7.7. */
  product_quantity_refunded: amountOr0,
  product_quantity_return: amountOr0,
  total_refunded_tax_incl: amountOr0,
  /** Per piece, without VAT; prices include it where the shop charges it. */
  ecotax: amountOr0,
  ecotax_tax_rate: amountOr0,
  associations: z.object({ taxes: list(z.object({ id: text })) }).optional(),
});
/** The same, as it was read. */
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
  /** Whether its state counts as a sale. */
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
  /** How many units of its currency one unit of the shop's default currency is. */
  conversion_rate: amountOr0,
  associations: z.object({ order_rows: list(WireRow) }),
});
/** The same, as it was read. */
export type WireOrder = z.infer<typeof WireOrder>;

/** `order_payments`: a payment for a reference, which several orders can share. */
const WirePayment = z.object({
  id: z.string(),
  order_reference: text,
  id_currency: link,
  amount,
  transaction_id: text,
  date_add: text,
});
/** The same, as it was read; `raw`: with all fields, so that it can be written back. */
export type WirePayment = z.infer<typeof WirePayment> & { raw: Raw };

const WireCustomer = z.object({
  email: text,
  firstname: text,
  lastname: text,
  company: text,
  is_guest: flag,
});
/** A customer. */
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
/** An address. */
export type WireAddress = z.infer<typeof WireAddress>;

const WireOptions = z.object({
  associations: z.object({ customized_data_text_fields: list(z.object({ value: text })) }),
});

/** Another order with the same reference, or one that begins with the same letters. */
const WireBrother = z.object({
  id: z.string(),
  reference: text,
  id_currency: link,
  current_state: link,
  invoice_number: link,
  invoice_date: text,
  total_paid: amount,
});
/** The same, as it was read. */
export type WireBrother = z.infer<typeof WireBrother>;

/** Whether the shop made an invoice for an order. A shop without invoices (PS_INVOICE) still gives it a date, but no number. */
export const hasInvoice = (order: Pick<WireOrder, 'invoice_number' | 'invoice_date'>): boolean =>
  order.invoice_number !== undefined || /[1-9]/.test(order.invoice_date ?? '');

/** How an order is paid: the module is the code, the label a free text. */
const WireMethod = z
  .object({ module: text, payment: text })
  .transform(({ module, payment }) => ({ code: module ?? payment ?? '', title: payment ?? module ?? '' }));

/** The id of a record that was just written. */
export const WireId = z.object({ id: z.string().regex(/^[1-9]\d*$/) });

/** An order. Like all these functions it throws ORDER_UNREADABLE, which names the paths that are wrong, but none of their values. */
export const decodeOrder = (what: string, raw: Raw): WireOrder => decoded(WireOrder, what, raw);
/** A row of an order. */
export const decodeRow = (what: string, raw: Raw): WireRow => decoded(WireRow, what, raw);
/** A payment. */
export const decodePayment = (what: string, raw: Raw): WirePayment => ({
  ...decoded(WirePayment, what, raw),
  raw,
});
/** A customer. */
export const decodeCustomer = (what: string, raw: Raw): WireCustomer => decoded(WireCustomer, what, raw);
/** An address. */
export const decodeAddress = (what: string, raw: Raw): WireAddress => decoded(WireAddress, what, raw);
/** Another order of the same reference. */
export const decodeBrother = (what: string, raw: Raw): WireBrother => decoded(WireBrother, what, raw);
/** What the customer typed for a row. */
export const decodeOptions = (what: string, raw: Raw): string[] =>
  decoded(WireOptions, what, raw)
    .associations.customized_data_text_fields.map(({ value }) => value)
    .filter((value) => value !== undefined);
/** How an order is paid. */
export const decodeMethod = (what: string, raw: unknown) => decoded(WireMethod, what, raw);
