import Big from 'big.js';
import { bigSum, round } from './taxcore.ts';

/** A coupon's percentage of goods and of shipping, and discounts of all goods and of shipping in major units. */
export interface Discounts {
  percent: number;
  percentOfShipping: number;
  goods: number;
  shipping: number;
}

/** Each row's discount, at most its price: its own, the coupon's percentage, and its share of the discount of all goods. */
export function goodsDiscounts(
  lines: { discount: number }[],
  prices: Big[],
  { percent, goods }: Discounts,
): Big[] {
  const all = bigSum(prices);
  let left = least(new Big(goods), all);
  let weight = all;
  return lines.map((line, i) => {
    const price = prices[i] ?? new Big(0);
    const share = weight.gt(0) ? round(left.times(price).div(weight)) : new Big(0);
    left = left.minus(share);
    weight = weight.minus(price);
    return least(round(price.times(percent).div(100)).plus(line.discount).plus(share), price);
  });
}

/** The discount of shipping, at most its price. */
export const shippingDiscount = (price: Big, { percentOfShipping, shipping }: Discounts): Big =>
  least(round(price.times(percentOfShipping).div(100)).plus(shipping), price);

const least = (a: Big, b: Big): Big => (a.gt(b) ? b : a);
