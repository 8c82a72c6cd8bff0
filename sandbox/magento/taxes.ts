import { cents, major } from './amounts.ts';
import type { OrderRow } from './entities.ts';
import { charged, type RowSums, type Sums } from './sums.ts';

interface AppliedTax {
  code: string;
  title: string;
  percent: number;
  amount: number;
  base_amount: number;
}

interface ItemTax {
  type: 'product' | 'weee' | 'shipping';
  item_id?: number;
  /** The row that a fixed product tax is of. */
  associated_item_id?: number;
  percent: number;
  amount: number;
  base: number;
}

/** The order's `applied_taxes`, one for each rate, and its `item_applied_taxes`, one for each thing that bears VAT. */
export function taxes(
  rows: OrderRow[],
  own: Sums,
  base: Sums,
): { applied_taxes: AppliedTax[]; item_applied_taxes: object[] } {
  const [inOwn, inBase] = [charged(own), charged(base)];
  const partsOf = ({ item_id }: OrderRow) => rows.filter(({ parent_item_id }) => parent_item_id === item_id);
  const isPriced = ({ price_incl_tax }: OrderRow) => price_incl_tax !== undefined;
  const priced = rows.filter((row) => isPriced(row) && !partsOf(row).some(isPriced));
  const all: ItemTax[] = priced.flatMap((row, i) => {
    const [ownSums, baseSums] = [inOwn[i], inBase[i]];
    if (!ownSums || !baseSums) return [];
    const weee = (sums: RowSums) => Number(sums.weee?.tax ?? 0);
    const percent = ownSums.taxPercent;
    return [
      {
        type: 'product' as const,
        item_id: row.item_id,
        percent,
        amount: Number(ownSums.rowTax),
        base: Number(baseSums.rowTax),
      },
      {
        type: 'weee' as const,
        associated_item_id: row.item_id,
        percent,
        amount: weee(ownSums),
        base: weee(baseSums),
      },
    ];
  });
  const { taxPercent, rowTax } = own.shipping;
  all.push({
    type: 'shipping',
    percent: taxPercent,
    amount: Number(rowTax),
    base: Number(base.shipping.rowTax),
  });
  const nonZero = all.filter(({ amount }) => amount !== 0);
  return {
    applied_taxes: [...new Set(nonZero.map(({ percent }) => percent))].map((percent) => {
      const ofRate = nonZero.filter((tax) => tax.percent === percent);
      return applied(
        percent,
        ofRate.reduce((sum, { amount }) => sum + amount, 0),
        ofRate.reduce((sum, tax) => sum + tax.base, 0),
      );
    }),
    item_applied_taxes: nonZero.map(
      ({ type, item_id, associated_item_id, percent, amount, base: inBase }) => ({
        type,
        ...(item_id !== undefined && { item_id }),
        ...(associated_item_id !== undefined && { associated_item_id }),
        applied_taxes: [applied(percent, amount, inBase)],
      }),
    ),
  };
}

const applied = (percent: number, tax: number, baseTax: number): AppliedTax => ({
  code: `IVA ${percent}%`,
  title: `IVA ${percent}%`,
  percent,
  amount: major(cents(tax)),
  base_amount: major(cents(baseTax)),
});
