import Big from 'big.js';
import type { AmountRange } from '../../domain/amounts.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { decimalPlaces, decimalText, minorUnits } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';

/** The currencies of hype-app/gestpay-api, "Currency Codes", and of the vendor's own plugin. */
const TAKEN = new Set(
  `AED ARS AUD BGN BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP EUR GBP GTQ HKD HNL HUF IDR ILS INR ISK JPY KRW MXN MYR NIO
  NOK NZD PEN PKR PLN PYG QAR RON RUB SAR SEK SGD TRY TWD UAH USD VND`.split(/\s+/),
);
/** Decimals on the wire where they are not two. Of VND it would take one, which ISO 4217 has not. */
const PLACES: Record<string, number> = { IDR: 0, JPY: 0, PKR: 0, VND: 0 };
const LONGEST = 9;

/** Never more decimals than ISO 4217 has, nor than Axerve takes. */
const placesOf = (currency: string): number => Math.min(PLACES[currency] ?? 2, decimalPlaces(currency));

/** What is taken of a currency, in minor units; undefined where nothing. */
export function amounts(currency: string): AmountRange | undefined {
  if (!TAKEN.has(currency) || !isCurrency(currency)) return undefined;
  const step = 10 ** (decimalPlaces(currency) - placesOf(currency));
  const places = placesOf(currency);
  // Nine characters in all, of which the point is one: 999999.99.
  const fits = Number('9'.repeat(places === 0 ? LONGEST : LONGEST - 1)) * step;
  return { least: step, most: Math.min(fits, minorUnits(mostAtOnce(currency), currency)), step };
}

/** Not confirmed: the most at once, in whole units, which only the vendor's own plugin has. */
const mostAtOnce = (currency: string): number => (currency === 'CNY' ? 400_000 : 7_000_000);

/** As it stands on the wire: "25.40", "5000". The amount is one that `amounts` takes. */
export const amountText = ({ amount, currency }: Money): string =>
  new Big(decimalText({ amount, currency })).toFixed(placesOf(currency));

/** Money of a text such as "25.40", which has to be a whole number of minor units; undefined where it is not, or of no currency. */
export function moneyOf(text: string, currency: string): Money | undefined {
  if (!/^\d{1,12}(\.\d{1,4})?$/.test(text) || !isCurrency(currency)) return undefined;
  const money = { amount: minorUnits(text, currency), currency };
  return new Big(decimalText(money)).eq(text) ? money : undefined;
}
