import Big from 'big.js';
import { Failure } from './failure.ts';
import type { Order } from './schemas/order.ts';

/** The discount's gross share of each VAT rate, by what was bought at it: one row for all would move VAT from one rate to another. Throws ORDER_UNREADABLE. */
export function discountByRate(order: Order): { rate: number; gross: number }[] {
  if (order.discount === 0) return [];
  const goods = order.lines.reduce((sum, line) => sum + line.gross, 0);
  // A discount beyond the goods is one on the rest too.
  const rest =
    order.discount > goods
      ? [order.shippingCost, order.giftWrap].filter((charge) => charge !== undefined)
      : [];
  const byRate = new Map<number, number>();
  for (const { taxRate, gross } of [...order.lines, ...rest])
    byRate.set(taxRate, (byRate.get(taxRate) ?? 0) + gross);
  const rates = [...byRate].filter(([, gross]) => gross > 0);
  const whole = rates.reduce((sum, [, gross]) => sum + gross, 0);
  if (whole < order.discount)
    throw new Failure(
      'ORDER_UNREADABLE',
      'refused',
      `order ${order.number}: the discount exceeds what it is on`,
    );
  let sharedOf = 0;
  let shared = 0;
  return rates.map(([rate, gross]) => {
    sharedOf += gross;
    const upToHere = Number(new Big(order.discount).times(sharedOf).div(whole).round(0, Big.roundHalfUp));
    const share = upToHere - shared;
    shared = upToHere;
    return { rate, gross: share };
  });
}
