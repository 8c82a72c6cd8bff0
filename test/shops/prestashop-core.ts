/** What PrestaShop charges, by its own formulas (src/Core/Cart: CartRow, CartRuleCalculator, Fees), written for tests alone. */
export interface Cart {
  rows: { price: number; rate: number; quantity: number; ecotax: number }[];
  /** As PS_ROUND_TYPE has it: each piece, each row, the whole. */
  roundType: 1 | 2 | 3;
  shipping: { price: number; rate: number };
  wrapping: number;
  vouchers: { kind: 'percent' | 'amount'; value: number; on?: number; freeShipping: boolean }[];
}

interface Sides {
  incl: number;
  excl: number;
}

const WRAPPING_RATE = 22;
const ECOTAX_RATE = 22;

/** The order of a cart as the webservice has it: its amounts, its rows, its vouchers. */
export function ordered({ rows, roundType, shipping, wrapping, vouchers }: Cart) {
  const units = rows.map(({ price, rate, ecotax }): Sides => {
    const excl = price + ecotax;
    return { excl, incl: six(price * (1 + rate / 100) + ecotax * (1 + ECOTAX_RATE / 100)) };
  });
  const totals = rows.map(({ quantity }, i): Sides => {
    const { excl, incl } = units[i] ?? { excl: 0, incl: 0 };
    if (roundType === 1) return { excl: cents(excl) * quantity, incl: cents(incl) * quantity };
    if (roundType === 2) return { excl: cents(excl * quantity), incl: cents(incl * quantity) };
    return { excl: excl * quantity, incl: incl * quantity };
  });
  const fee = (excl: number, rate: number): Sides => ({
    excl: cents(excl),
    incl: cents(excl * (1 + rate / 100)),
  });
  const ship = fee(shipping.price, shipping.rate);
  const wrap = fee(wrapping, WRAPPING_RATE);
  const left = totals.map((total) => ({ ...total }));
  let shipped = { ...ship };
  const taken = vouchers.map(({ kind, value, on, freeShipping }): Sides => {
    const sum = { excl: 0, incl: 0 };
    if (freeShipping) {
      shipped = { excl: 0, incl: 0 };
      sum.excl += ship.excl;
      sum.incl += ship.incl;
    }
    const concerned = left.filter((_, i) => on === undefined || i === on);
    const all = concerned.reduce((total, { incl }) => total + incl, 0);
    for (const row of concerned) {
      const amount = Math.min(value, all);
      const share = kind === 'percent' ? value / 100 : all === 0 ? 0 : amount / all;
      const discount = { excl: row.excl * share, incl: row.incl * share };
      row.excl -= discount.excl;
      row.incl -= discount.incl;
      sum.excl += discount.excl;
      sum.incl += discount.incl;
    }
    return sum;
  });
  const sum = (side: keyof Sides, list: Sides[]) => list.reduce((total, sides) => total + sides[side], 0);
  const whole = (side: keyof Sides) => cents(sum(side, left) + shipped[side] + wrap[side]);
  return {
    order: {
      total_paid: text(whole('incl')),
      total_paid_tax_incl: text(whole('incl')),
      total_paid_tax_excl: text(whole('excl')),
      total_products: text(cents(sum('excl', totals))),
      total_products_wt: text(cents(sum('incl', totals))),
      total_discounts_tax_incl: text(cents(sum('incl', taken))),
      total_discounts_tax_excl: text(cents(sum('excl', taken))),
      total_shipping_tax_incl: text(ship.incl),
      total_shipping_tax_excl: text(ship.excl),
      carrier_tax_rate: shipping.rate.toFixed(3),
      total_wrapping_tax_incl: text(wrap.incl),
      total_wrapping_tax_excl: text(wrap.excl),
      round_type: String(roundType),
      conversion_rate: '1.000000',
    },
    order_details: rows.map(({ quantity, rate, ecotax }, i) => ({
      id: String(i + 1),
      product_id: String(i + 1),
      product_name: `Prodotto ${i + 1}`,
      product_reference: `P-${i + 1}`,
      product_quantity: String(quantity),
      ecotax: text(ecotax),
      ecotax_tax_rate: ecotax > 0 ? ECOTAX_RATE.toFixed(3) : '0.000',
      unit_price_tax_excl: text(units[i]?.excl ?? 0),
      unit_price_tax_incl: text(units[i]?.incl ?? 0),
      total_price_tax_excl: text(totals[i]?.excl ?? 0),
      total_price_tax_incl: text(totals[i]?.incl ?? 0),
      associations: { taxes: rate > 0 ? [{ id: String(rate) }] : [] },
    })),
    order_cart_rules: taken.map(({ incl, excl }, i) => ({
      id: String(i + 1),
      name: `Buono ${i + 1}`,
      value: text(cents(incl)),
      value_tax_excl: text(cents(excl)),
      free_shipping: vouchers[i]?.freeShipping ? '1' : '0',
      deleted: '0',
    })),
    /** What stays of each row, unrounded. */
    left,
  };
}

const six = (value: number): number => Math.round(value * 1e6) / 1e6;
const cents = (value: number): number => Math.round((value + 1e-9) * 100) / 100;
const text = (value: number): string => value.toFixed(6);
