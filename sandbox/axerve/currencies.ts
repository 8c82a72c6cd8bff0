import { AxerveError } from './errors.ts';

/** ISO codes that Axerve knows (hype-app/gestpay-api, currency codes; the largest sums by the vendor's plugin). */
const KNOWN = new Set(
  `AED ARS AUD BGN BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EUR GBP GTQ HKD HNL HUF IDR ILS INR ISK JPY KRW MYR MXN
  NIO NOK NZD PEN PKR PLN PYG QAR RON RUB SAR SEK SGD TRY TWD UAH USD VND`.split(/\s+/),
);
const PLACES: Record<string, number> = { JPY: 0, IDR: 0, PKR: 0, VND: 1 };
const MOST: Record<string, number> = { CNY: 400_000 };
const MOST_OTHERS = 7_000_000;
const LONGEST = 9;

/** Decimal places that a sum can have. */
export const places = (currency: string): number => PLACES[currency] ?? 2;

/** The currency. Throws 1441 where it is missing, 1111 where Axerve doesn't know it. */
export function readCurrency(value: string | undefined): string {
  if (value === undefined || value === '') throw new AxerveError('1441');
  if (!KNOWN.has(value)) throw new AxerveError('1111');
  return value;
}

/** "25.40" in minor units. Throws the code of what is wrong with it: a point, at most two decimals, nine characters, no zero. */
export function readAmount(value: string | undefined, currency: string): number {
  if (value === undefined || value === '') throw new AxerveError('1112');
  if (value.includes(',')) throw new AxerveError('1456');
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '') throw new AxerveError('1113');
  if (value.length > LONGEST) throw new AxerveError('1147');
  if (fraction.length > places(currency)) throw new AxerveError('1114');
  const amount = Number(whole + fraction.padEnd(places(currency), '0'));
  if (amount === 0) throw new AxerveError('1146');
  if (amount > (MOST[currency] ?? MOST_OTHERS) * 10 ** places(currency)) throw new AxerveError('1147');
  return amount;
}

/** Minor units as Axerve writes them: "25.40". */
export const money = (amount: number, currency: string): string =>
  (amount / 10 ** places(currency)).toFixed(places(currency));

/** As an Italian reads it: "1.234,50 €". */
export function readable(amount: number, currency: string): string {
  const digits = places(currency);
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: true };
  return new Intl.NumberFormat('it-IT', { style: 'currency', currency, ...format }).format(
    amount / 10 ** digits,
  );
}
