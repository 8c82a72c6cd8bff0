import type { PrestaShopBooks } from './books.ts';
import { type Field, fields, type Row, type Value } from './fields.ts';

/** Rows inside a row; `virtual` ones are no resource of their own. */
export interface Association {
  name: string;
  node: string;
  virtual: boolean;
  fields: { name: string; xlink?: string }[];
  rows(books: PrestaShopBooks, row: Row): Record<string, Value>[];
}

export interface Resource {
  name: string;
  node: string;
  /** The root of its lists. */
  listNode: string;
  className: string;
  description: string;
  fields: Field[];
  associations: Association[];
  /** Verbs beside GET and HEAD that this sandbox plays. */
  writes: string[];
}

/** Names and order of fields: $webserviceParameters first, then what $definition adds (ObjectModel::getWebserviceParameters); classes of PrestaShop 1.7.7 to 8. */
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

/** Rows of which the id is all that is shown. */
export const ids = (name: string, node: string, rows: Association['rows']): Association => ({
  name,
  node,
  virtual: false,
  fields: [{ name: 'id' }],
  rows,
});
