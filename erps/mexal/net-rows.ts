import Big from 'big.js';
import { shares } from '../../domain/charges.ts';
import { netOf } from '../../domain/money.ts';

/** A row's totals in minor units, and its VAT per cent. */
interface Row {
  net: number;
  gross: number;
  taxRate: number;
}

/**
 * Rows of a document with net prices, to whose sum by rate Mexal adds the VAT. The shop's own nets stand as long as that
 * comes to what the rows come to with VAT, within the tolerance (minor units). Many rows rounded one by one come to more:
 * then cents are moved within each rate, and what is left over is at most one for each.
 */
export function fitted<R extends Row>(rows: R[], tolerance: number): R[] {
  const byRate = new Map<number, R[]>();
  for (const row of rows) byRate.set(row.taxRate, [...(byRate.get(row.taxRate) ?? []), row]);
  const off = [...byRate.values()].reduce((sum, ofRate) => sum + withVat(ofRate) - grossOf(ofRate), 0);
  if (Math.abs(off) <= tolerance) return rows;
  const nets = new Map<R, number>();
  for (const [rate, ofRate] of byRate) {
    const cents = shares(
      netOf(grossOf(ofRate), rate) - netSum(ofRate),
      ofRate.map(({ net }) => Math.abs(net)),
    );
    ofRate.forEach((row, i) => {
      nets.set(row, row.net + (cents[i] ?? 0));
    });
  }
  return rows.map((row) => ({ ...row, net: nets.get(row) ?? row.net }));
}

const grossOf = (rows: Row[]): number => rows.reduce((sum, { gross }) => sum + gross, 0);
const netSum = (rows: Row[]): number => rows.reduce((sum, { net }) => sum + net, 0);

/** What Mexal makes of the nets of one rate. */
function withVat(rows: Row[]): number {
  const net = new Big(netSum(rows));
  const vat = net.times(rows[0]?.taxRate ?? 0).div(100);
  return Number(net.plus(vat.round(0, Big.roundHalfUp)));
}
