import type { AmountRange } from '../../domain/amounts.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';

const EUR = 'EUR';

/** What is taken of a currency, in minor units: of euros only. */
export function amounts(currency: string): AmountRange | undefined {
  return currency === EUR ? { least: 1, most: mostAtOnce(), step: 1 } : undefined;
}

/** Not confirmed: the most that is taken at once. What is too much for IWSmile is refused by its page, where nobody has paid yet. */
const mostAtOnce = (): number => 999_999_999;

/**
 * Money of an amount as a callback writes it: "25,40", "25.40", "25". Undefined for any other text: what was paid is told without its sum then, and a person
 * looks. Not confirmed: whether sums from a thousand on have separators; "1.234,00" is such another text.
 */
export function moneyOf(text: string): Money | undefined {
  if (!/^\d{1,9}([.,]\d{1,2})?$/.test(text)) return undefined;
  return { amount: minorUnits(text.replace(',', '.'), EUR), currency: EUR };
}
