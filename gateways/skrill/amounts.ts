import Big from 'big.js';
import type { AmountRange } from '../../domain/amounts.ts';
import { isCurrency } from '../../domain/currencies.ts';
import { decimalText, minorUnits } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';

/** Skrill Quick Checkout Integration Guide, "ISO 4217 currencies", without those that are no currency any more. */
const TAKEN = new Set(
  `AED AUD BHD CAD CHF CZK DKK EUR GBP HKD HUF ILS INR ISK JOD JPY KRW KWD MAD MYR NOK NZD OMR PLN QAR RON RSD SAR SEK SGD
   THB TND TRY TWD USD ZAR`.split(/\s+/),
);

/** What is taken of a currency, in minor units; undefined where nothing. */
export function amounts(currency: string): AmountRange | undefined {
  if (!TAKEN.has(currency)) return undefined;
  return { least: 1, most: mostAtOnce(), step: 1 };
}

/**
 * Not confirmed: the limits are each account's own, and are not told. Nine digits in all are within what the field takes (19 characters);
 * a sum beyond the account's limit is refused by Skrill as the page is prepared, or by its page.
 */
const mostAtOnce = (): number => 999_999_999;

/**
 * Money of a decimal text as Skrill writes it ("25.4", "25", ".5"), which has to be a whole number of minor units; undefined where it is
 * not, or of no currency that we can keep.
 */
export function exactMoney(text: string | undefined, currency: string | undefined): Money | undefined {
  const money = roundedMoney(text, currency);
  return money && new Big(decimalText(money)).eq(text ?? '') ? money : undefined;
}

/** The same, rounded half up: the account's history writes converted sums with more decimals than the currency has. */
export function roundedMoney(text: string | undefined, currency: string | undefined): Money | undefined {
  if (!text || !/^(\d{1,12}(\.\d{1,8})?|\.\d{1,8})$/.test(text)) return undefined;
  return currency && isCurrency(currency) ? { amount: minorUnits(text, currency), currency } : undefined;
}

/** The same part of `of` as `part` is of `whole`, rounded half up: how a sum of the account's currency is told in the payment's. */
export function samePart(part: Money, whole: Money, of: Money): Money {
  if (part.currency === of.currency) return part;
  const amount = new Big(of.amount).times(part.amount).div(whole.amount).round(0, Big.roundHalfUp);
  return { amount: Number(amount), currency: of.currency };
}
