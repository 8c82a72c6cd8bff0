import Big from 'big.js';
import { Failure } from './failure.ts';
import { netOf } from './money.ts';
import type { Charge, Order } from './schemas/order.ts';

/** As much of an order as says what it comes to. */
export type Charged = Pick<Order, 'lines' | 'giftWrap' | 'shippingCost' | 'fees' | 'settled'>;

/** Everything that an order charges: goods, wrapping, shipping, fees. */
export const chargesOf = ({ lines, giftWrap, shippingCost, fees = [] }: Charged): Charge[] =>
  [...lines, giftWrap, shippingCost, ...fees].filter((charge) => charge !== undefined);

/** What a charge comes to less its discount, with VAT, in minor units. */
export const dueOf = ({ gross, discount }: Charge): number => gross - (discount?.gross ?? 0);

/** All charges less their discounts, with VAT, in minor units: what a document of the order comes to. */
export const chargedTotal = (order: Charged): number =>
  chargesOf(order).reduce((sum, charge) => sum + dueOf(charge), 0);

/** What was paid by gift card, credit or points, in minor units. */
export const settledTotal = ({ settled = [] }: Pick<Order, 'settled'>): number =>
  settled.reduce((sum, { amount }) => sum + amount, 0);

/** What is taken off the charges in all, with VAT, in minor units. */
export const discountTotal = (order: Charged): number =>
  chargesOf(order).reduce((sum, { discount }) => sum + (discount?.gross ?? 0), 0);

/** Parts of a whole number by weight, which sum to it; each is rounded where its own cents fall. */
export function shares(whole: number, weights: number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return weights.map(() => 0);
  let weight = 0;
  let given = 0;
  return weights.map((one) => {
    weight += one;
    const upToHere = Number(new Big(whole).times(weight).div(all).round(0, Big.roundHalfUp));
    const share = upToHere - given;
    given = upToHere;
    return share;
  });
}

/**
 * Charges with a discount (gross, minor units) spread over them by what each still comes to, where the shop does not say
 * what it is on. Throws ORDER_UNREADABLE where it exceeds them.
 */
export function discounted<C extends Charge>(charges: C[], gross: number): C[] {
  if (gross === 0) return charges;
  const left = charges.map((charge) => Math.max(0, dueOf(charge)));
  if (left.reduce((sum, one) => sum + one, 0) < gross)
    throw new Failure('ORDER_UNREADABLE', 'refused', 'the discount exceeds what it is on');
  const parts = shares(gross, left);
  return charges.map((charge, i) => {
    const taken = (charge.discount?.gross ?? 0) + (parts[i] ?? 0);
    return taken === 0 ? charge : { ...charge, discount: discountOf(taken, charge.taxRate) };
  });
}

/** A discount of so much with VAT, at the rate of what it is on. */
export const discountOf = (gross: number, taxRate: number): Charge['discount'] => ({
  net: netOf(gross, taxRate),
  gross,
});

/** The discounts of an order by VAT rate, as negative charges: one row for all would move VAT from one rate to another. */
export function discountByRate(order: Charged): Charge[] {
  const byRate = new Map<number, Charge>();
  for (const { taxRate, discount } of chargesOf(order)) {
    if (!discount?.gross) continue;
    const { net, gross } = byRate.get(taxRate) ?? { net: 0, gross: 0 };
    byRate.set(taxRate, { taxRate, net: net - discount.net, gross: gross - discount.gross });
  }
  return [...byRate.values()];
}
