import Big from 'big.js';
import type { Charge } from '../domain/schemas/order.ts';

/** What is known of a charge's VAT: spread it into the charge. */
export type Vat = Pick<Charge, 'taxRate' | 'rateUnclear'>;

/**
 * VAT per cent in the Union, Switzerland, the United Kingdom and Norway (European Commission, "VAT rates applied in the
 * Member States", and the tax offices of the three, 2025): what a shop's amounts can mean where it names no rate.
 */
const RATES = [
  2.1, 2.6, 3, 3.8, 4, 4.8, 5, 5.5, 6, 7, 8, 8.1, 9, 9.5, 10, 11, 12, 13, 13.5, 14, 15, 16, 17, 18, 19, 20,
  21, 22, 23, 24, 25, 25.5, 27,
];

/**
 * VAT of a charge of which the shop names no rate, by its amounts in major units with all the decimals that the shop
 * wrote (a unit's rather than a row's; cents alone can't tell 22 from 21.9). The finest decimals decide: 0.50 of
 * 0.413223 is 21 %, though within its cents it could be 22. Where several rates fit as well, `known` ones, which the
 * order names elsewhere, go first. Where none fits, or several that are not known, the rate is what they come to, to a
 * tenth, and `rateUnclear`: no document is written with it.
 */
export function impliedVat(net: string | number, gross: string | number, known: number[]): Vat {
  const [without, withVat] = [new Big(net), new Big(gross)];
  if (without.eq(withVat)) return { taxRate: 0 };
  for (let places = isFine(without) || isFine(withVat) ? 6 : 2; places >= 2; places -= 1) {
    const fits = (rates: number[]) =>
      rates.filter((rate) => miss(without, withVat, rate) <= most(places, rate));
    const [best] = fits(known).sort((a, b) => miss(without, withVat, a) - miss(without, withVat, b));
    if (best !== undefined) return { taxRate: best };
    const [only, ...others] = fits(RATES);
    if (only !== undefined) return others.length === 0 ? { taxRate: only } : unclear(without, withVat);
  }
  return unclear(without, withVat);
}

/** VAT of a charge at the rate that the shop names for it, unless its amounts are another's (an average over the goods): then as `impliedVat`. */
export function namedVat(
  net: string | number,
  gross: string | number,
  named: number | undefined,
  known: number[],
): Vat {
  if (named && miss(new Big(net), new Big(gross), named) <= most(2, named)) return { taxRate: named };
  return impliedVat(net, gross, known);
}

/** How far the amounts are from the rate, in major units. */
const miss = (net: Big, gross: Big, rate: number): number =>
  Number(net.times(rate).div(100).plus(net).minus(gross).abs());

/** How far rounding both amounts to so many places can put them from the rate. */
const most = (places: number, rate: number): number => 10 ** -places * 0.5 * (2 + rate / 100) + 1e-12;

/** Whether there is more to it than cents: then it was worked out to four decimals or six, though the last be 0. */
const isFine = (amount: Big): boolean => amount.c.length - amount.e - 1 > 2;

const unclear = (net: Big, gross: Big): Vat => ({
  taxRate: net.eq(0) ? 0 : Number(gross.div(net).minus(1).times(100).round(1, Big.roundHalfUp)),
  rateUnclear: true,
});
