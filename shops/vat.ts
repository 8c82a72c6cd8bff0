import Big from 'big.js';
import type { Charge } from '../domain/schemas/order.ts';

/** What is known of a charge's VAT, to be spread into the charge. */
export type Vat = Pick<Charge, 'taxRate' | 'rateUnclear'>;

/**
 * The VAT rates, in per cent, of the Union, Switzerland, the United Kingdom and Norway (European Commission, "VAT rates
 * applied in the Member States", and the tax offices of the three, 2025): one of them is meant where a shop names no rate.
 */
const RATES = [
  2.1, 2.6, 3, 3.8, 4, 4.8, 5, 5.5, 6, 7, 8, 8.1, 9, 9.5, 10, 11, 12, 13, 13.5, 14, 15, 16, 17, 18, 19, 20,
  21, 22, 23, 24, 25, 25.5, 27,
];

/**
 * The VAT of a charge for which the shop names no rate, by its amounts in major units, with all decimals that the shop wrote
 * (better a piece's than a row's: cents alone can't tell 22 from 21.9). The finest decimals decide: 0.50 of 0.413223 is
 * 21 %, although by its cents it could be 22 %. Where several rates fit equally, the `known` ones, which the order names
 * elsewhere, come first. Where none fits, or several that are not known, the rate is computed from the amounts to a tenth,
 * with `rateUnclear`: no document is written with it.
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

/** The VAT of a charge at the rate that the shop names, if its amounts fit (they don't for an average over the goods); else `impliedVat`. */
export function namedVat(
  net: string | number,
  gross: string | number,
  named: number | undefined,
  known: number[],
): Vat {
  if (named && miss(new Big(net), new Big(gross), named) <= most(2, named)) return { taxRate: named };
  return impliedVat(net, gross, known);
}

/** How far the gross is from the net plus VAT at this rate, in major units. */
const miss = (net: Big, gross: Big, rate: number): number =>
  Number(net.times(rate).div(100).plus(net).minus(gross).abs());

/** How far it can be because net and gross were both rounded to so many decimals. */
const most = (places: number, rate: number): number => 10 ** -places * 0.5 * (2 + rate / 100) + 1e-12;

/** Whether it has more decimals than cents: then it was computed to four or six decimals, even if the last ones are 0. */
const isFine = (amount: Big): boolean => amount.c.length - amount.e - 1 > 2;

const unclear = (net: Big, gross: Big): Vat => ({
  taxRate: net.eq(0) ? 0 : Number(gross.div(net).minus(1).times(100).round(1, Big.roundHalfUp)),
  rateUnclear: true,
});
