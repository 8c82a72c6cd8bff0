import Big from 'big.js';
import { type Discounts, goodsDiscounts, shippingDiscount } from './discounts.ts';
import { bigSum, round, type Taxable, type Taxed, type TaxSettings, taxed } from './taxcore.ts';

/** A fixed product tax of one piece, without VAT, in major units. */
export interface Fpt {
  title: string;
  amount: number;
}

/** One row of a cart: the catalogue's price of one piece, and the row's discount, in major units. */
export interface Line {
  price: number;
  quantity: number;
  taxPercent: number;
  discount: number;
  fpt?: Fpt;
  /** The parts of a bundle whose price is the sum of theirs; their quantities are those of the whole row. */
  parts?: Line[];
}

/** A row's fixed product tax; major units. */
export interface Weee {
  title: string;
  unit: Big;
  unitInclTax: Big;
  row: Big;
  rowInclTax: Big;
  /** Its VAT in the order's total. Rounding can make that differ from what the row shows. */
  tax: Big;
}

/** A row's sums, in major units; `parts`: the rows of a bundle that are charged instead. */
export interface RowSums extends Taxed {
  catalogue: number;
  discount: Big;
  taxPercent: number;
  weee?: Weee;
  parts: RowSums[];
}

/** The sums of an order's rows and its shipping. */
export interface Sums {
  rows: RowSums[];
  shipping: Taxed & { discount: Big; taxPercent: number };
}

/** `fptTaxed`: the fixed product tax bears VAT; `fptInSubtotal`: it is part of the subtotal. */
export interface ShopTaxes extends TaxSettings {
  fptTaxed: boolean;
  fptInSubtotal: boolean;
}

/** The sums of an order, computed in core's sequence: prices, then their discounts, then VAT. */
export function sum(
  lines: Line[],
  shipping: { price: number; taxPercent: number },
  discounts: Discounts,
  settings: ShopTaxes,
): Sums {
  const flat = lines.flatMap((line) => line.parts ?? [line]);
  const taxable = (line: Line, code: string, discount = new Big(0)) => ({
    code,
    price: new Big(line.price),
    withTax: settings.pricesWithTax,
    quantity: line.quantity,
    rate: line.taxPercent,
    discount,
  });
  const shipped = (discount = new Big(0)) => ({
    code: 'shipping',
    price: new Big(shipping.price),
    withTax: settings.shippingWithTax,
    quantity: 1,
    rate: shipping.taxPercent,
    discount,
  });
  const [undiscounted, plainShipping] = splitLast(
    taxed([...flat.map((line, i) => taxable(line, String(i))), shipped()], settings),
  );
  const priceOf = ({ price, priceInclTax }: Taxed) => (settings.discountWithTax ? priceInclTax : price);
  const goodsOff = goodsDiscounts(
    flat,
    undiscounted.map((row, i) => round(priceOf(row).times(flat[i]?.quantity ?? 0))),
    discounts,
  );
  const shippingOff = shippingDiscount(priceOf(plainShipping), discounts);
  const counted = flat.map((line, i) => [
    taxable(line, String(i), goodsOff[i]),
    ...fptOf(line, String(i), settings),
  ]);
  const [all, taxedShipping] = splitLast(taxed([...counted.flat(), shipped(shippingOff)], settings));
  let next = 0;
  const read = flat.map((line, i): RowSums => {
    const row = all[next++] as Taxed;
    return {
      ...row,
      catalogue: line.price,
      discount: goodsOff[i] ?? new Big(0),
      taxPercent: line.taxPercent,
      weee: line.fpt && weeeOf(line.fpt, all[next++] as Taxed),
      parts: [],
    };
  });
  let at = 0;
  const grouped = lines.map((line) => {
    const own = read.slice(at, at + (line.parts?.length ?? 1));
    at += own.length;
    return line.parts ? bundleOf(own, line.quantity) : (own[0] as RowSums);
  });
  return {
    rows: grouped,
    shipping: { ...taxedShipping, discount: shippingOff, taxPercent: shipping.taxPercent },
  };
}

function splitLast<T>(list: T[]): [T[], T] {
  return [list.slice(0, -1), list.at(-1) as T];
}

/** The fixed product tax as a thing to be taxed (Magento\Weee\Model\Total\Quote\Weee): without VAT, whatever prices are. */
const fptOf = ({ fpt, quantity, taxPercent }: Line, code: string, { fptTaxed }: ShopTaxes): Taxable[] =>
  fpt
    ? [
        {
          code,
          price: new Big(fpt.amount),
          withTax: false,
          quantity,
          rate: fptTaxed ? taxPercent : 0,
          discount: new Big(0),
          fpt: true,
        },
      ]
    : [];

const weeeOf = ({ title }: Fpt, row: Taxed): Weee => ({
  title,
  unit: row.price,
  unitInclTax: row.priceInclTax,
  row: row.rowTotal,
  rowInclTax: row.rowTotalInclTax,
  tax: row.rowTax,
});

/** A bundle's own row: the sums of its parts, which are charged instead of it (TaxCalculation::calculateParent). */
function bundleOf(parts: RowSums[], quantity: number): RowSums {
  const sumOf = (key: 'rowTotal' | 'rowTotalInclTax' | 'rowTax') => bigSum(parts.map((part) => part[key]));
  return {
    catalogue: Number(round(sumOf('rowTotalInclTax').div(quantity))),
    price: round(sumOf('rowTotal').div(quantity)),
    priceInclTax: round(sumOf('rowTotalInclTax').div(quantity)),
    rowTotal: sumOf('rowTotal'),
    rowTotalInclTax: sumOf('rowTotalInclTax'),
    rowTax: sumOf('rowTax'),
    compensation: new Big(0),
    discount: new Big(0),
    taxPercent: 0,
    parts,
  };
}

/** The rows that are charged: a bundle's parts instead of its own. */
export const charged = ({ rows }: Pick<Sums, 'rows'>): RowSums[] =>
  rows.flatMap((row) => (row.parts.length > 0 ? row.parts : [row]));
