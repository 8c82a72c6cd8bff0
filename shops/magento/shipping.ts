import type Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { said } from '../decode.ts';
import { impliedVat } from '../vat.ts';
import { charge } from './amounts.ts';
import { appliedRate, big, knownRates } from './rates.ts';
import type { WireOrder } from './wire.ts';

const shippingMethod = (wire: WireOrder): string | undefined =>
  said(wire.extension_attributes?.shipping_assignments?.[0]?.shipping?.method);

/** A method is `<carrier>_<its method>`; the carrier's own code has no "_" (Magento\\Sales\\Model\\Order::getShippingMethod). */
export function carrierOf(wire: WireOrder): Order['carrier'] {
  const code = shippingMethod(wire)?.split('_')[0];
  return code ? { code, title: said(wire.shipping_description) ?? code } : undefined;
}

/**
 * Shipping as charged, with the discount that is on it. `shipping_incl_tax` is before that discount, and
 * `shipping_tax_amount` after it, as with rows. `over`: what that discount is more than the shipping, in minor units.
 */
export function shippingCostOf(wire: WireOrder): { shippingCost: Order['shippingCost']; over: number } {
  const method = shippingMethod(wire);
  const title = said(wire.shipping_description);
  const cents = (amount: Big) => minorUnits(amount.toFixed(), wire.order_currency_code);
  const net = big(wire.shipping_amount);
  const taxed = net
    .plus(big(wire.shipping_tax_amount))
    .plus(big(wire.shipping_discount_tax_compensation_amount));
  const gross = wire.shipping_incl_tax == null ? taxed : big(wire.shipping_incl_tax);
  if (net.eq(0) && gross.eq(0) && (flag(wire.is_virtual) || (!method && !title)))
    return { shippingCost: undefined, over: 0 };
  const discount = big(wire.shipping_discount_amount).abs();
  // What rounding carries from one row to the next can be in the one and not in the other.
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
