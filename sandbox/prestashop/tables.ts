import type { PrestaShopBooks } from './books.ts';
import type { Row, Value } from './fields.ts';

/** The rows of a table. Throws where there is no such table. */
export function table(books: PrestaShopBooks, name: string): Row[] {
  const rows = books.tables[name];
  if (!rows) throw new Error(`no table ${name}`);
  return rows;
}

/** The row with this id. */
export function find(books: PrestaShopBooks, name: string, id: Value | undefined): Row | undefined {
  const rows = table(books, name);
  const guess = rows[Number(id) - 1];
  return guess?.id === Number(id) ? guess : rows.find((row) => row.id === Number(id));
}

interface Index {
  upTo: number;
  byValue: Map<Value, Row[]>;
}
const indexes = new WeakMap<Row[], Map<string, Index>>();

/** Has to be called after fields of a row were changed, so that `related` reads the table again. */
export function reindex(books: PrestaShopBooks, name: string): void {
  indexes.delete(table(books, name));
}

/** The rows whose `field` has this value, oldest first. Rows are indexed once: see `reindex`. */
export function related(books: PrestaShopBooks, name: string, field: string, value: Value): Row[] {
  const rows = table(books, name);
  const ofTable = indexes.get(rows) ?? new Map<string, Index>();
  indexes.set(rows, ofTable);
  const index = ofTable.get(field) ?? { upTo: 0, byValue: new Map<Value, Row[]>() };
  ofTable.set(field, index);
  for (; index.upTo < rows.length; index.upTo += 1) {
    const row = rows[index.upTo] as Row;
    const key = row[field] as Value;
    const same = index.byValue.get(key);
    if (same) same.push(row);
    else index.byValue.set(key, [row]);
  }
  return index.byValue.get(value) ?? [];
}
