import Big from 'big.js';
import { chargesOf, discountOf, dueOf, settledTotal, shares } from './charges.ts';
import { decimalPlaces, netOf } from './money.ts';
import type { Charge, Order } from './schemas/order.ts';

/** What an ERP does with an order in another currency than its own. */
export interface Books {
  /** ISO 4217. */
  currency: string;
  /** `stop` it takes none · `base` it is written in the shop's base currency · `own` it is written as it is. */
  foreign: 'stop' | 'base' | 'own';
}

/** The order as it is written into these books; undefined where they can't take its currency. */
export function inBooks(order: Order, { currency, foreign }: Books): Order | undefined {
  if (order.currency === currency || foreign === 'own') return order;
  return foreign === 'base' && order.base?.currency === currency ? inBaseCurrency(order) : undefined;
}

/**
 * The order in the shop's base currency, by its own rate; as it is where it has no other. It comes to the shop's own base
 * total to the cent: what rounding leaves over is spread over the charges.
 */
export function inBaseCurrency(order: Order): Order {
  const { base, lines, giftWrap, shippingCost, fees, ...rest } = order;
  if (!base) return order;
  const decimals = new Big(10).pow(decimalPlaces(base.currency) - decimalPlaces(order.currency));
  const converted = (amount: number): number =>
    Number(new Big(amount).times(decimals).div(base.rate).round(0, Big.roundHalfUp)) + 0;

  const settled = order.settled?.map((part) => ({ ...part, amount: Math.max(1, converted(part.amount)) }));
  const unexplained = order.unexplained === undefined ? undefined : converted(order.unexplained);
  const due = chargesOf(order).map(dueOf);
  const parts = shares(base.total + settledTotal({ settled }) - (unexplained ?? 0), due);
  let next = 0;
  const charged = <C extends Charge>({ discount, ...charge }: C): C => {
    const part = parts[next++] ?? 0;
    const off = discount ? converted(discount.gross) : 0;
    const gross = part + off;
    return {
      ...charge,
      gross,
      net: netOf(gross, charge.taxRate),
      ...(discount ? { discount: discountOf(off, charge.taxRate) } : {}),
    } as C;
  };
  // In the order of `chargesOf`: `parts` has them in the same order.
  const charges = {
    lines: lines.map(charged),
    ...(giftWrap ? { giftWrap: charged(giftWrap) } : {}),
    ...(shippingCost ? { shippingCost: charged(shippingCost) } : {}),
    ...(fees ? { fees: fees.map(charged) } : {}),
  };
  return {
    ...rest,
    ...charges,
    total: base.total,
    paid: converted(order.paid),
    currency: base.currency,
    ...(settled ? { settled } : {}),
    ...(unexplained === undefined ? {} : { unexplained }),
    ...(order.authorised === undefined ? {} : { authorised: converted(order.authorised) }),
    ...(order.refunds
      ? { refunds: order.refunds.map((one) => ({ ...one, amount: converted(one.amount) })) }
      : {}),
  };
}
