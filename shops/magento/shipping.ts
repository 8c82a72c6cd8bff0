import type Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { filled } from '../decode.ts';
import { impliedVat } from '../vat.ts';
import { charge } from './amounts.ts';
import { appliedRate, big, knownRates } from './rates.ts';
import type { WireOrder } from './wire.ts';

const shippingMethod = (wire: WireOrder): string | undefined =>
  filled(wire.extension_attributes?.shipping_assignments?.[0]?.shipping?.method);

/** The order's carrier. A shipping method is `<carrier>_<its method>`, and a carrier's code has no "_" (Magento\\Sales\\Model\\Order::getShippingMethod). */
export function carrierOf(wire: WireOrder): Order['carrier'] {
  const code = shippingMethod(wire)?.split('_')[0];
  return code ? { code, title: filled(wire.shipping_description) ?? code } : undefined;
}

/**
 * The shipping's charge with its discount. `shipping_incl_tax` is before that discount, `shipping_tax_amount` after it, as
 * with rows. `over`: by how much the discount exceeds the shipping, in minor units.
 */
export function shippingCostOf(wire: WireOrder): { shippingCost: Order['shippingCost']; over: number } {
  const method = shippingMethod(wire);
  const title = filled(wire.shipping_description);
  const cents = (amount: Big) => minorUnits(amount.toFixed(), wire.order_currency_code);
  const net = big(wire.shipping_amount);
  const taxed = net
    .plus(big(wire.shipping_tax_amount))
    .plus(big(wire.shipping_discount_tax_compensation_amount));
  const gross = wire.shipping_incl_tax == null ? taxed : big(wire.shipping_incl_tax);
  if (net.eq(0) && gross.eq(0) && (flag(wire.is_virtual) || (!method && !title)))
    return { shippingCost: undefined, over: 0 };
  const discount = big(wire.shipping_discount_amount).abs();
  // The two can differ by what rounding carries from one row to the next.
  const counted = wire.shipping_tax_amount == null ? gross : taxed;
  const paid = cents(counted.minus(discount));
  const stated = appliedRate(wire, 'shipping');
  const vat =
    stated === undefined ? impliedVat(net.toFixed(), gross.toFixed(), knownRates(wire)) : { taxRate: stated };
  const shippingCost = {
    code: method ?? title ?? '',
    title: title ?? method ?? '',
    ...charge(cents(discount.eq(0) ? counted : gross), paid, vat),
  };
  return { shippingCost, over: Math.max(-paid, 0) };
}

const flag = (value: unknown): boolean => value === true || Number(value) === 1;
