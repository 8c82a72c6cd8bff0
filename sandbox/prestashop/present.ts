import type { PrestaShopBooks } from './books.ts';
import { fatal } from './errors.ts';
import type { Field, Row, Value } from './fields.ts';
import { type Display, fieldsOf } from './query.ts';
import type { Association, Resource } from './resources.ts';
import { find, related, table } from './tables.ts';

/** A row before it is written as XML or JSON: the fields and associations that were asked for, in the shop's order. */
export interface Shown {
  id: number;
  fields: { field: Field; value: Value }[];
  associations: {
    association: Association;
    rows: { id: Value; fields: { name: string; xlink?: string; value: Value }[] }[];
  }[];
}

/** What is shown of a row. The broken order (`quirks.brokenOrder`) fails here, as it does when a real shop loads it. */
export function present(books: PrestaShopBooks, resource: Resource, row: Row, display: Display): Shown {
  const wanted = (name: string) => display === 'full' || (display !== 'minimum' && display.has(name));
  const broken = resource.name === 'orders' && books.quirks.brokenOrder?.id === row.id;
  const breakage = broken ? books.quirks.brokenOrder : null;
  if (breakage && breakage.field === undefined) throw fatal();
  // Where fields are named, associations are shown only if one of them is named with its own fields.
  const nested = display === 'full' || (display !== 'minimum' && [...display.values()].some(Array.isArray));
  return {
    id: row.id,
    fields: fieldsOf(resource, books)
      .filter(({ name }) => wanted(name))
      .map((field) => ({
        field,
        value:
          breakage?.field === field.name ? (breakage.value ?? '') : shownValue(books, resource, row, field),
      })),
    associations: resource.associations
      .filter(({ name }) => nested && wanted(name))
      .map((association) => {
        const only = display instanceof Map ? display.get(association.name) : null;
        return {
          association,
          rows: association.rows(books, row).map((associated) => ({
            id: associated.id ?? '',
            fields: association.fields
              .filter(({ name }) => !only || only.includes(name))
              .map((field) => ({ ...field, value: associated[field.name] ?? '' })),
          })),
        };
      }),
  };
}

/** A field's value; some are computed when they are read (getters). */
function shownValue(books: PrestaShopBooks, resource: Resource, row: Row, field: Field): Value {
  if (resource.name === 'orders' && field.name === 'shipping_number')
    return related(books, 'order_carriers', 'id_order', row.id)[0]?.tracking_number ?? '';
  const value = row[field.name] ?? '';
  // Before 8 these fields had one text, since then one per language.
  return typeof value === 'object' && field.kind !== 'lang' ? (value['1'] ?? '') : value;
}

/** Ids of the languages in which language fields are shown: all active ones, or those of `language=1` or `[1|2]`. */
export function languagesShown(books: PrestaShopBooks, asked: unknown): number[] {
  const active = table(books, 'languages').filter((row) => row.active === 1);
  const all = active.map(({ id }) => id);
  if (asked === undefined) return all;
  const wanted = String(asked).match(/\d+/g)?.map(Number) ?? [];
  return all.filter((id) => wanted.includes(id));
}

/** A language field in the shop's first language, for pages and mails. */
export function nameOf(books: PrestaShopBooks, name: string, id: Value | undefined): string {
  const value = find(books, name, id)?.name;
  return typeof value === 'object' ? (value['1'] ?? '') : String(value ?? '');
}
