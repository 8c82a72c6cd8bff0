import { parse } from 'qs';
import type { PrestaShopBooks } from './books.ts';
import { didYouMean, fatal, notPlayed, WsError } from './errors.ts';
import type { Field, Row } from './fields.ts';
import { type Condition, condition, inOrder } from './filter.ts';
import { major, referenceLength, type Version } from './names.ts';
import type { Resource } from './resources.ts';
import { table } from './tables.ts';

/** A query's parameters, by name. */
export type Query = Record<string, unknown>;

/** What is shown of a row: everything, its id and address only, or named fields (with an association's own fields; null: all). */
export type Display = 'full' | 'minimum' | Map<string, string[] | null>;

/** Query parameters as PHP reads them: `filter[a]=1`; of two with the same name the last counts. */
export const readQuery = (url: string): Query =>
  parse(url.split('?')[1] ?? '', { depth: 3, duplicates: 'last', ignoreQueryPrefix: false }) as Query;

/** The two dates that records can have. */
export const DATES = ['date_add', 'date_upd'];

/** The fields that a shop of this version has. */
export const fieldsOf = (resource: Resource, books: PrestaShopBooks): Field[] =>
  resource.fields
    .filter(({ since, until }) => since <= major(books.version) && until >= major(books.version))
    .map((field) =>
      field.name === 'order_reference' ? { ...field, maxSize: referenceLength(books) } : field,
    );

/** The rows that pass all filters, sorted and cut (manageFilters and getWebserviceObjectList). Without `sort` their order is random. */
export function list(books: PrestaShopBooks, resource: Resource, query: Query, shops: number[]): Row[] {
  if (query.schema !== undefined) throw notPlayed('schema');
  const fields = fieldsOf(resource, books);
  const named = (name: string) => fields.find((field) => field.name === name);
  // Only with date=1 can rows be filtered and sorted by the two dates.
  const dates = query.date !== undefined && query.date !== '' && query.date !== '0';
  const plain = fields.filter(({ name, kind }) => kind !== 'lang' && (dates || !DATES.includes(name)));
  const available = plain.map(({ name }) => name);

  const tests: { field: string; passes: Condition }[] = [];
  const filters = typeof query.filter === 'object' && query.filter ? Object.entries(query.filter) : [];
  for (const [name, text] of filters) {
    const field = named(name);
    const lang = field?.kind === 'lang';
    if (typeof text !== 'string') {
      if (!available.includes(name) && !lang)
        throw new WsError(400, [31, 'There is no existing linked table for this resource']);
      throw fatal();
    }
    // A date that this table lacks is an SQL error.
    if (dates && DATES.includes(name) && !field) throw fatal();
    if (!field || !(available.includes(name) || (lang && text !== '')))
      throw new WsError(400, [32, didYouMean('This filter does not exist', name, available)]);
    if (text === '') throw new WsError(400, [33, `The filter "${name}" is malformed.`]);
    if (field.dynamic)
      throw new WsError(400, [
        34,
        `The field "${name}" is dynamic. It is not possible to filter GET query with this field.`,
      ]);
    const { orEqualIgnored } = books.quirks;
    const passes = condition(field, text, { numbersLike: major(books.version) < 8, orEqualIgnored });
    if (passes) tests.push({ field: name, passes });
  }
  const sorts = readSorts(query.sort, fields, available);
  const found = table(books, resource.name).filter(
    (row) => inShops(resource, row, shops) && tests.every(({ field, passes }) => passes(row[field] ?? '')),
  );
  if (sorts.length === 0) found.sort((a, b) => shuffled(a.id) - shuffled(b.id));
  else
    found.sort((a, b) => {
      for (const { field, sign } of sorts) {
        const difference = inOrder(field, a, b);
        if (difference !== 0) return sign * difference;
      }
      return a.id - b.id;
    });
  return cut(found, query.limit, books.version);
}

