import type { Bought, Description } from './description.ts';
import { decimal, round2 } from './invoices.ts';

/** Of one row: unit prices with six decimals, totals to the cent. */
export interface RowSums {
  taxPercent: number;
  unitNet: number;
  unitGross: number;
  net: number;
  gross: number;
}

/** With VAT and without. */
export interface Both {
  gross: number;
  net: number;
}

export interface OrderSums {
  rows: RowSums[];
  shipping: Both;
  wrapping: Both;
  discounts: Both[];
  discount: Both;
  products: Both;
  total: Both;
}

/** Sums of an order as PrestaShop rounds them (Order::ROUND_ITEM, ROUND_LINE, ROUND_TOTAL): unit prices keep six decimals whatever is rounded. */
export function sums(description: Description, items: Bought[]): OrderSums {
  const { exempt, shippingTaxPercent } = description;
  const rows = items.map((item): RowSums => {
    const unitNet = round6(item.price / (1 + item.taxPercent / 100));
    const unitGross = exempt ? unitNet : item.price;
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
  const wrapping = taxed(description.wrapping, 22);
  // A voucher takes VAT with it in the share that the goods have.
  const share = products.gross > 0 ? products.net / products.gross : 1;
  const discounts = description.discounts.map(({ value, on, freeShipping }): Both => {
    const row = rows[items.findIndex(({ reference }) => reference === on)];
    const goods = {
      gross: round2(value),
      net: round2(row ? value / (1 + row.taxPercent / 100) : value * share),
    };
    return freeShipping
      ? { gross: round2(goods.gross + shipping.gross), net: round2(goods.net + shipping.net) }
      : goods;
  });
  const discount = { net: total(discounts, 'net'), gross: total(discounts, 'gross') };
  const left = (side: 'net' | 'gross') =>
    Math.max(0, round2(products[side] + shipping[side] + wrapping[side] - discount[side]));
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

/** The order's amounts as PrestaShop names them: text with six decimals. `noise` takes a millionth from what has VAT. */
export function orderAmounts(all: OrderSums, noise: boolean): Record<string, string> {
  const off = noise ? 1e-6 : 0;
  const { discount, total: due, products, shipping, wrapping } = all;
  return {
    total_discounts: decimal(discount.gross),
    total_discounts_tax_incl: decimal(discount.gross),
    total_discounts_tax_excl: decimal(discount.net),
    total_paid: decimal(due.gross - off),
    total_paid_tax_incl: decimal(due.gross - off),
    total_paid_tax_excl: decimal(due.net),
    total_products: decimal(products.net),
    total_products_wt: decimal(products.gross - off),
    total_shipping: decimal(shipping.gross),
    total_shipping_tax_incl: decimal(shipping.gross),
    total_shipping_tax_excl: decimal(shipping.net),
    total_wrapping: decimal(wrapping.gross),
    total_wrapping_tax_incl: decimal(wrapping.gross),
    total_wrapping_tax_excl: decimal(wrapping.net),
  };
}

function rounded(unit: number, qty: number, rounding: Description['rounding']): number {
  if (rounding === 'item') return round2(round2(unit) * qty);
  return rounding === 'line' ? round2(unit * qty) : round6(unit * qty);
}

const round6 = (value: number): number => Math.round(value * 1e6) / 1e6;

const total = <K extends string>(list: Record<K, number>[], key: K): number =>
  round2(list.reduce((sum, one) => sum + one[key], 0));
