import type { AmountRange } from '../../domain/amounts.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { decimalPlaces } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';

/**
 * What Stripe says of currencies, wherever it differs from ISO 4217. Amounts here are in its own units.
 * Source: docs.stripe.com/currencies ("Special cases", "Minimum and maximum charge amounts"), read in November 2026.
 */

// What the API names where it is asked for another ("Stripe currently supports these currencies: ..."), as far as ISO has them.
const TAKEN = new Set(
  `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC
  CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD JOD JPY
  KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
  NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK SGD SHP SLE SOS SRD SVC SZL THB TJS TND TOP
  TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XOF XPF YER ZAR ZMW`.split(/\s+/),
);
// UGX is on Stripe's list of these too, and in its special cases, which say that a charge has two decimals all the same.
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
// Sent with two decimals, which are always 00. HUF and TWD are so for payouts only: charged to the cent, nothing is lost.
const ALWAYS_00 = new Set(['ISK', 'UGX']);
// By the currency that the account is paid out in. Converted charges have to reach the other currency's, which only Stripe knows.
const LEAST: Record<string, number> = {
  ...each('ARS AUD BRL CAD CHF COP EUR IDR ILS INR JPY KRW NZD PHP RUB SGD USD ZAR', 50),
  ...each('AED MYR PLN RON', 200),
  ...each('NOK SEK', 300),
  ...each('MXN THB', 1_000),
  GBP: 30,
  DKK: 250,
  HKD: 400,
  CZK: 1_500,
  HUF: 17_500,
};
// By the number of digits.
const MOST_BY_CARD = 999_999_999_999;
const MOST_OTHERWISE: Record<string, number> = { IDR: 999_999_999_999, COP: 9_999_999_999, INR: 999_999_999 };
const MOST_OF_ALL_OTHERS = 99_999_999;

/**
 * What Stripe takes of a currency with these payment methods (without any: those of its dashboard, cards among them);
 * undefined where nothing. Three decimals are refused: the API wants the last to be 0, and the pages that say so are gone.
 */
export function amounts(currency: string, paymentMethods?: string[]): AmountRange | undefined {
  if (!TAKEN.has(currency) || decimalPlaces(currency) > 2) return undefined;
  const byCard = paymentMethods?.includes('card') ?? true;
  const most = byCard ? MOST_BY_CARD : (MOST_OTHERWISE[currency] ?? MOST_OF_ALL_OTHERS);
  const unit = ALWAYS_00.has(currency) ? 100 : 1;
  const factor = 10 ** (decimalPlaces(currency) - stripePlaces(currency));
  const step = Math.max(1, factor * unit);
  const ours = (wire: number) => Math.floor(wire * factor);
  return { least: Math.max(step, ours(LEAST[currency] ?? 0)), most: ours(most) - (ours(most) % step), step };
}

/** Decimal places of a currency on Stripe's wire. */
function stripePlaces(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return decimalPlaces(currency) > 2 ? 3 : 2;
}

/** The amount with other decimal places; undefined where it would be no whole number. Divides: a factor of 0.01 is not exact. */
function moved(amount: number, from: number, to: number): number | undefined {
  const scaled = to >= from ? amount * 10 ** (to - from) : amount / 10 ** (from - to);
  return Number.isSafeInteger(scaled) ? scaled : undefined;
}

/** Our minor units in Stripe's; undefined where they are no whole number of those. */
export const stripeAmount = (amount: number, currency: string) =>
  moved(amount, decimalPlaces(currency), stripePlaces(currency));

/** What Stripe says of an amount, in our minor units; undefined where it is no whole number of them, or not said. */
export function ourMoney(amount: number | null, currency: string | null): Money | undefined {
  if (amount === null || currency === null) return undefined;
  const code = currency.toUpperCase();
  if (!isCurrency(code)) return undefined;
  const ours = moved(amount, stripePlaces(code), decimalPlaces(code));
  return ours === undefined ? undefined : { amount: ours, currency: code };
}

function each(codes: string, amount: number): Record<string, number> {
  return Object.fromEntries(codes.split(' ').map((code) => [code, amount]));
}
