import type { PrestaShopBooks } from './books.ts';
import type { Row } from './fields.ts';
import { major, type Version } from './names.ts';
import { insert } from './resources.ts';
import { table } from './tables.ts';

/** When the shop was installed. */
export const START = '2024-01-15 09:00:00';

/** The body of `POST /_sandbox/settings`. */
export interface Settings {
  version?: Version;
  timezone?: string;
  languages?: 1 | 2;
  longReferences?: boolean;
  shops?: 1 | 2;
}

/** Changes the shop's release, PS_TIMEZONE, and how many languages and shops it has; answers all of them as they are then. */
export function configure(books: PrestaShopBooks, given: Settings): Required<Settings> {
  const { version, timezone, languages, longReferences, shops } = given;
  if (version) books.version = version;
  if (longReferences !== undefined) books.longReferences = longReferences;
  if (timezone) setConfiguration(books, 'PS_TIMEZONE', timezone);
  const second = table(books, 'languages')[1];
  if (languages && second) second.active = languages - 1;
  if (shops) books.shops = shops;
  if (books.shops === 2 && !carrierOf(books, 2))
    insert(books, 'carriers', {
      id_reference: 3,
      shops: '2',
      name: 'Corriere del secondo negozio',
      active: 1,
      id_tax_rules_group: 1,
      delay: { '1': 'Consegna in 24/48 ore', '2': 'Delivery in 24/48 hours' },
    });
  return {
    version: books.version,
    longReferences: books.longReferences,
    shops: books.shops,
    timezone: settingOf(books, 'PS_TIMEZONE') ?? '',
    languages: second?.active === 1 ? 2 : 1,
  };
}

/** The carrier of a shop's orders; each shop has its own. */
export const carrierOf = (books: PrestaShopBooks, shop: number): Row | undefined =>
  table(books, 'carriers').findLast(({ shops }) => shops === String(shop));

/** A configuration's value for a shop: that of its own row, else that for all shops. */
export function settingOf(books: PrestaShopBooks, name: string, shop = 1): string | undefined {
  const rows = table(books, 'configurations').filter((row) => row.name === name);
  const row = rows.find(({ id_shop }) => id_shop === shop) ?? rows.find(({ id_shop }) => id_shop === '');
  return row && String(row.value);
}

/** Sets a configuration for all shops, or in a row of its own for one shop. */
export function setConfiguration(books: PrestaShopBooks, name: string, value: string, shop?: number): Row {
  const idShop = shop ?? '';
  const known = table(books, 'configurations').find((row) => row.name === name && row.id_shop === idShop);
  // The columns are NULL in the row for all shops; in 9 the group is NULL for one shop too (recorded).
  const row =
    known ??
    insert(books, 'configurations', {
      name,
      id_shop: idShop,
      id_shop_group: shop && major(books.version) < 9 ? 1 : '',
      date_add: START,
      date_upd: START,
    });
  row.value = value;
  return row;
}
