import { shares } from '../../domain/charges.ts';
import type { Charge } from '../../domain/schemas/order.ts';

/** With VAT and without, minor units. */
export interface Both {
  gross: number;
  net: number;
}

/** How much of each charge is taken off, with VAT, in the order of the charges; sums to what is spread. */
export type Spread = number[];

// Both sums were rounded, each by half a cent at most.
const CENTS = 1.01;

/**
 * Spreads a discount over charges so that what it is without VAT comes out too, since that alone says at which rates it
 * stands: over all by what is `left` of each (a percentage, an amount on the whole), over those of one rate, over a single
 * one (an article's voucher, a free gift), else by as much more of the low or the high rates as it needs. Undefined where
 * they have less left than it comes to.
 */
export function spreadOver(charges: Charge[], left: number[], { gross, net }: Both): Spread | undefined {
  if (sum(left) < gross) return undefined;
  const ofRate = (rate: number) => left.map((one, i) => (charges[i]?.taxRate === rate ? one : 0));
  const only = (at: number) => left.map((one, i) => (i === at ? one : 0));
  const rates = [...new Set(charges.map(({ taxRate }) => taxRate))];
  const over = [left, ...rates.map(ofRate), ...charges.map((_, i) => only(i))]
    .filter((weights) => sum(weights) >= gross)
    .map((weights) => shares(gross, weights));
  return over.find((spread) => fits(charges, spread, net)) ?? tilted(charges, left, { gross, net });
}

/** Whether a discount spread so comes to that without VAT, as far as rounding lets it. */
export const fits = (charges: Charge[], spread: Spread, net: number): boolean =>
  Math.abs(netSum(charges, spread) - net) <= CENTS;

/** The spread by what is left, leaned to the lowest rates or the highest until it comes to the right net. */
function tilted(charges: Charge[], left: number[], { gross, net }: Both): Spread {
  const even = left.map((one) => (gross * one) / sum(left));
  const [is, wanted] = [netSum(charges, even), net];
  const end = filled(charges, left, gross, wanted > is ? 1 : -1);
  const most = netSum(charges, end) - is;
  const lean = most === 0 ? 0 : Math.min(1, (wanted - is) / most);
  return shares(
    gross,
    even.map((one, i) => one + lean * ((end[i] ?? 0) - one)),
  );
}

/** The whole amount on charges of the lowest rates (1) or the highest (-1), each as far as it goes. */
function filled(charges: Charge[], left: number[], gross: number, direction: 1 | -1): Spread {
  const order = charges
    .map((_, i) => i)
    .sort((a, b) => direction * (netShare(charges, b) - netShare(charges, a)));
  const spread: Spread = charges.map(() => 0);
  let rest = gross;
  for (const i of order) {
    spread[i] = Math.min(rest, left[i] ?? 0);
    rest -= spread[i] ?? 0;
  }
  return spread;
}

/** The net of one cent of a charge: by its own amounts, as PrestaShop takes it, since cheap pieces rounded one by one are off their rate. */
const netShare = (charges: Charge[], i: number): number => {
  const { net, gross } = charges[i] ?? { net: 0, gross: 0 };
  return gross === 0 ? 0 : net / gross;
};
const netSum = (charges: Charge[], spread: Spread): number =>
  sum(spread.map((gross, i) => gross * netShare(charges, i)));
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
