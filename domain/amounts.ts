import { formatMoney } from './money.ts';
import type { Money } from './schemas/money.ts';

/** Which sums of one currency a gateway takes, in its minor units. */
export interface AmountRange {
  least: number;
  most: number;
  /** Only multiples of this. */
  step: number;
}

/**
 * Why a gateway does not take a sum, and which sums it takes, for people; undefined where it takes it. Without a range it
 * takes nothing of that currency.
 */
export function whyNotTaken(
  money: Money,
  gateway: string,
  range: AmountRange | undefined,
): string | undefined {
  const { amount, currency } = money;
  const text = (one: number) => formatMoney({ amount: one, currency }, 'en');
  if (!range) return `${gateway} takes no payments in ${currency}`;
  const { least, most, step } = range;
  if (amount >= least && amount <= most && amount % step === 0) return undefined;
  const steps = step === 1 ? '' : `, in steps of ${text(step)}`;
  return `${gateway} takes ${text(least)} to ${text(most)} at once${steps}, and this is ${text(amount)}`;
}
