import type { PrestaShopBooks, Quirks } from './books.ts';
import { configuredStates, type StateSeed, states } from './catalogue.ts';
import { addCustomer } from './customers.ts';
import { addKey } from './doors.ts';
import type { Row, Value } from './fields.ts';
import { people } from './people.ts';
import { insert, tableNames } from './resources.ts';
import { START, setConfiguration } from './settings.ts';
import { table } from './tables.ts';

/** Countries in the order of a fresh installation, so that Italy's id is 10. */
const COUNTRIES =
  'DE:Germania AT:Austria BE:Belgio CA:Canada CN:Cina ES:Spagna FI:Finlandia FR:Francia GR:Grecia IT:Italia JP:Giappone LU:Lussemburgo NL:Olanda PL:Polonia PT:Portogallo CZ:Cechia GB:Regno_Unito SE:Svezia CH:Svizzera DK:Danimarca US:Stati_Uniti SM:San_Marino';
const PROVINCES =
  'AN:Ancona BA:Bari BG:Bergamo BO:Bologna BZ:Bolzano CA:Cagliari FI:Firenze GE:Genova MI:Milano NA:Napoli PA:Palermo PD:Padova PO:Prato RM:Roma SS:Sassari TO:Torino TN:Trento TS:Trieste VE:Venezia VR:Verona';
/** Currencies; `rate`: how much of them one EUR is worth. */
const CURRENCIES: [iso: string, number: string, name: string, symbol: string, rate: string][] = [
  ['EUR', '978', 'Euro', '€', '1.000000'],
  ['USD', '840', 'Dollaro USA', '$', '1.100000'],
  ['GBP', '826', 'Sterlina', '£', '0.850000'],
  ['CHF', '756', 'Franco svizzero', 'CHF', '0.950000'],
];
/** How many order states come with an installation. */
const INSTALLED = 13;

/** The quirks of most shops. */
export const usualQuirks: Quirks = {
  webserviceOff: false,
  dropAuthorization: false,
  rateLimit: null,
  brokenOrder: null,
  jsonIds: null,
  orEqualIgnored: true,
  bookedTwice: true,
  emptyNotFound: true,
  stateMs: 0,
};

/** A shop with the tables of an installation, its own states, its customers, and no order. */
export function seeds(key: string, ownStates: StateSeed[] = []): PrestaShopBooks {
  const books: PrestaShopBooks = {
    version: '8',
    longReferences: false,
    tables: Object.fromEntries(tableNames.map((name) => [name, [] as Row[]])),
    links: {},
    stock: {},
    mails: [],
    announcements: [],
    announce: null,
    keys: [],
    quirks: { ...usualQuirks },
    notices: [],
    carts: 0,
    removed: {},
    shops: 1,
  };
  addKey(books, key);
  const lang = (italian: string, english = italian) => ({ '1': italian, '2': english });
  const add = (name: string, given: Record<string, Value>) => insert(books, name, given);
  for (const [iso, name, active] of [
    ['it', 'Italiano (Italian)', 1],
    ['en', 'English (English)', 0],
  ] as const)
    add('languages', { name, iso_code: iso, locale: iso, language_code: iso, active });
  for (const pair of COUNTRIES.split(' ')) {
    const [iso = '', name = ''] = pair.split(':');
    add('countries', {
      id_zone: 1,
      iso_code: iso,
      name: lang(name.replace('_', ' ')),
      active: 1,
      contains_states: iso === 'IT' ? 1 : 0,
      need_zip_code: 1,
      zip_code_format: 'NNNNN',
      display_tax_label: 1,
      call_prefix: iso === 'IT' ? 39 : 0,
    });
  }
  for (const pair of PROVINCES.split(' ')) {
    const [iso = '', name = ''] = pair.split(':');
    add('states', { id_zone: 1, id_country: 10, iso_code: iso, name, active: 1 });
  }
  for (const [iso_code, numeric_iso_code, name, symbol, conversion_rate] of CURRENCIES)
    add('currencies', {
      iso_code,
      name,
      conversion_rate,
      precision: 2,
      active: 1,
      numeric_iso_code,
      names: lang(name),
      symbol: lang(symbol),
      pattern: lang(''),
    });
  add('carriers', {
    id_reference: 1,
    shops: '1',
    name: 'Ritiro in negozio',
    active: 1,
    is_free: 1,
    delay: lang('Subito'),
  });
  add('carriers', {
    id_reference: 2,
    shops: '1',
    name: 'Corriere espresso',
    active: 1,
    shipping_handling: 1,
    shipping_method: 1,
    position: 1,
    id_tax_rules_group: 1,
    delay: lang('Consegna in 24/48 ore', 'Delivery in 24/48 hours'),
  });
  for (const rate of [22, 10, 5, 4]) taxOf(books, rate);
  for (const state of [...states, ...ownStates]) addState(books, state);
  const configured = {
    PS_LANG_DEFAULT: '1',
    PS_CURRENCY_DEFAULT: '1',
    PS_USE_ECOTAX: '0',
    PS_COUNTRY_DEFAULT: '10',
    PS_TIMEZONE: 'Europe/Rome',
    PS_SHOP_NAME: 'Emporio Adriatico',
    PS_INVOICE: '1',
    PS_ORDER_RETURN: '0',
    ...Object.fromEntries(Object.entries(configuredStates).map(([name, id]) => [name, String(id)])),
  };
  for (const [name, value] of Object.entries(configured)) setConfiguration(books, name, value);
  for (const person of people) addCustomer(books, person, { guest: false, at: START });
  return books;
}

/** The id of the tax with this rate; for 0 it is 0, which is none. */
export function taxOf(books: PrestaShopBooks, percent: number): number {
  if (percent === 0) return 0;
  const rate = percent.toFixed(3);
  const name = `IVA ${percent}%`;
  const known = table(books, 'taxes').find((row) => row.rate === rate);
  return (known ?? insert(books, 'taxes', { rate, active: 1, name: { '1': name, '2': name } })).id;
}

/** Adds an order state. */
export function addState(books: PrestaShopBooks, { it, en, template, color, flags, module }: StateSeed): Row {
  const flag = (letter: string) => (flags.includes(letter) ? 1 : 0);
  return insert(books, 'order_states', {
    // States that came with the installation can't be removed; the invoice is mailed with the payment's state.
    unremovable: table(books, 'order_states').length < INSTALLED ? 1 : 0,
    pdf_invoice: table(books, 'order_states').length + 1 === configuredStates.PS_OS_PAYMENT ? 1 : 0,
    invoice: flag('i'),
    send_email: flag('e'),
    logable: flag('l'),
    delivery: flag('d'),
    shipped: flag('s'),
    paid: flag('p'),
    color,
    module_name: module ?? '',
    name: { '1': it, '2': en },
    template: { '1': template, '2': template },
  });
}
