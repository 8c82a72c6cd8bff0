/** What is bought in one row: the unit's price with VAT, in cents. */
export interface Line {
  unitGross: number;
  quantity: number;
  taxPercent: number;
}

/** A row's sums in cents. `tax` is after the discount; `compensation` is the VAT inside the discount. */
export interface RowSums {
  unitNet: number;
  unitGross: number;
  net: number;
  gross: number;
  discount: number;
  tax: number;
  compensation: number;
  taxPercent: number;
}

export interface Sums {
  rows: RowSums[];
  shipping: { net: number; gross: number; tax: number; taxPercent: number };
}

/** Sums of a shop with prices with VAT and discounts on them: net + tax + compensation - discount is what is paid. */
export function sum(lines: Line[], shipping: { gross: number; taxPercent: number }, discount: number): Sums {
  const gross = lines.map((line) => Math.round(line.unitGross * line.quantity));
  const discounts = share(Math.min(discount, total(gross)), gross);
  const rows = lines.map((line, i): RowSums => {
    const rowGross = gross[i] ?? 0;
    const rowDiscount = discounts[i] ?? 0;
    const net = withoutTax(rowGross, line.taxPercent);
    const paid = rowGross - rowDiscount;
    const tax = paid - withoutTax(paid, line.taxPercent);
    return {
      unitNet: withoutTax(line.unitGross, line.taxPercent),
      unitGross: line.unitGross,
      net,
      gross: rowGross,
      discount: rowDiscount,
      tax,
      compensation: rowGross - net - tax,
      taxPercent: line.taxPercent,
    };
  });
  const net = withoutTax(shipping.gross, shipping.taxPercent);
  return {
    rows,
    shipping: { net, gross: shipping.gross, tax: shipping.gross - net, taxPercent: shipping.taxPercent },
  };
}

/** The order's own amounts as Magento names them, in major units. The discount is negative here and positive on rows. */
export function orderAmounts({ rows, shipping }: Sums): Record<string, number> {
  const of = (key: 'net' | 'gross' | 'discount' | 'tax' | 'compensation') => total(rows.map((r) => r[key]));
  const due = of('gross') - of('discount') + shipping.gross;
  return {
    discount_amount: of('discount') ? major(-of('discount')) : 0,
    discount_tax_compensation_amount: major(of('compensation')),
    grand_total: major(due),
    shipping_amount: major(shipping.net),
    shipping_discount_amount: 0,
    shipping_discount_tax_compensation_amount: 0,
    shipping_incl_tax: major(shipping.gross),
    shipping_tax_amount: major(shipping.tax),
    subtotal: major(of('net')),
    subtotal_incl_tax: major(of('gross')),
    tax_amount: major(of('tax') + shipping.tax),
    total_due: major(due),
  };
}

export function rowAmounts(row: RowSums): Record<string, number> {
  return {
    discount_amount: major(row.discount),
    discount_tax_compensation_amount: major(row.compensation),
    original_price: major(row.unitGross),
    price: major(row.unitNet),
    price_incl_tax: major(row.unitGross),
    row_total: major(row.net),
    row_total_incl_tax: major(row.gross),
    tax_amount: major(row.tax),
  };
}

const baseNames = new Map([
  // The column's name would be too long for the database, and is shortened on the wire too.
  ['shipping_discount_tax_compensation_amount', 'base_shipping_discount_tax_compensation_amnt'],
]);

/** Made once for each field: names put together anew are slow as keys. */
export function baseName(field: string): string {
  const name = baseNames.get(field) ?? `base_${field}`;
  baseNames.set(field, name);
  return name;
}

/** Amounts in the order's currency together with the same in the shop's base currency. */
export function withBase(own: Record<string, number>, base: Record<string, number>): Record<string, number> {
  const renamed = Object.entries(base).map(([field, value]) => [baseName(field), value] as const);
  return { ...own, ...Object.fromEntries(renamed) };
}

export const major = (cents: number): number => Math.round(cents) / 100;
export const cents = (amount: number): number => Math.round(amount * 100);
export const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

const withoutTax = (gross: number, percent: number): number => Math.round(gross / (1 + percent / 100));

/** Shares an amount by weight, to the cent: the last row takes what rounding left. */
function share(amount: number, weights: number[]): number[] {
  const all = total(weights);
  let left = amount;
  let weightLeft = all;
  return weights.map((weight) => {
    const part = weightLeft > 0 ? Math.round((left * weight) / weightLeft) : 0;
    left -= part;
    weightLeft -= weight;
    return part;
  });
}
