import Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { charge, orderLines } from './amounts.ts';
import { type Charges, withDiscounts } from './discounts.ts';
import { withoutEcotax } from './ecotax.ts';
import type { OrderParts } from './parts.ts';

/** An order's charges with their discounts, in minor units; `total` is the shop's own. */
export function moneyOf(
  parts: OrderParts,
): Pick<Order, 'lines' | 'shippingCost' | 'giftWrap' | 'fees' | 'total' | 'base'> {
  const { order, rows, currency, vouchers } = parts;
  const amount = (text: string) => minorUnits(text, currency);
  const whole = orderLines(parts);
  const apart = parts.hasEcotax ? withoutEcotax(whole, rows, currency) : { lines: whole, fees: [] };
  const charges: Charges = {
    ...apart,
    shippingCost: shippingCostOf(parts),
    giftWrap: charge(parts, order.total_wrapping_tax_excl, order.total_wrapping_tax_incl),
  };
  const { lines, fees, shippingCost, giftWrap } = withDiscounts(
    charges,
    { gross: amount(order.total_discounts_tax_incl), net: amount(order.total_discounts_tax_excl) },
    vouchers?.map(({ value, value_tax_excl, free_shipping }) => ({
      gross: amount(value),
      net: amount(value_tax_excl),
      freeShipping: free_shipping,
    })),
  );
  const total = amount(order.total_paid);
  const fee = fees.length > 0 ? { fees } : {};
  return { lines, shippingCost, giftWrap, ...fee, total, base: baseOf(parts) };
}

/** How many cents rounding can add to an order's total: half a cent for each row and charge, where the shop rounds only the total. */
export const roundingCents = ({ rows, order }: OrderParts): number =>
  Math.floor((rows.length + (Number(order.total_discounts_tax_incl) > 0 ? 1 : 0) + 3) / 2);

/** The shipping's charge; undefined where nothing is shipped. `code`: the carrier's reference, which stays when its prices change. */
function shippingCostOf(parts: OrderParts): Order['shippingCost'] {
  const { order, carrier } = parts;
  const { total_shipping_tax_excl: net, total_shipping_tax_incl: gross, carrier_tax_rate: rate } = order;
  if (isVirtual(parts)) return undefined;
  const named = carrier ?? { code: order.id_carrier ?? '0', title: order.id_carrier ?? '0' };
  const free = { net: 0, gross: 0, taxRate: Number(rate) };
  return { ...named, ...(charge(parts, net, gross, Number(rate)) ?? free) };
}

/** Whether nothing is shipped: the order has no carrier and no cost of shipping. */
export const isVirtual = ({ order }: Pick<OrderParts, 'order'>): boolean =>
  !order.id_carrier && Number(order.total_shipping_tax_incl) === 0;

/** The order in the shop's default currency; undefined where it is in that currency, or the shop doesn't name it. */
function baseOf({ order, currency, baseCurrency }: OrderParts): Order['base'] {
  const rate = Number(order.conversion_rate);
  if (!baseCurrency || baseCurrency === currency || rate <= 0) return undefined;
  const total = new Big(order.total_paid).div(rate).toFixed();
  return { currency: baseCurrency, total: minorUnits(total, baseCurrency), rate };
}
