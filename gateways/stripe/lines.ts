import { Failure } from '../../domain/failure.ts';
import type { PageLine, PageRequest } from '../../domain/schemas/payment.ts';
import { stripeAmount } from './amounts.ts';

const MOST_LINES = 100;
const MOST_OF_A_LINE = 999_999;
const LONGEST_NAME = 250;

export interface StripeLine {
  quantity: number;
  price_data: { currency: string; unit_amount: number; product_data: { name: string } };
}

/**
 * The request's lines where they make up the total exactly and Stripe takes them; else one line with the description.
 * The total is one that Stripe takes. Throws GATEWAY_AMOUNT_REFUSED where it can't be said in Stripe's units.
 */
export function stripeLines({ lines, total, description, paymentId }: PageRequest): StripeLine[] {
  const { currency } = total;
  const whole = stripeAmount(total.amount, currency);
  if (whole === undefined || whole < 0)
    throw new Failure(
      'GATEWAY_AMOUNT_REFUSED',
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
  const usable = lines.length > 0 && lines.length <= MOST_LINES && scaled.every(isUsable) && sum === whole;
  return usable
    ? scaled.map((line) => priced(line.name, line.quantity, line.unitAmount))
    : [priced(description, 1, whole)];
}

const isUsable = ({ quantity, unitAmount }: PageLine) =>
  Number.isSafeInteger(quantity) &&
  quantity > 0 &&
  quantity <= MOST_OF_A_LINE &&
  Number.isSafeInteger(unitAmount) &&
  unitAmount >= 0;

/** Text as Stripe takes it: not empty, not too long, no half characters; undefined where nothing is left. */
export function stripeText(text: string, longest: number): string | undefined {
  const whole = text.replace(/\p{Surrogate}/gu, '').trim();
  return [...whole].slice(0, longest).join('') || undefined;
}
