import { major, type Sums, total } from './amounts.ts';
import type { OrderRow } from './books.ts';

interface AppliedTax {
  code: string;
  title: string;
  percent: number;
  amount: number;
  base_amount: number;
}

/** `applied_taxes` of the order, a line for each rate, and of each thing bought. */
export function taxes(
  bought: OrderRow[],
  own: Sums,
  base: Sums,
): { applied_taxes: AppliedTax[]; item_applied_taxes: object[] } {
  const taxed = (sums: Sums) => [...sums.rows, sums.shipping];
  const rates = [...new Set(taxed(own).map((row) => row.taxPercent))];
  const of = (sums: Sums, percent: number) =>
    total(
      taxed(sums)
        .filter((row) => row.taxPercent === percent)
        .map((row) => row.tax),
    );
  return {
    applied_taxes: rates
      .map((percent) => applied(percent, of(own, percent), of(base, percent)))
      .filter((tax) => tax.amount > 0),
    item_applied_taxes: bought.flatMap((row, i) => {
      const [mine, inBase] = [own.rows[i], base.rows[i]];
      if (!mine || !inBase || mine.tax === 0) return [];
      const tax = applied(mine.taxPercent, mine.tax, inBase.tax);
      return [{ type: 'product', item_id: row.item_id, applied_taxes: [tax] }];
    }),
  };
}

const applied = (percent: number, tax: number, baseTax: number): AppliedTax => ({
  code: `IVA ${percent}%`,
  title: `IVA ${percent}%`,
  percent,
  amount: major(tax),
  base_amount: major(baseTax),
});
