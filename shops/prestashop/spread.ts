import { shares } from '../../domain/charges.ts';
import type { Charge } from '../../domain/schemas/order.ts';

/** An amount with VAT and without, in minor units. */
export interface Both {
  gross: number;
  net: number;
}

/** What is taken off each charge, with VAT, in the order of the charges; it adds up to the discount. */
export type Spread = number[];

// How far the net may be off, in cents: both sums were rounded, each by half a cent at most.
const CENTS = 1.01;

/**
 * Spreads a discount over charges so that its net is right too, since only that says which VAT rates it concerns. Tried are:
 * all charges in proportion to what is `left` of each (a percentage, an amount off the whole), those of one rate, a single
 * one (an article's voucher, a free gift); else low or high rates get as much more as the net needs. Undefined where the
 * charges have less left than the discount.
 */
export function spreadOver(charges: Charge[], left: number[], { gross, net }: Both): Spread | undefined {
  if (sum(left) < gross) return undefined;
  const ofRate = (rate: number) => left.map((amount, i) => (charges[i]?.taxRate === rate ? amount : 0));
  const only = (at: number) => left.map((amount, i) => (i === at ? amount : 0));
  const rates = [...new Set(charges.map(({ taxRate }) => taxRate))];
  const over = [left, ...rates.map(ofRate), ...charges.map((_, i) => only(i))]
    .filter((weights) => sum(weights) >= gross)
    .map((weights) => shares(gross, weights));
  return over.find((spread) => fits(charges, spread, net)) ?? tilted(charges, left, { gross, net });
}

/** Whether a spread has this net, but for rounding. */
export const fits = (charges: Charge[], spread: Spread, net: number): boolean =>
  Math.abs(netSum(charges, spread) - net) <= CENTS;

/** The spread in proportion to what is left, tilted to the lowest or highest rates until its net is right. */
function tilted(charges: Charge[], left: number[], { gross, net }: Both): Spread {
  const even = left.map((part) => (gross * part) / sum(left));
  const [reached, wanted] = [netSum(charges, even), net];
  const end = filled(charges, left, gross, wanted > reached ? 1 : -1);
  const most = netSum(charges, end) - reached;
  const lean = most === 0 ? 0 : Math.min(1, (wanted - reached) / most);
  return shares(
    gross,
    even.map((share, i) => share + lean * ((end[i] ?? 0) - share)),
  );
}

/** The whole amount on the charges of the lowest rates (1) or the highest (-1), each as far as possible. */
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

/** The net of one cent of a charge, by its amounts like in PrestaShop: cheap pieces that are rounded one by one miss their rate. */
const netShare = (charges: Charge[], i: number): number => {
  const { net, gross } = charges[i] ?? { net: 0, gross: 0 };
  return gross === 0 ? 0 : net / gross;
};
const netSum = (charges: Charge[], spread: Spread): number =>
  sum(spread.map((gross, i) => gross * netShare(charges, i)));
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
