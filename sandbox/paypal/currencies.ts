/** The currencies that PayPal supports. Source: developer.paypal.com/api/rest/reference/currency-codes. */
import type { Money } from './objects.ts';

const SUPPORTED = new Set(
  'AUD CAD CZK DKK EUR HKD HUF ILS JPY MXN TWD NZD NOK PHP PLN GBP SGD SEK CHF THB USD'.split(' '),
);
const WHOLE_ONLY = new Set(['HUF', 'JPY', 'TWD']);

/** The smallest amount that is too large, in minor units: one more than 999999999999999.99. */
const TOO_MUCH = 10n ** 17n;

const places = (currency: string): number => (WHOLE_ONLY.has(currency) ? 0 : 2);

/** Inferred: BRL, CNY, INR and MYR are for accounts of those countries only, and this one is Italian. */
const supports = (currency: string): boolean => SUPPORTED.has(currency);

/** An amount that `refusedMoney` accepts, in minor units (for HUF, JPY and TWD in whole ones). */
export function units({ currency_code, value }: Money): bigint {
  const negative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const all = BigInt(whole + fraction.padEnd(places(currency_code), '0'));
  return negative ? -all : all;
}

/** Minor units as PayPal writes them: two decimals, or none. */
export function money(amount: bigint, currency_code: string): Money {
  const digits = places(currency_code);
  const text = (amount < 0n ? -amount : amount).toString().padStart(digits + 1, '0');
  const cut = text.length - digits;
  const value = digits === 0 ? text : `${text.slice(0, cut)}.${text.slice(cut)}`;
  return { currency_code, value: amount < 0n ? `-${value}` : value };
}

/** An amount as PayPal writes it: "5.4" becomes "5.40". */
export const written = (amount: Money): Money => money(units(amount), amount.currency_code);

/** The sum of amounts in one currency. */
export const plus = (amounts: Money[], currency_code: string): Money =>
  money(
    amounts.reduce((sum, amount) => sum + units(amount), 0n),
    currency_code,
  );

/** Why PayPal refuses an amount; undefined where it doesn't. */
export function refusedMoney({ currency_code, value }: Money, least: 0 | 1) {
  if (!supports(currency_code)) return 'INVALID_CURRENCY_CODE';
  const fraction = value.split('.')[1] ?? '';
  // Inferred for ".00": the page on currencies says that decimals are an error, without an exception.
  if (WHOLE_ONLY.has(currency_code) && value.includes('.')) return 'DECIMALS_NOT_SUPPORTED';
  if (fraction.length > places(currency_code)) return 'DECIMAL_PRECISION';
  const amount = units({ currency_code, value });
  if (amount < BigInt(least)) return least === 1 ? 'CANNOT_BE_ZERO_OR_NEGATIVE' : 'CANNOT_BE_NEGATIVE';
  return amount * (places(currency_code) === 0 ? 100n : 1n) >= TOO_MUCH ? 'MAX_VALUE_EXCEEDED' : undefined;
}

/** PayPal's fee for a payment: 3.4 % and 35 minor units, as Italian accounts pay. */
export const feeOf = (amount: Money): Money =>
  money((units(amount) * 34n + 35_500n) / 1000n, amount.currency_code);

/** An amount as people write it: "25,40 €". */
export function readable({ currency_code, value }: Money, lang = 'it'): string {
  const digits = places(currency_code);
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(lang, { style: 'currency', currency: currency_code, ...format }).format(
    Number(value),
  );
}
