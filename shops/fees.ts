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
export type Fees = z.infer<typeof fees>;

/**
 * The order with what its `total` has beside its charges: at most `cents`, what the shop's rounding can do, is a fee of
 * kind `rounding`; more of a method that bears a fee is that fee; anything else is `unexplained`.
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

/** What the fee of a payment method is called: by what it is for, in Italian, or as the method. */
export const feeOf = ({ code, title }: Pick<Order['payment'], 'code' | 'title'>) => ({
  kind: 'payment' as const,
  code,
  title: /cash.?on.?delivery|contrassegno|(^|[_ ])cod($|[_ ])/i.test(`${code} ${title}`)
    ? 'Contrassegno'
    : title,
});

const withFee = (order: Order, fee: Fee): Order => ({ ...order, fees: [...(order.fees ?? []), fee] });

/** Italian: it is a row of the document. At the rate of most of the goods. */
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
