import Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { Fee, OrderLine } from '../../domain/schemas/order.ts';
import type { Row } from './parts.ts';

/** An order's rows without the ecotax that their prices include, and this ecotax as one fee for each VAT rate. */
export function withoutEcotax(
  lines: OrderLine[],
  rows: Row[],
  currency: string,
): { lines: OrderLine[]; fees: Fee[] } {
  const fees = new Map<number, Fee>();
  const lessened = lines.map((line, i) => {
    const row = rows[i];
    if (!row || Number(row.ecotax) === 0) return line;
    const taxRate = Number(row.ecotax_tax_rate);
    const all = new Big(row.ecotax).times(row.product_quantity);
    const net = minorUnits(all.toFixed(), currency);
    const gross = minorUnits(all.times(new Big(taxRate).div(100).plus(1)).toFixed(), currency);
    const fee = fees.get(taxRate) ?? {
      kind: 'eco' as const,
      code: 'ecotax',
      title: 'Ecotassa',
      net: 0,
      gross: 0,
      taxRate,
    };
    fees.set(taxRate, { ...fee, net: fee.net + net, gross: fee.gross + gross });
    return { ...line, net: line.net - net, gross: line.gross - gross };
  });
  return { lines: lessened, fees: [...fees.values()] };
}
