import type { AnnouncingBooks } from '../kit/announce.ts';
import type { Sandbox } from '../kit/kit.ts';
import type { Offer } from '../kit/system.ts';
import type { Row } from './fields.ts';
import type { Version } from './names.ts';

/** A webservice key and what it may do: verbs by resource. */
export interface Key {
  key: string;
  active: boolean;
  permissions: Record<string, string[]>;
  /** The shops that it is valid for; all where absent. */
  shops?: number[];
}

/** A mail that a real shop would have sent. */
export interface Mail {
  to: string;
  subject: string;
  orderId: number;
  /** The template's name: "payment", "order_canceled". */
  template: string;
  /** UTC, ISO 8601. */
  at: string;
}

/** Misbehaviours of hosts and shops. They are off at first, but for those that every release so far has (`usualQuirks`). */
export interface Quirks {
  /** The setting "Enable PrestaShop's webservice" is off: 503, code 22. */
  webserviceOff: boolean;
  /** Apache doesn't pass the Authorization header to PHP: only ?ws_key= works. */
  dropAuthorization: boolean;
  /** The host's firewall lets `requests` pass in `seconds`, and answers others with 429 and Retry-After. */
  rateLimit: { requests: number; seconds: number } | null;
  /** An order that can't be shown right: without `field` it causes a PHP fatal error (500, empty), else that field has `value`. */
  brokenOrder: { id: number; field?: string; value?: string } | null;
  /**
   * How JSON shows the database's numbers. Null: as the version does, "strings" in 1.7 and 8 (so 8.2; 8.0 and 8.1 have
   * "numbers"), "numbers" in 9.
   */
  jsonIds: 'strings' | 'numbers' | null;
  /** `>=[x]` and `<=[x]` filter nothing, and no error says so. */
  orEqualIgnored: boolean;
  /** A posted state books the whole order as paid, whatever payments there are (PS#20025). */
  bookedTwice: boolean;
  /** How long a posted state takes, in ms; two at once spoil their order (see at-once.ts). */
  stateMs: number;
  /** The 404 of an unknown id has no body; where off it has error 87. */
  emptyNotFound: boolean;
}

/** PHP notices to come: the next `times` writes that match are carried out, but answered with 500 and `code` (2 to 15). */
export interface Notice {
  times: number;
  code: number;
  method?: string;
  resource?: string;
  /** The text of the notice. */
  message?: string;
}

/** Everything the shop keeps. Dates in tables are by the shop's wall clock (PS_TIMEZONE), as in its database. */
export interface PrestaShopBooks extends AnnouncingBooks {
  /** Payment modules beside those of the catalogue; absent in books of an older release. */
  offers?: Offer[];
  version: Version;
  /** Whether a module has widened the references of a shop before 9 to 32 letters. */
  longReferences: boolean;
  tables: Record<string, Row[]>;
  /** order_invoice_payment: by an invoice's id the ids of the payments that count for it. */
  links: Record<string, number[]>;
  /** Available quantity by "product-combination". */
  stock: Record<string, number>;
  mails: Mail[];
  keys: Key[];
  quirks: Quirks;
  notices: Notice[];
  carts: number;
  /** By table, the highest id of a removed row. */
  removed: Record<string, number>;
  /** How many shops this PrestaShop has: 1, or 2 with the second under /due. */
  shops: 1 | 2;
}

/** What every module of this sandbox works on. */
export interface World {
  sandbox: Sandbox<PrestaShopBooks>;
  books: PrestaShopBooks;
  /** The time by a shop's wall clock (PS_TIMEZONE), "2026-10-25 02:30:00"; by default the first shop's. */
  now(shop?: number): string;
}
