import type { PrestaShopBooks } from './books.ts';
import type { Resource } from './definitions.ts';
import { type Row, type Value, zero } from './fields.ts';
import { orderDefinitions } from './order-definitions.ts';
import { shopDefinitions } from './shop-definitions.ts';
import { table } from './tables.ts';

export type { Association, Resource } from './definitions.ts';

const definitions = [...orderDefinitions, ...shopDefinitions];

/** The resources that this sandbox plays, by name. */
export const resources: ReadonlyMap<string, Resource> = new Map(definitions.map((one) => [one.name, one]));

const blanks: ReadonlyMap<string, object> = new Map(
  definitions.map((one) => [
    one.name,
    JSON.parse(JSON.stringify(Object.fromEntries(one.fields.map(({ name, kind }) => [name, zero(kind)])))),
  ]),
);

/** Adds a row with the next id; what is not given is empty as the database has it. */
export function insert(books: PrestaShopBooks, name: string, given: Record<string, Value>): Row {
  const rows = table(books, name);
  const row: Row = { ...blanks.get(name), ...given, id: (rows.at(-1)?.id ?? 0) + 1 };
  rows.push(row);
  return row;
}
