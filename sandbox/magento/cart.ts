import Big from 'big.js';
import type { Cart } from './description.ts';
import { type Line, type Sums, sum } from './sums.ts';
import { round } from './taxcore.ts';

/** An amount of the order's currency divided by `toBase`, to the cent; unchanged where that is 1. */
const converted = (amount: number, toBase: number): number =>
  toBase === 1 ? amount : Number(round(new Big(amount).div(toBase)));

/** A cart's sums. `toBase`: by what amounts are divided, 1 in the order's currency, the rate in the base currency. */
export function sumsOf(cart: Cart, toBase: number): Sums {
  const amountOf = (amount: number) => converted(amount, toBase);
  const lines = cart.items.map((item): Line => {
    const line = {
      price: amountOf(item.price),
      quantity: item.qty,
      taxPercent: item.taxPercent,
      discount: amountOf(item.discount),
      ...(item.fpt && { fpt: { ...item.fpt, amount: amountOf(item.fpt.amount) } }),
    };
    if (!item.dynamic || !item.parts) return line;
    const parts = item.parts.map(({ price, qty, taxPercent }) => ({
      price: amountOf(price),
      quantity: qty * item.qty,
      taxPercent,
      discount: 0,
    }));
    return { ...line, parts };
  });
  const discounts = {
    percent: cart.coupon?.percent ?? 0,
    percentOfShipping: cart.coupon?.shipping ? cart.coupon.percent : 0,
    goods: amountOf(cart.discount),
    shipping: amountOf(cart.shippingDiscount),
  };
  const shipping = { price: amountOf(cart.shipping), taxPercent: cart.shippingTaxPercent };
  return sum(lines, shipping, discounts, cart.tax);
}
