import type Big from 'big.js';
import { isCurrency } from '../../domain/currencies.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { filled } from '../decode.ts';
import { big } from './rates.ts';
import type { WireOrder } from './wire.ts';

/** What the shop booked as paid, in minor units. `total_due` is no use: it stays full on cancelled orders. */
export function paidOf(wire: WireOrder): number {
  return minorUnits(wire.total_paid ?? wire.payment.amount_paid ?? 0, wire.order_currency_code);
}

/** What the shop's own gateway has authorised but not captured, in minor units; `amount_authorized` stays after the capture. */
export function authorisedOf(wire: WireOrder): number | undefined {
  const { amount_authorized, base_amount_authorized, amount_canceled } = wire.payment;
  const held =
    amount_authorized == null ? big(base_amount_authorized).times(inBase(wire)) : big(amount_authorized);
  if (held.eq(0)) return undefined;
  const left =
    minorUnits(held.minus(big(amount_canceled)).toFixed(), wire.order_currency_code) - paidOf(wire);
  return left > 0 ? left : undefined;
}

/** How much one unit of the base currency is in the order's, by its two totals; the stated rate is less exact. */
function inBase({ grand_total, base_grand_total, base_to_order_rate }: WireOrder): Big {
  const base = big(base_grand_total);
  return base.gt(0) ? big(grand_total).div(base) : big(base_to_order_rate ?? 1);
}

/** The order in the shop's base currency, where it was placed in another. */
export function baseOf(wire: WireOrder): Order['base'] {
  const currency = filled(wire.base_currency_code);
  // Without a real currency there are no amounts in it.
  if (!currency || !isCurrency(currency) || currency === wire.order_currency_code) return undefined;
  if (wire.base_grand_total == null) return undefined;
  const stated = big(wire.base_to_order_rate);
  const total = minorUnits(wire.base_grand_total, currency);
  if (stated.gt(0)) return { currency, total, rate: Number(stated) };
  const rate = total > 0 ? big(wire.grand_total).div(big(wire.base_grand_total)) : big(1);
  return { currency, total, rate: Number(rate.round(6)) };
}

/** Magento's dates are UTC without saying so. */
export const utc = (date: string): string => new Date(`${date.replace(' ', 'T')}Z`).toISOString();
