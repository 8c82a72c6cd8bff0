import Big from 'big.js';
import { round, type Taxable, type Taxed, type TaxSettings, taxed } from './taxcore.ts';

/** A fixed product tax of one piece, without VAT, in major units. */
export interface Fpt {
  title: string;
  amount: number;
}

/** What is bought in one row: the catalogue's price of one piece in major units, and discounts as they are told. */
export interface Line {
  price: number;
  quantity: number;
  taxPercent: number;
  discount: number;
  fpt?: Fpt;
  /** Of a bundle whose price is that of its parts: for the whole row. */
  parts?: Line[];
}

/** A coupon's share of goods, and of shipping too, and amounts off all goods or off shipping. */
export interface Discounts {
  percent: number;
  percentOfShipping: number;
  goods: number;
  shipping: number;
}

export interface Weee {
  title: string;
  unit: Big;
  unitInclTax: Big;
  row: Big;
  rowInclTax: Big;
  /** Its VAT in the order's total, which rounding can make another than what is shown. */
  tax: Big;
}

export interface RowSums extends Taxed {
  catalogue: number;
  discount: Big;
  taxPercent: number;
  weee?: Weee;
  parts: RowSums[];
}

export interface Sums {
  rows: RowSums[];
  shipping: Taxed & { discount: Big; taxPercent: number };
}

/** `fptTaxed`: VAT is on the fixed product tax too; `fptInSubtotal`: it is in the subtotal rather than beside it. */
export interface ShopTaxes extends TaxSettings {
  fptTaxed: boolean;
  fptInSubtotal: boolean;
}

/** The sums of an order as core collects them: prices, then discounts of them, then VAT. */
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
  const off = goodsDiscounts(
    flat,
    undiscounted.map((row, i) => round(priceOf(row).times(flat[i]?.quantity ?? 0))),
    discounts,
  );
  const shippingOff = least(
    round(priceOf(plainShipping).times(discounts.percentOfShipping).div(100)).plus(discounts.shipping),
    priceOf(plainShipping),
  );
  const counted = flat.map((line, i) => [
    taxable(line, String(i), off[i]),
    ...fptOf(line, String(i), settings),
  ]);
  const [all, taxedShipping] = splitLast(taxed([...counted.flat(), shipped(shippingOff)], settings));
  let next = 0;
  const read = flat.map((line, i): RowSums => {
    const row = all[next++] as Taxed;
    return {
      ...row,
      catalogue: line.price,
      discount: off[i] ?? new Big(0),
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

const least = (a: Big, b: Big): Big => (a.gt(b) ? b : a);
export const bigSum = (amounts: Big[]): Big => amounts.reduce((all, one) => all.plus(one), new Big(0));

/** Discounts of the goods, never more than a row comes to: by row, by a coupon's percentage, and shares of an amount off all. */
function goodsDiscounts(lines: Line[], prices: Big[], { percent, goods }: Discounts): Big[] {
  const all = bigSum(prices);
  let left = least(new Big(goods), all);
  let weight = all;
  return lines.map((line, i) => {
    const price = prices[i] ?? new Big(0);
    const share = weight.gt(0) ? round(left.times(price).div(weight)) : new Big(0);
    left = left.minus(share);
    weight = weight.minus(price);
    return least(round(price.times(percent).div(100)).plus(line.discount).plus(share), price);
  });
}

/** Magento\Weee\Model\Total\Quote\Weee: the amount is without VAT, whatever prices are. */
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

/** A bundle's own row: the sums of its parts, which are what is charged (TaxCalculation::calculateParent). */
function bundleOf(parts: RowSums[], quantity: number): RowSums {
  const of = (key: 'rowTotal' | 'rowTotalInclTax' | 'rowTax') => bigSum(parts.map((part) => part[key]));
  return {
    catalogue: Number(round(of('rowTotalInclTax').div(quantity))),
    price: round(of('rowTotal').div(quantity)),
    priceInclTax: round(of('rowTotalInclTax').div(quantity)),
    rowTotal: of('rowTotal'),
    rowTotalInclTax: of('rowTotalInclTax'),
    rowTax: of('rowTax'),
    compensation: new Big(0),
    discount: new Big(0),
    taxPercent: 0,
    parts,
  };
}

/** The rows that are charged: a bundle's parts instead of its own. */
export const charged = ({ rows }: Pick<Sums, 'rows'>): RowSums[] =>
  rows.flatMap((row) => (row.parts.length > 0 ? row.parts : [row]));
