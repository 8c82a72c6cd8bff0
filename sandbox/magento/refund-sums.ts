import { cents } from './amounts.ts';
import type { RefundBody } from './bodies.ts';
import type { MagentoBooks } from './books.ts';
import type { OrderEntity, OrderRow } from './entities.ts';

/** A field's name: its own, or that in the base currency (`baseName`). */
export type Name = (field: string) => string;
/** The field's own name. */
export const own: Name = (field) => field;

/** The part of a row's amount that goes back with `qty` of its pieces, in cents. */
export const part = (row: OrderRow, field: string, qty: number): number =>
  Math.round((cents(Number(row[field] ?? 0)) * qty) / row.qty_ordered);

/** Rows, and how many pieces of each come back. */
export type Back = { row: OrderRow; qty: number }[];
/** The sums of a credit memo, in cents. */
export type Sums = Record<
  | 'subtotal'
  | 'subtotal_incl_tax'
  | 'discount'
  | 'compensation'
  | 'goodsTax'
  | 'shipping'
  | 'shippingTax'
  | 'grand_total',
  number
>;

/** A credit memo's sums, in the currency that `name` stands for. */
export function sumsOf(
  order: OrderEntity,
  back: Back,
  body: RefundBody,
  name: Name,
  { quirks }: MagentoBooks,
): Sums {
  const sumOf = (field: string) => back.reduce((all, { row, qty }) => all + part(row, name(field), qty), 0);
  const at = (field: string) => cents(Number(order[name(field)] ?? 0));
  const [whole, wholeTax] = [at('shipping_amount'), at('shipping_tax_amount')];
  const openShipping = whole - at('shipping_refunded');
  const openTax = wholeTax - at('shipping_tax_refunded');
  const asked = body.shippingAmount === undefined ? undefined : cents(body.shippingAmount);
  // In 2.4.8 the amount asked for is with VAT, since sales prices are shown with VAT there; in 2.4.7 it is without.
  const shipping =
    asked === undefined
      ? openShipping
      : quirks.version === '2.4.8'
        ? Math.round((asked * whole) / (whole + wholeTax))
        : asked;
  const shippingTax =
    asked === undefined
      ? openTax
      : quirks.version === '2.4.8'
        ? asked - shipping
        : Math.round((shipping * wholeTax) / (whole || 1));
  const [subtotal, discount, goodsTax, compensation] = [
    sumOf('row_total'),
    sumOf('discount_amount'),
    sumOf('tax_amount'),
    sumOf('discount_tax_compensation_amount'),
  ];
  const adjustment = cents(body.adjustmentPositive - body.adjustmentNegative);
  return {
    subtotal,
    subtotal_incl_tax: sumOf('row_total_incl_tax'),
    discount,
    compensation,
    goodsTax,
    shipping,
    shippingTax,
    grand_total: subtotal - discount + goodsTax + compensation + shipping + shippingTax + adjustment,
  };
}
