import Big from 'big.js';

/**
 * The shop's tax settings (Stores > Configuration > Sales > Tax): whether prices of the catalogue and of shipping are with
 * VAT, whether discounts are computed from prices with VAT, whether VAT is computed after the discount, and what is rounded.
 */
export interface TaxSettings {
  pricesWithTax: boolean;
  shippingWithTax: boolean;
  discountWithTax: boolean;
  taxAfterDiscount: boolean;
  algorithm: 'unit' | 'row' | 'total';
}

/** Something to be taxed: `price` of one piece as the catalogue has it, `discount` of the whole row. Major units. */
export interface Taxable {
  code: string;
  price: Big;
  withTax: boolean;
  quantity: number;
  rate: number;
  discount: Big;
  /** Whether it is a fixed product tax. Its amounts in rows are rounded by themselves, its VAT in the total as for goods. */
  fpt?: true;
}

/** A row with its VAT; major units. */
export interface Taxed {
  price: Big;
  priceInclTax: Big;
  rowTotal: Big;
  rowTotalInclTax: Big;
  /** The row's VAT; after the discount where `taxAfterDiscount`. */
  rowTax: Big;
  /** The VAT inside the discount, where prices are with VAT. */
  compensation: Big;
}

type Moment = 'regular' | 'before discount';

/**
 * The VAT of an order's rows, by the formulas of Magento\Tax\Model\Calculation: UnitBaseCalculator, RowBaseCalculator,
 * TotalBaseCalculator. What rounding leaves over is added to the next amount: of the same row, or with `total` of the same
 * rate; so the order of the rows counts.
 */
export function taxed(rows: Taxable[], settings: TaxSettings): Taxed[] {
  const deltas = new Map<string, Big>();
  const rounded = (amount: Big, row: Taxable, moment: Moment): Big => {
    if (amount.eq(0)) return amount;
    const key = [settings.algorithm === 'total' ? '' : row.code, moment, row.withTax, row.rate].join(' ');
    // Core begins with a little more than zero, so that floats don't decide how halves are rounded.
    const exact = amount.plus(deltas.get(key) ?? '0.000001');
    const cents = round(exact);
    deltas.set(key, exact.minus(cents));
    return cents;
  };
  const taxOf = settings.algorithm === 'unit' ? unitTax : rowTax;
  return rows.map((row) => taxOf(row, settings, rounded));
}

type Rounded = (amount: Big, row: Taxable, moment: Moment) => Big;

function unitTax(row: Taxable, { taxAfterDiscount }: TaxSettings, rounded: Rounded): Taxed {
  const { quantity, discount } = row;
  const given = round(row.price);
  const left = positive(given.minus(discount.div(quantity)));
  const taxOf = (amount: Big, moment: Moment) =>
    row.withTax ? round(taxIn(amount, row.rate)) : rounded(taxOn(amount, row.rate), row, moment);
  const whole = taxOf(given, taxAfterDiscount ? 'before discount' : 'regular');
  const tax = taxAfterDiscount ? taxOf(left, 'regular') : whole;
  const price = row.withTax ? given.minus(whole) : given;
  const priceInclTax = row.withTax ? given : given.plus(whole);
  return {
    price,
    priceInclTax,
    rowTotal: price.times(quantity),
    rowTotalInclTax: priceInclTax.times(quantity),
    rowTax: tax.times(quantity),
    compensation: row.withTax ? whole.minus(tax).times(quantity) : new Big(0),
  };
}

function rowTax(row: Taxable, { taxAfterDiscount }: TaxSettings, rounded: Rounded): Taxed {
  const { quantity } = row;
  const given = round(row.price).times(quantity);
  const left = positive(given.minus(row.discount));
  const taxOf = (amount: Big, moment: Moment) =>
    rounded((row.withTax ? taxIn : taxOn)(amount, row.rate), row, moment);
  const whole = row.fpt
    ? round(taxOn(given, row.rate))
    : taxOf(given, taxAfterDiscount ? 'before discount' : 'regular');
  const tax = taxAfterDiscount ? taxOf(left, 'regular') : whole;
  const rowTotal = row.withTax ? given.minus(whole) : given;
  const rowTotalInclTax = row.withTax ? given : given.plus(whole);
  return {
    price: round(rowTotal.div(quantity)),
    priceInclTax: round(rowTotalInclTax.div(quantity)),
    rowTotal,
    rowTotalInclTax,
    rowTax: tax,
    compensation: row.withTax ? whole.minus(tax) : new Big(0),
  };
}

const taxIn = (gross: Big, rate: number): Big => gross.times(rate).div(100 + rate);
const taxOn = (net: Big, rate: number): Big => net.times(rate).div(100);
const positive = (amount: Big): Big => (amount.lt(0) ? new Big(0) : amount);

/** To the cent, halves away from zero, as PHP rounds. */
export const round = (amount: Big): Big => amount.round(2, Big.roundHalfUp);

/** The sum of amounts. */
export const bigSum = (amounts: Big[]): Big => amounts.reduce((all, amount) => all.plus(amount), new Big(0));
