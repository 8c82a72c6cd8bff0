import type { Charge, Fee, Order, OrderLine } from '../../domain/schemas/order.ts';
import { type Both, fits, type Spread, spreadOver } from './spread.ts';

/** An order's charges, before any discount. */
export interface Charges {
  lines: OrderLine[];
  fees: Fee[];
  shippingCost?: NonNullable<Order['shippingCost']>;
  giftWrap?: Charge;
}

/** What a voucher took off an order. */
export interface Voucher extends Both {
  freeShipping: boolean;
}

/**
 * The charges with their discounts. `total`: the order's whole discount; `vouchers`: what each voucher took of it, undefined
 * where the key may not read them, so that only the sums are known. What exceeds the charges is left out.
 */
export function withDiscounts(charges: Charges, total: Both, vouchers?: Voucher[]): Charges {
  if (total.gross === 0) return charges;
  const goods: Charge[] = [...charges.lines, ...charges.fees];
  const { shippingCost, giftWrap } = charges;
  const all = [...goods, shippingCost, giftWrap].filter((position) => position !== undefined);
  const taken = new Map<Charge, number>();
  const left = (charge: Charge) => Math.max(0, charge.gross - (taken.get(charge) ?? 0));
  const put = (on: Charge[], spread: Spread) =>
    on.forEach((charge, i) => {
      taken.set(charge, (taken.get(charge) ?? 0) + (spread[i] ?? 0));
    });
  const place = (part: Both) => {
    const over = (on: Charge[]) => ({ on, spread: spreadOver(on, on.map(left), part) });
    const [onGoods, onAll] = [over(goods), over(all)];
    const exact = [onGoods, onAll].find(({ on, spread }) => spread && fits(on, spread, part.net));
    const { on, spread } = exact ?? (onGoods.spread ? onGoods : onAll);
    put(on, spread ?? on.map(left));
  };

  const exact = vouchers && asTotalled(vouchers, total);
  const { shipping, goods: parts } = exact
    ? byVoucher(exact, shippingCost)
    : bySums(total, shippingCost, goods);
  if (shippingCost && shipping) put([shippingCost], [shippingCost.gross]);
  for (const part of parts) place(part);

  const lessened = <C extends Charge>(charge: C): C => {
    const gross = taken.get(charge) ?? 0;
    // In proportion to the charge's own amounts: so a discount of the whole charge leaves no cent of net.
    return gross === 0
      ? charge
      : { ...charge, discount: { gross, net: Math.round((gross * charge.net) / charge.gross) } };
  };
  return {
    lines: charges.lines.map(lessened),
    fees: charges.fees.map(lessened),
    shippingCost: shippingCost && lessened(shippingCost),
    giftWrap: giftWrap && lessened(giftWrap),
  };
}

interface Parts {
  /** Whether the whole shipping is free. */
  shipping: boolean;
  /** The discounts of goods, one for each voucher. */
  goods: Both[];
}

/** The vouchers, made to add up to the order's own sum to the cent; undefined where they differ by more, since somebody edited the order. */
function asTotalled(vouchers: Voucher[], total: Both): Voucher[] | undefined {
  const missing = (side: keyof Both) =>
    total[side] - vouchers.reduce((sum, voucher) => sum + voucher[side], 0);
  const [gross, net] = [missing('gross'), missing('net')];
  if (vouchers.length === 0 || Math.abs(gross) > vouchers.length) return undefined;
  const largest = Math.max(...vouchers.map((voucher) => voucher.gross));
  const at = vouchers.findIndex((voucher) => voucher.gross === largest);
  return vouchers.map((voucher, i) =>
    i === at ? { ...voucher, gross: voucher.gross + gross, net: voucher.net + net } : voucher,
  );
}

/**
 * The discounts by voucher. A voucher that makes shipping free takes all of it, whatever else it takes
 * (CartRule::getContextualValue). A second one takes it again, without lowering the total. A voucher below the cost of
 * shipping was for another carrier.
 */
function byVoucher(vouchers: Voucher[], shipping: Both | undefined): Parts {
  const freed = vouchers.map(
    ({ freeShipping, gross }) => freeShipping && shipping !== undefined && gross >= shipping.gross,
  );
  return {
    shipping: freed.includes(true),
    goods: vouchers
      .map((voucher, i) => (freed[i] && shipping ? less(voucher, shipping) : voucher))
      .filter(({ gross }) => gross > 0),
  };
}

/** The discounts by the sums alone: shipping is free where its two amounts are taken off, and the rest fits the goods. */
function bySums(total: Both, shipping: Both | undefined, goods: Charge[]): Parts {
  const whole = { shipping: false, goods: [total] };
  if (!shipping || shipping.gross === 0 || total.gross < shipping.gross) return whole;
  const rest = less(total, shipping);
  const free = { shipping: true, goods: rest.gross > 0 ? [rest] : [] };
  if (rest.gross === 0 && rest.net === 0) return free;
  const onGoods = (part: Both) => {
    const spread = spreadOver(
      goods,
      goods.map(({ gross }) => gross),
      part,
    );
    return spread !== undefined && fits(goods, spread, part.net);
  };
  return !onGoods(total) && onGoods(rest) ? free : whole;
}

const less = (left: Both, right: Both): Both => ({
  gross: left.gross - right.gross,
  net: left.net - right.net,
});
