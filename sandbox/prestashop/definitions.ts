import type { PrestaShopBooks } from './books.ts';
import { type Field, fields, type Row, type Value } from './fields.ts';

/** Rows that are shown inside a row; `virtual` ones are no resource themselves. */
export interface Association {
  name: string;
  node: string;
  virtual: boolean;
  fields: { name: string; xlink?: string }[];
  rows(books: PrestaShopBooks, row: Row): Record<string, Value>[];
}

/** A resource of the webservice. */
export interface Resource {
  name: string;
  node: string;
  /** The root element of its lists. */
  listNode: string;
  className: string;
  description: string;
  fields: Field[];
  associations: Association[];
  /** Verbs beside GET and HEAD that this sandbox supports. */
  writes: string[];
}

/**
 * A resource by its fields (see `fields`). They are in PrestaShop's order: $webserviceParameters, then what $definition adds
 * (ObjectModel::getWebserviceParameters), in the classes of 1.7.7 to 8.
 */
export function resource(
  name: string,
  node: string,
  description: string,
  text: string,
  more: Partial<Resource> = {},
): Resource {
  const className = node.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return {
    name,
    node,
    listNode: name,
    className,
    description,
    fields: fields(`id:int ${text}`),
    associations: [],
    writes: [],
    ...more,
  };
}

/** An association of which only ids are shown. */
export const ids = (name: string, node: string, rows: Association['rows']): Association => ({
  name,
  node,
  virtual: false,
  fields: [{ name: 'id' }],
  rows,
});