/** Whether a row is in one of the shops: orders and carriers are listed by shop; slips, payments, customers and configurations are not (recorded). */
function inShops({ name }: Resource, { id_shop, shops: shopIds }: Row, shops: number[]): boolean {
  if (name === 'orders') return shops.includes(Number(id_shop));
  return name !== 'carriers' || shops.includes(Number(shopIds));
}

/** A sorting that looks random, but is always the same: it shows where somebody relies on the first row being the oldest. */
const shuffled = (id: number): number => (id * 2_654_435_761) % 4_294_967_296;

function readSorts(given: unknown, fields: Field[], available: string[]): { field: Field; sign: number }[] {
  if (given === undefined) return [];
  const text = String(given);
  const inside = /^\[(.*)\]$/.exec(text)?.[1] ?? text;
  return inside.split(',').map((part) => {
    const at = part.lastIndexOf('_');
    const direction = part.slice(at + 1).toUpperCase();
    if (at < 0 || !['ASC', 'DESC'].includes(direction))
      throw new WsError(400, [
        37,
        `The "sort" value has to be formed as this example: "field_ASC" or '[field_1_DESC,field_2_ASC,field_3_ASC,...]' ("field" has to be an available field)`,
      ]);
    const field = fields.find(({ name }) => name === part.slice(0, at));
    if (!field || !(available.includes(field.name) || field.kind === 'lang')) {
      const translated = fields.filter(({ kind }) => kind === 'lang').map(({ name }) => name);
      throw new WsError(400, [
        38,
        `Unable to filter by this field. However, these are available: ${available.join(', ')}, for i18n fields:${translated.join(', ')}`,
      ]);
    }
    return { field, sign: direction === 'ASC' ? 1 : -1 };
  });
}

/** The rows within `limit`: "10" or "offset,count". What is no number is 0, as PHP casts it. Negative numbers are an SQL error, in 9 ignored. */
function cut(rows: Row[], limit: unknown, version: Version): Row[] {
  if (limit === undefined) return rows;
  const [first = 0, second, ...more] = String(limit)
    .split(',')
    .map((part) => Number.parseInt(part, 10) || 0);
  if (more.length > 0)
    throw new WsError(400, [39, 'The "limit" value has to be formed as this example: "5,25" or "10"']);
  if (first < 0 || (second ?? 0) < 0) {
    if (major(version) < 9) throw fatal();
    return rows;
  }
  return second === undefined ? rows.slice(0, first) : rows.slice(first, first + second);
}

/** Reads `display`: full, minimum, or "[id,reference,order_rows[id,product_id]]" (setFieldsToDisplay, parseDisplayFields). */
export function readDisplay(
  books: PrestaShopBooks,
  resource: Resource,
  query: Query,
  otherwise: 'full' | 'minimum',
): Display {
  if (query.display === undefined) return otherwise;
  const text = String(query.display);
  if (text === 'full' || text === 'minimum') return text;
  const inside = /^\[(.*)\]$/.exec(text)?.[1];
  const names = fieldsOf(resource, books).map(({ name }) => name);
  if (inside === undefined)
    throw new WsError(400, [
      36,
      `The 'display' syntax is wrong. You can set 'full' or '[field_1,field_2,field_3,...]'. These are available: ${names.join(', ')}`,
    ]);
  const display = new Map<string, string[] | null>();
  for (const part of inside.match(/[^,[\]]+(\[[^\]]*\])?/g) ?? []) {
    const [, name = '', sub] = /^\s*([^[]*?)\s*(?:\[(.*)\])?$/.exec(part) ?? [];
    const association = resource.associations.find((candidate) => candidate.name === name);
    const unknown =
      sub === undefined
        ? !names.includes(name)
        : !association || sub.split(',').some((field) => !association.fields.some((f) => f.name === field));
    if (unknown)
      throw new WsError(400, [
        35,
        `Unable to display this field "${name}". However, these are available: ${names.join(', ')}`,
      ]);
    display.set(name, sub === undefined ? null : sub.split(','));
  }
  return display;
}
