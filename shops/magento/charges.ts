import { type Charged, chargedTotal, discounted, dueOf, settledTotal } from '../../domain/charges.ts';
import { minorUnits, netOf } from '../../domain/money.ts';
import type { Charge, Order } from '../../domain/schemas/order.ts';
import { statedFees } from './fees.ts';
import { giftWrapOf } from './gifts.ts';
import { big, sumOf } from './rates.ts';
import { chargedRows, orderLines } from './rows.ts';
import { settledOf } from './settled.ts';
import { shippingCostOf } from './shipping.ts';
import { ecoFees } from './weee.ts';
import type { WireOrder } from './wire.ts';

/**
 * Everything that an order charges, and what gift cards and credits paid of it. Cents of the shop's rounding are added to the
 * charges from which they came. Throws ORDER_UNREADABLE.
 */
export function chargesOf(wire: WireOrder, total: number, payment: Order['payment']): Charged {
  const { lines, over: goodsOver } = orderLines(wire);
  const { shippingCost, over: shippingOver } = shippingCostOf(wire);
  let charges: Charged = {
    lines,
    shippingCost,
    giftWrap: giftWrapOf(wire),
    fees: ecoFees(wire, sumOf(chargedRows(wire).map((row) => big(row.tax_amount)))),
    settled: settledOf(wire),
  };
  const left = () => total + settledTotal(charges) - chargedTotal(charges);
  const add = (more: Order['fees']) => {
    charges = { ...charges, fees: [...(charges.fees ?? []), ...(more ?? [])] };
  };

  charges = lessUnstated(charges, unstatedDiscount(wire, charges, left(), goodsOver + shippingOver));
  add(statedFees(wire, payment, left()));
  if (Math.abs(left()) <= rounding(charges)) charges = rounded(charges, left());
  return { ...charges, fees: charges.fees?.length ? charges.fees : undefined };
}

/**
 * A discount that only the order states, and none of its rows, with VAT, in minor units. Whether the shop states it with VAT
 * shows in `left`, what the total has beyond the charges. `over`: by how much rows' own discounts exceed their rows.
 */
function unstatedDiscount(wire: WireOrder, charges: Charged, left: number, over: number): number {
  const currency = wire.order_currency_code;
  const cents = (amount: string) => minorUnits(amount, currency);
  const stated = cents(big(wire.discount_amount).abs().toFixed());
  const byRows = wire.items
    .map((item) => cents(big(item.discount_amount).abs().toFixed()))
    .reduce((sum, amount) => sum + amount, cents(big(wire.shipping_discount_amount).abs().toFixed()));
  const unstated = Math.max(0, stated - byRows);
  const most = rounding(charges);
  if (unstated <= most) return Math.max(0, Math.min(over, -left));
  const rate = Math.max(0, ...charges.lines.map(({ taxRate }) => taxRate));
  const withVat = unstated * (1 + rate / 100) + over + most;
  if (-left >= unstated - most && -left <= withVat) return -left;
  return Math.max(0, Math.min(unstated, -left));
}

/** How many cents rounding can cause: of goods, shipping and product taxes, each by itself, and of prices, which have four decimals. */
function rounding({ lines, fees = [] }: Charged): number {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return Math.ceil((lines.length + 1 + fees.length) / 2) + Math.floor(pieces / 200);
}

/** The charges less a discount. It is spread over the goods, since nothing says what it was for; the rest is taken off shipping, then fees. */
function lessUnstated(charges: Charged, discount: number): Charged {
  let left = discount;
  const less = <C extends Charge>(charged: C[]): C[] => {
    const taken = Math.min(left, comesTo(charged));
    left -= taken;
    return discounted(charged, taken);
  };
  const lines = less(charges.lines);
  const [shippingCost] = less(charges.shippingCost ? [charges.shippingCost] : []);
  return { ...charges, lines, shippingCost, fees: less(charges.fees ?? []) };
}

const comesTo = (charges: Charge[]): number => charges.reduce((sum, charge) => sum + dueOf(charge), 0);

/** The charges with the cents that rounding left, added to the largest row, or to a fee; not at all where that would make it negative. */
function rounded({ lines, fees = [], ...others }: Charged, cents: number): Charged {
  const target = [byPaid(lines), byPaid(fees)].flat().find((charge) => comesTo([charge]) + cents >= 0);
  const more = <C extends Charge>(charge: C): C => {
    if (charge !== target) return charge;
    const gross = charge.gross + cents;
    return { ...charge, gross, net: netOf(gross, charge.taxRate) };
  };
  return { ...others, lines: lines.map(more), fees: fees.map(more) };
}

const byPaid = (charges: Charge[]): Charge[] => [...charges].sort((a, b) => comesTo([b]) - comesTo([a]));
