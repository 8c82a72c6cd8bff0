import type { Books, StoredDocument } from './books.ts';
import { declared, type Rec, rowArrays, type Scalar } from './fields.ts';
import { totalsOf } from './totals.ts';

/**
 * A single document as it is read: header fields that live systems answer as a matrix are a matrix here (in lists they are
 * scalars), and each row field is an array over the rows.
 */
export function wholeDocument(books: Books, document: StoredDocument): Rec {
  const whole: Rec = { ...document.header };
  for (const [name, field] of declared.orders) {
    const value = document.header[name];
    if (field.loose) whole[name] = value === undefined || Array.isArray(value) ? [] : [[1, value]];
  }
  for (const name of rowArrays.keys())
    whole[name] = document.rows.flatMap((row, i): Scalar[][] => {
      const value = row[name];
      if (value === undefined) return [];
      return Array.isArray(value) ? value.map((tuple) => [i + 1, ...tuple]) : [[i + 1, value]];
    });
  whole.tot_documento = [[1, totalsOf(books, document).total]];
  whole.sigla_ordine = [[1, document.sigla]];
  whole.numero_ordine = [[1, document.numero]];
  return whole;
}
