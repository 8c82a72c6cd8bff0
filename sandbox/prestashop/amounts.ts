import type { Bought, Description } from './description.ts';
import { decimal, round2 } from './invoices.ts';

// The VAT rate of ecotax and gift wrapping, whatever the goods' rate is.
const STANDARD_RATE = 22;

/** A row's sums: unit prices with six decimals, totals to the cent. Major units. */
export interface RowSums {
  taxPercent: number;
  unitNet: number;
  unitGross: number;
  net: number;
  gross: number;
}

/** An amount with VAT and without. */
export interface Both {
  gross: number;
  net: number;
}

/** An order's sums, in major units. */
export interface OrderSums {
  rows: RowSums[];
  shipping: Both;
  wrapping: Both;
  discounts: Both[];
  discount: Both;
  products: Both;
  total: Both;
}

/**
 * An order's sums, rounded as PrestaShop does (Order::ROUND_ITEM, ROUND_LINE, ROUND_TOTAL). Unit prices keep six decimals
 * in each case.
 */
export function sums(description: Description, items: Bought[], usesEcotax: boolean): OrderSums {
  const { exempt, shippingTaxPercent } = description;
  const rows = items.map((item): RowSums => {
    const { unitNet, unitGross } = unitOf(item, exempt, usesEcotax);
    return {
      taxPercent: exempt ? 0 : item.taxPercent,
      unitNet,
      unitGross,
      net: rounded(unitNet, item.qty, description.rounding),
      gross: rounded(unitGross, item.qty, description.rounding),
    };
  });
  const products = { net: total(rows, 'net'), gross: total(rows, 'gross') };
  const taxed = (price: number, percent: number): Both => {
    const net = round2(price / (1 + percent / 100));
    return { net, gross: exempt ? net : round2(price) };
  };
  const virtual = items.every((item) => item.virtual);
  const shipping = virtual ? { net: 0, gross: 0 } : taxed(description.shipping, shippingTaxPercent);
  const wrapping = taxed(description.wrapping, STANDARD_RATE);
  const rest = rows.map(({ net, gross }): Both => ({ net, gross }));
  const discounts = description.discounts.map((voucher): Both => {
    const discounted = rest.filter((_, i) => voucher.on === undefined || items[i]?.reference === voucher.on);
    const taken = takenBy(voucher, discounted);
    const freed = voucher.freeShipping ? shipping : { net: 0, gross: 0 };
    return { gross: round2(taken.gross + freed.gross), net: round2(taken.net + freed.net) };
  });
  const discount = { net: total(discounts, 'net'), gross: total(discounts, 'gross') };
  const isFree = description.discounts.some(({ freeShipping }) => freeShipping);
  const fee = taxed(description.fee, STANDARD_RATE);
  const left = (side: 'net' | 'gross') =>
    round2(total(rest, side) + (isFree ? 0 : shipping[side]) + wrapping[side] + fee[side]);
  return {
    rows,
    shipping,
    wrapping,
    discounts,
    discount,
    products,
    total: { net: left('net'), gross: left('gross') },
  };
}

/** The order's amounts as PrestaShop names them, texts with six decimals. `noise`: totals with VAT are a millionth short. */
export function orderAmounts(all: OrderSums, noise: boolean): Record<string, string> {
  const lack = noise ? 1e-6 : 0;
  const { discount, total: due, products, shipping, wrapping } = all;
  return {
    total_discounts: decimal(discount.gross),
    total_discounts_tax_incl: decimal(discount.gross),
    total_discounts_tax_excl: decimal(discount.net),
    total_paid: decimal(due.gross - lack),
    total_paid_tax_incl: decimal(due.gross - lack),
    total_paid_tax_excl: decimal(due.net),
    total_products: decimal(products.net),
    total_products_wt: decimal(products.gross - lack),
    total_shipping: decimal(shipping.gross),
    total_shipping_tax_incl: decimal(shipping.gross),
    total_shipping_tax_excl: decimal(shipping.net),
    total_wrapping: decimal(wrapping.gross),
    total_wrapping_tax_incl: decimal(wrapping.gross),
    total_wrapping_tax_excl: decimal(wrapping.net),
  };
}

/** Unit prices with six decimals, ecotax included. */
function unitOf(item: Bought, exempt: boolean, usesEcotax: boolean): { unitNet: number; unitGross: number } {
  const eco = usesEcotax ? (item.ecotax ?? 0) : 0;
  const ecoWithVat = eco * (1 + STANDARD_RATE / 100);
  const tax = 1 + item.taxPercent / 100;
  const unitNet = round6(item.net === undefined ? (item.price - ecoWithVat) / tax + eco : item.net + eco);
  const unitGross = item.net === undefined ? item.price : round6(item.net * tax + ecoWithVat);
  return { unitNet, unitGross: exempt ? unitNet : unitGross };
}

/** Takes a voucher off rows, from each its share, at most what is left (CartRuleCalculator::applyCartRule); answers the sum. */
function takenBy({ value, percent }: Description['discounts'][number], rows: Both[]): Both {
  const all = rows.reduce((sum, { gross }) => sum + gross, 0);
  const share = percent > 0 ? percent / 100 : all > 0 ? Math.min(value, all) / all : 0;
  const taken = { net: 0, gross: 0 };
  for (const row of rows)
    for (const side of ['net', 'gross'] as const) {
      const reduction = row[side] * share;
      row[side] -= reduction;
      taken[side] += reduction;
    }
  return taken;
}

function rounded(unit: number, qty: number, rounding: Description['rounding']): number {
  if (rounding === 'item') return round2(round2(unit) * qty);
  return rounding === 'line' ? round2(unit * qty) : round6(unit * qty);
}

const round6 = (value: number): number => Math.round(value * 1e6) / 1e6;

const total = <K extends string>(list: Record<K, number>[], key: K): number =>
  round2(list.reduce((sum, row) => sum + row[key], 0));
