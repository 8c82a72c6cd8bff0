import type { AmountRange } from '../../domain/amounts.ts';
import { decimalPlaces } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Amount } from './wire.ts';

/**
 * What PayPal says of currencies, wherever it differs from ISO 4217. Its amounts are decimal texts in whole units: "25.40".
 * Source: developer.paypal.com/api/rest/reference/currency-codes, read in November 2026.
 */

/** BRL, CNY, INR and MYR are on its list as well, for accounts of those countries only: not taken here. */
const TAKEN = new Set(
  'AUD CAD CHF CZK DKK EUR GBP HKD HUF ILS JPY MXN NOK NZD PHP PLN SEK SGD THB TWD USD'.split(' '),
);
const WHOLE_ONLY = new Set(['HUF', 'JPY', 'TWD']);
/** PayPal's own limit, 999999999999999.99, is beyond what is exact here. What an account may take, only PayPal knows. */
const MOST = 9_000_000_000_000_000;

/** What PayPal takes of a currency; undefined where nothing. */
export function amounts(currency: string): AmountRange | undefined {
  if (!TAKEN.has(currency)) return undefined;
  const step = WHOLE_ONLY.has(currency) ? 10 ** decimalPlaces(currency) : 1;
  return { least: step, most: MOST, step };
}

/** An amount as PayPal wants it; undefined where it can't be said so. Without decimals, even ".00", where it takes none. */
export function paypalAmount({ amount, currency }: Money): Amount | undefined {
  const range = amounts(currency);
  if (!range || !Number.isSafeInteger(amount) || amount < 0 || amount % range.step !== 0) return undefined;
  const places = WHOLE_ONLY.has(currency) ? 0 : decimalPlaces(currency);
  const digits = String(amount / (WHOLE_ONLY.has(currency) ? range.step : 1)).padStart(places + 1, '0');
  const cut = digits.length - places;
  const value = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return { currency_code: currency, value };
}

/** What PayPal says of an amount, in our minor units; undefined where it is no whole number of them, or not said. */
export function ourMoney(amount: Amount | null | undefined): Money | undefined {
  if (!amount) return undefined;
  const { currency_code: currency, value } = amount;
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '' || !TAKEN.has(currency)) return undefined;
  const places = decimalPlaces(currency);
  const [kept, beyond] = [fraction.slice(0, places).padEnd(places, '0'), fraction.slice(places)];
  const ours = Number(whole + kept);
  return /[1-9]/.test(beyond) || !Number.isSafeInteger(ours) ? undefined : { amount: ours, currency };
}
