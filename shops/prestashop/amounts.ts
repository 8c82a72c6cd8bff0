import Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { Order, OrderLine } from '../../domain/schemas/order.ts';
import { impliedVat } from '../vat.ts';
import type { OrderParts, Row } from './parts.ts';

/** The rows of an order; a combination has a row and a reference of its own. */
export function orderLines({ rows, currency }: Pick<OrderParts, 'rows' | 'currency'>): OrderLine[] {
  const known = knownRates(rows);
  return rows.map((row) => {
    const [net, gross] = [
      minorUnits(row.total_price_tax_excl ?? times(row.product_quantity, row.unit_price_tax_excl), currency),
      minorUnits(row.total_price_tax_incl ?? times(row.product_quantity, row.unit_price_tax_incl), currency),
    ];
    const article = [row.product_id ?? '0', row.product_attribute_id].filter(Boolean).join('-');
    return {
      sku: row.product_reference ?? article,
      name: row.product_name ?? row.product_reference ?? article,
      quantity: Number(row.product_quantity),
      net,
      gross,
      ...(row.rates.length > 0
        ? { taxRate: sum(row.rates) }
        : impliedVat(row.unit_price_tax_excl, row.unit_price_tax_incl, known)),
      ...(row.options.length > 0 && { options: row.options }),
    };
  });
}

/** What is charged besides the rows: net, gross and the rate; undefined where nothing is. */
export function charge(
  { rows, currency }: Pick<OrderParts, 'rows' | 'currency'>,
  netText: string,
  grossText: string,
  rate = 0,
): Order['giftWrap'] {
  const [net, gross] = [minorUnits(netText, currency), minorUnits(grossText, currency)];
  if (net === 0 && gross === 0) return undefined;
  return { net, gross, ...(rate ? { taxRate: rate } : impliedVat(netText, grossText, knownRates(rows))) };
}

const knownRates = (rows: Row[]): number[] =>
  [...new Set(rows.map(({ rates }) => sum(rates)))].filter(Boolean);
const times = (quantity: string, price: string): string => new Big(quantity).times(price).toFixed();
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
