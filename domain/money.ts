import Big from 'big.js';
import { isCurrency, minorUnitsOf } from './currencies.ts';
import type { Money } from './schemas/money.ts';

/** Decimal places of a currency by ISO 4217 (EUR 2, JPY 0, KWD 3). Throws RangeError for what is no currency there. */
export function decimalPlaces(currency: string): number {
  const places = minorUnitsOf.get(currency);
  if (places === undefined) throw new RangeError(`${currency} is no currency of ISO 4217 with minor units`);
  return places;
}

// Making a format takes longer than using it a hundred times.
// biome-ignore lint/plugin: formats are the same for all runs, whichever makes them.
const formats = new Map<string, Intl.NumberFormat>();

/** The words and their order are the locale's, the decimals ISO 4217's. */
function formatOf(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const places = decimalPlaces(currency);
  const digits = { minimumFractionDigits: places, maximumFractionDigits: places };
  const format =
    formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, ...digits });
  formats.set(key, format);
  return format;
}

/** Minor units of a decimal amount as shops send it (322.17, "71.510000", 2449.999999), rounded half up. */
export function minorUnits(decimal: string | number, currency: string): number {
  const rounded = new Big(decimal).times(new Big(10).pow(decimalPlaces(currency))).round(0, Big.roundHalfUp);
  // A tiny negative would become -0, which is not the same amount as 0 to those who compare.
  return Number(rounded) + 0;
}

/** The decimal text of an amount in minor units: 32217 EUR -> "322.17". */
export function decimalText(money: Money): string {
  const places = decimalPlaces(money.currency);
  return new Big(money.amount).div(new Big(10).pow(places)).toFixed(places);
}

/** The number that a wire demands; the only place where a float is made of money. */
export function decimalNumber(money: Money): number {
  return Number(decimalText(money));
}

/**
 * The unit price that a wire demands as a number, with as few decimals as make quantity x price come to the row's
 * total (3 for 10.00 is 3.333, not 3.33). Quantity is not 0.
 */
export function unitPrice(total: Money, quantity: number): number {
  const places = decimalPlaces(total.currency);
  const wanted = new Big(decimalText(total));
  const exact = (decimals: number) => new Big(wanted.div(quantity).toFixed(decimals));
  let decimals = places;
  while (decimals < 12 && !exact(decimals).times(quantity).round(places, Big.roundHalfUp).eq(wanted))
    decimals += 1;
  return Number(exact(decimals));
}

/** What is left of a gross amount without its VAT, in minor units, rounded half up. */
export const netOf = (gross: number, taxRate: number): number =>
  Number(new Big(gross).div(new Big(taxRate).div(100).plus(1)).round(0, Big.roundHalfUp)) + 0;

/** What a person reads: "322,17 €" in Italian. Of a currency that nobody knows only the number is known: "32217 ZZZ". */
export function formatMoney(money: Money, locale = 'it-IT'): string {
  if (!isCurrency(money.currency)) return `${money.amount} ${money.currency}`;
  return formatOf(locale, money.currency)
    .format(Number(decimalText(money)))
    .replace(/\u00a0/g, ' ');
}

export const sameMoney = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;
