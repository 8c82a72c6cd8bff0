import Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { Charge, OrderLine } from '../../domain/schemas/order.ts';
import { impliedVat, namedVat, type Vat } from '../vat.ts';
import type { OrderParts, Row } from './parts.ts';

/** The rows of an order, in minor units. A combination has a row and a reference of its own. */
export function orderLines({ rows, currency }: Pick<OrderParts, 'rows' | 'currency'>): OrderLine[] {
  const known = knownRates(rows);
  return rows.map((row) => {
    const article = [row.product_id ?? '0', row.product_attribute_id].filter(Boolean).join('-');
    return {
      sku: row.product_reference ?? article,
      name: row.product_name ?? row.product_reference ?? article,
      quantity: Number(row.product_quantity),
      net: minorUnits(
        row.total_price_tax_excl ?? times(row.product_quantity, row.unit_price_tax_excl),
        currency,
      ),
      gross: minorUnits(
        row.total_price_tax_incl ?? times(row.product_quantity, row.unit_price_tax_incl),
        currency,
      ),
      ...vatOf(row, known),
      ...(row.options.length > 0 && { options: row.options }),
    };
  });
}

/** A row's VAT: by the taxes that the shop applied, else by a piece's prices without ecotax, which have six decimals. */
function vatOf(row: Row, known: number[]): Vat {
  if (row.rates.length > 0) return { taxRate: sum(row.rates) };
  const withVat = new Big(row.ecotax_tax_rate).div(100).plus(1).times(row.ecotax);
  const [net, gross] = [
    new Big(row.unit_price_tax_excl).minus(row.ecotax),
    new Big(row.unit_price_tax_incl).minus(withVat),
  ];
  return impliedVat(net.toFixed(), gross.toFixed(), known);
}

/** A charge that is no row (shipping, wrapping), in minor units, at the rate that the shop names if the amounts fit it; undefined where it is 0. */
export function charge(
  { rows, currency }: Pick<OrderParts, 'rows' | 'currency'>,
  net: string,
  gross: string,
  rate?: number,
): Charge | undefined {
  const amounts = { net: minorUnits(net, currency), gross: minorUnits(gross, currency) };
  if (amounts.net === 0 && amounts.gross === 0) return undefined;
  return { ...amounts, ...namedVat(net, gross, rate, knownRates(rows)) };
}

const knownRates = (rows: Row[]): number[] =>
  [...new Set(rows.map(({ rates }) => sum(rates)))].filter(Boolean);
const times = (quantity: string, price: string): string => new Big(quantity).times(price).toFixed();
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
