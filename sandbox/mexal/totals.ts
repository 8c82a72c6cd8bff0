import Big from 'big.js';
import { vatPercent } from './articles.ts';
import type { Books, StoredDocument } from './books.ts';
import type { Rec } from './fields.ts';
import { discountFactors } from './rows.ts';

// The VAT rate of the header's expenses: in Mexal a setting of the whole company.
const EXPENSES_VAT = '22';

/** A document's totals. */
export interface Totals {
  /** Per VAT code, in euros. */
  perRate: { code: string; net: number; vat: number }[];
  total: number;
}

const cents = (amount: Big): Big => amount.round(2, Big.roundHalfUp);

/** A row's amount in euros, rounded to the cent: quantity x price, less the discounts one after the other. */
export function rowAmount(row: Rec): number {
  if (row.tp_riga === 'D' || row.tp_riga === 'T' || row.tipo_stato_riga === 'N') return 0;
  const full = new Big(Number(row.quantita)).times(Number(row.prezzo ?? 0));
  const left = discountFactors(String(row.sconto ?? '')).reduce((a, d) => a.times(100 - d).div(100), full);
  return cents(left).toNumber();
}

/** A document's totals. OC: VAT is added to each rate's sum of rows. OX: the rows include it; it is taken out of each rate's sum. */
export function totalsOf(books: Books, document: StoredDocument): Totals {
  const { header, rows, sigla } = document;
  const sums = new Map<string, Big>();
  const add = (code: string, amount: number) => {
    sums.set(code, (sums.get(code) ?? new Big(0)).plus(amount));
  };
  for (const row of rows) {
    const amount = rowAmount(row);
    if (amount !== 0) add(String(row.cod_iva), amount);
  }
  const expenses = Number(header.val_spese_sped ?? 0) + Number(header.spese_banca ?? 0);
  if (expenses !== 0) add(EXPENSES_VAT, expenses);
  const perRate = [...sums].map(([code, sum]) => {
    const percent = vatPercent(books, code) ?? 0;
    if (sigla === 'OC')
      return { code, net: cents(sum).toNumber(), vat: cents(sum.times(percent).div(100)).toNumber() };
    const net = cents(sum.times(100).div(100 + percent));
    return { code, net: net.toNumber(), vat: cents(sum).minus(net).toNumber() };
  });
  const total = perRate
    .reduce((a, rate) => a.plus(rate.net).plus(rate.vat), new Big(0))
    .plus(Number(header.spese_bolli ?? 0))
    .minus(Number(header.abbuono ?? 0));
  return { perRate, total: cents(total).toNumber() };
}
