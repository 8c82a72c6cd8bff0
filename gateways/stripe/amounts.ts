import { Failure } from '../../domain/failure.ts';
import { decimalPlaces } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { PageLine, PageRequest } from '../../domain/schemas/payment.ts';

// Stripe's own list of currencies without decimals; the others have two there, whatever ISO 4217 says (ISK, UGX, ...).
const ZERO_DECIMAL = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '));
const MOST_LINES = 100;
const LONGEST_NAME = 250;

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
  const ours = moved(amount, stripePlaces(code), decimalPlaces(code));
  return ours === undefined ? undefined : { amount: ours, currency: code };
}

export interface StripeLine {
  quantity: number;
  price_data: { currency: string; unit_amount: number; product_data: { name: string } };
}

/**
 * The request's lines where they make up the total exactly and Stripe takes them; else one line with the description.
 * Throws GATEWAY_REFUSED for currencies with three decimals, which Stripe's pages contradict each other about.
 */
export function stripeLines({ lines, total, description, paymentId }: PageRequest): StripeLine[] {
  const { currency } = total;
  const whole = stripePlaces(currency) > 2 ? undefined : stripeAmount(total.amount, currency);
  if (whole === undefined || whole < 0)
    throw new Failure(
      'GATEWAY_REFUSED',
      'refused',
      `payment ${paymentId}: Stripe can't be asked for ${total.amount} minor units of ${currency}`,
    );
  const priced = (name: string, quantity: number, unitAmount: number): StripeLine => ({
    quantity,
    price_data: {
      currency: currency.toLowerCase(),
      unit_amount: unitAmount,
      product_data: { name: stripeText(name, LONGEST_NAME) ?? paymentId },
    },
  });
  const scaled = lines.map((line) => ({
    ...line,
    unitAmount: stripeAmount(line.unitAmount, currency) ?? Number.NaN,
  }));
  const sum = scaled.reduce((so, line) => so + line.quantity * line.unitAmount, 0);
  const usable = lines.length > 0 && lines.length <= MOST_LINES && lines.every(isUsable) && sum === whole;
  return usable
    ? scaled.map((line) => priced(line.name, line.quantity, line.unitAmount))
    : [priced(description, 1, whole)];
}

const isUsable = ({ quantity, unitAmount }: PageLine) =>
  Number.isSafeInteger(quantity) && quantity > 0 && Number.isSafeInteger(unitAmount) && unitAmount >= 0;

/** Text as Stripe takes it: not empty, not too long, no half characters; undefined where nothing is left. */
export function stripeText(text: string, longest: number): string | undefined {
  const whole = text.replace(/\p{Surrogate}/gu, '').trim();
  return [...whole].slice(0, longest).join('') || undefined;
}
