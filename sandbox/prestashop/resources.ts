import type { PrestaShopBooks } from './books.ts';
import type { Resource } from './definitions.ts';
import { type Row, type Value, zero } from './fields.ts';
import { orderDefinitions } from './order-definitions.ts';
import { shopDefinitions } from './shop-definitions.ts';
import { reindex, table } from './tables.ts';

export type { Association, Resource } from './definitions.ts';

const definitions = [...orderDefinitions, ...shopDefinitions];

/** Names of the shop's tables: the resources', and those that are no resource. */
export const tableNames = [...definitions.map(({ name }) => name), 'order_slip_details'];

/** The resources that this sandbox has, by name. */
export const resources: ReadonlyMap<string, Resource> = new Map(
  definitions.map((definition) => [definition.name, definition]),
);

const blanks: ReadonlyMap<string, object> = new Map(
  definitions.map((definition) => [
    definition.name,
    JSON.parse(
      JSON.stringify(Object.fromEntries(definition.fields.map(({ name, kind }) => [name, zero(kind)]))),
    ),
  ]),
);

/** Adds a row with the next id; fields that are not given are empty as in the database. */
export function insert(books: PrestaShopBooks, name: string, given: Record<string, Value>): Row {
  const rows = table(books, name);
  const last = Math.max(rows.at(-1)?.id ?? 0, books.removed[name] ?? 0);
  const row: Row = { ...blanks.get(name), ...given, id: last + 1 };
  rows.push(row);
  return row;
}

/** Removes a row; its id is never used again. */
export function remove(books: PrestaShopBooks, name: string, row: Row): void {
  const rows = table(books, name);
  rows.splice(rows.indexOf(row), 1);
  books.removed[name] = Math.max(row.id, books.removed[name] ?? 0);
  reindex(books, name);
}
