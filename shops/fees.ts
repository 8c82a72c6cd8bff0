import { z } from 'zod';
import { chargedTotal, settledTotal } from '../domain/charges.ts';
import { netOf } from '../domain/money.ts';
import type { Fee, Order } from '../domain/schemas/order.ts';

/** The setting `fees` of every shop: `fees: { ps_cashondelivery: { taxRate: 22 } }`. */
export const fees = z
  .record(
    z.string(),
    z.strictObject({ taxRate: z.number().min(0).max(100).describe('VAT of the fee, per cent.') }),
  )
  .default({})
  .describe(
    "Payment methods, by code, that cost extra where the shop tells it in the order's total only (cash on delivery), with the VAT of that fee.",
  );
/** The VAT rate, in per cent, of the fee of each payment method that has one. */
export type Fees = z.infer<typeof fees>;

/**
 * The order with the difference between its `total` and its charges explained. At most `cents`, as much as the shop's
 * rounding can cause, is a fee of kind `rounding`; more than that, where the payment method has a fee, is that fee; the rest
 * is `unexplained`.
 */
export function explained(order: Order, { cents, fees }: { cents: number; fees: Fees }): Order {
  const rest = order.total - (chargedTotal(order) - settledTotal(order));
  if (rest === 0) return order;
  const { code, title } = order.payment;
  const taxRate = fees[code]?.taxRate;
  if (Math.abs(rest) <= cents) return withFee(order, rounding(rest, order));
  if (rest > 0 && taxRate !== undefined)
    return withFee(order, { ...feeOf({ code, title }), ...chargeOf(rest, taxRate) });
  return { ...order, unexplained: rest };
}

/** Kind, code and title of a payment method's fee; the title is Italian, or the method's own. */
export const feeOf = ({ code, title }: Pick<Order['payment'], 'code' | 'title'>) => ({
  kind: 'payment' as const,
  code,
  title: /cash.?on.?delivery|contrassegno|(^|[_ ])cod($|[_ ])/i.test(`${code} ${title}`)
    ? 'Contrassegno'
    : title,
});

const withFee = (order: Order, fee: Fee): Order => ({ ...order, fees: [...(order.fees ?? []), fee] });

/** A fee for what rounding left, at the VAT rate of the largest row. Its title is Italian, since it becomes a row of the document. */
function rounding(gross: number, { lines }: Order): Fee {
  const most = [...lines].sort((a, b) => b.gross - a.gross)[0];
  return {
    kind: 'rounding',
    code: 'rounding',
    title: 'Arrotondamento',
    ...chargeOf(gross, most?.rateUnclear ? 0 : (most?.taxRate ?? 0)),
  };
}

const chargeOf = (gross: number, taxRate: number) => ({ net: netOf(gross, taxRate), gross, taxRate });
