import Big from 'big.js';
import { charged, type RowSums, type ShopTaxes, type Sums } from './sums.ts';
import { bigSum, round } from './taxcore.ts';

/** What an order's total has besides goods and shipping: fees are added, gift cards and credits taken off. Major units. */
export interface Besides {
  fees: number;
  settled: number;
}

/** The order's own amounts as Magento names them, in major units. The discount is negative here and positive on rows. */
export function orderAmounts(
  sums: Sums,
  { fptInSubtotal }: Pick<ShopTaxes, 'fptInSubtotal'>,
  { fees, settled }: Besides,
): Record<string, number> {
  const { shipping } = sums;
  const rows = charged(sums);
  const sumOf = (key: 'rowTotal' | 'rowTotalInclTax' | 'rowTax' | 'compensation' | 'discount') =>
    bigSum(rows.map((row) => row[key]));
  const weee = bigSum(rows.map(({ weee }) => weee?.row ?? new Big(0)));
  const weeeInclTax = bigSum(rows.map(({ weee }) => weee?.rowInclTax ?? new Big(0)));
  const weeeTax = bigSum(rows.map(({ weee }) => weee?.tax ?? new Big(0)));
  const tax = sumOf('rowTax').plus(weeeTax).plus(shipping.rowTax);
  const discount = sumOf('discount').plus(shipping.discount);
  const due = round(
    sumOf('rowTotal')
      .plus(weee)
      .plus(shipping.rowTotal)
      .plus(tax)
      .minus(discount)
      .plus(sumOf('compensation'))
      .plus(shipping.compensation)
      .plus(fees)
      .minus(settled),
  );
  return {
    discount_amount: discount.eq(0) ? 0 : kept(discount.times(-1)),
    discount_tax_compensation_amount: kept(sumOf('compensation')),
    grand_total: kept(due),
    shipping_amount: kept(shipping.rowTotal),
    shipping_discount_amount: kept(shipping.discount),
    shipping_discount_tax_compensation_amount: kept(shipping.compensation),
    shipping_incl_tax: kept(shipping.rowTotalInclTax),
    shipping_tax_amount: kept(shipping.rowTax),
    subtotal: kept(fptInSubtotal ? sumOf('rowTotal').plus(weee) : sumOf('rowTotal')),
    subtotal_incl_tax: kept(sumOf('rowTotalInclTax').plus(weeeInclTax)),
    tax_amount: kept(tax),
    total_due: kept(due),
  };
}

/** A row's amounts as the database has them, in major units. The wire shows totals differently by version (see `present`). */
export function rowAmounts(row: RowSums): Record<string, number> {
  return {
    discount_amount: kept(row.discount),
    discount_tax_compensation_amount: kept(row.compensation),
    original_price: row.catalogue,
    price: kept(row.price),
    price_incl_tax: kept(row.priceInclTax),
    row_total: kept(row.rowTotal),
    row_total_incl_tax: kept(row.rowTotalInclTax),
    tax_amount: kept(row.rowTax),
  };
}

/** The fields of a row's fixed product tax, in the order's and in the base currency. Core shortens one name. */
export function weeeAmounts(own: RowSums, base: RowSums): Record<string, unknown> {
  if (!own.weee || !base.weee) return {};
  const [inOwn, inBase] = [own.weee, base.weee];
  return {
    weee_tax_applied: JSON.stringify([
      {
        title: inOwn.title,
        base_amount: kept(inBase.unit),
        amount: kept(inOwn.unit),
        row_amount: kept(inOwn.row),
        base_row_amount: kept(inBase.row),
        base_amount_incl_tax: kept(inBase.unitInclTax),
        amount_incl_tax: kept(inOwn.unitInclTax),
        row_amount_incl_tax: kept(inOwn.rowInclTax),
        base_row_amount_incl_tax: kept(inBase.rowInclTax),
      },
    ]),
    weee_tax_applied_amount: kept(inOwn.unit),
    weee_tax_applied_row_amount: kept(inOwn.row),
    base_weee_tax_applied_amount: kept(inBase.unit),
    base_weee_tax_applied_row_amnt: kept(inBase.row),
  };
}

const baseNames = new Map([
  // The names of these columns would be too long for the database; the wire has the short ones too.
  ['shipping_discount_tax_compensation_amount', 'base_shipping_discount_tax_compensation_amnt'],
  ['weee_tax_applied_row_amount', 'base_weee_tax_applied_row_amnt'],
]);

/** A field's name in the base currency. It is made once for each field: strings put together anew are slow as keys. */
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

/** Major units of cents. */
export const major = (cents: number): number => Math.round(cents) / 100;
/** Cents of major units. */
export const cents = (amount: number): number => Math.round(amount * 100);

/** An amount as the database keeps it: four decimals. */
const kept = (amount: Big): number => Number(amount.round(4, Big.roundHalfUp));
