import type { AnnouncingBooks } from '../kit/announce.ts';
import type { Sandbox } from '../kit/kit.ts';
import type { Row } from './fields.ts';
import type { Version } from './names.ts';

/** A webservice key and what it may do: verbs by resource. */
export interface Key {
  key: string;
  active: boolean;
  permissions: Record<string, string[]>;
  /** Shops that it is for; all without it. */
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

/** Misbehaviours of hosts and shops, each off until told; those of every release so far, the last three, on until told. */
export interface Quirks {
  /** "Enable PrestaShop's webservice" is off: 503, code 22. */
  webserviceOff: boolean;
  /** Apache keeps the Authorization header from PHP: only ?ws_key= is seen. */
  dropAuthorization: boolean;
  /** The host's firewall lets so many requests through in so many seconds, and answers 429 with Retry-After to others. */
  rateLimit: { requests: number; seconds: number } | null;
  /** An order that breaks what shows it: without a field it is a PHP fatal error (500, empty), with one that field has this value. */
  brokenOrder: { id: number; field?: string; value?: string } | null;
  /** How JSON shows numbers of the database; null as the version does: "strings" in 1.7 and 8 (8.2; 8.0 and 8.1 have "numbers"), "numbers" in 9. */
  jsonIds: 'strings' | 'numbers' | null;
  /** `>=[x]` and `<=[x]` filter nothing, without a word. */
  orEqualIgnored: boolean;
  /** A state that is posted books the whole order, whatever payments there are (PS#20025). */
  bookedTwice: boolean;
  /** How long a posted state takes, in ms: two at once for one order spoil it (see at-once.ts). */
  stateMs: number;
  /** The 404 of an id that is not there has no body; without this, error 87 in it. */
  emptyNotFound: boolean;
}

/** PHP notices to come: that many writes that match are done and then answered with 500 and `code` (2 to 15). */
export interface Notice {
  times: number;
  code: number;
  method?: string;
  resource?: string;
  /** What PHP said. */
  message?: string;
}

/** Everything the shop knows. Dates in tables are the shop's wall clock (PS_TIMEZONE), as in its database. */
export interface PrestaShopBooks extends AnnouncingBooks {
  version: Version;
  /** A module has widened the columns of references before 9, to 32 letters. */
  longReferences: boolean;
  tables: Record<string, Row[]>;
  /** order_invoice_payment: ids of the payments that count for an invoice, by its id. */
  links: Record<string, number[]>;
  /** Available quantity by "product-combination". */
  stock: Record<string, number>;
  mails: Mail[];
  keys: Key[];
  quirks: Quirks;
  notices: Notice[];
  carts: number;
  /** The highest id that was taken away of a table. */
  removed: Record<string, number>;
  /** Shops of this PrestaShop: 1, or 2 with the second under /due. */
  shops: 1 | 2;
}

/** The running shop: books, and its own time as its database writes it. */
export interface World {
  sandbox: Sandbox<PrestaShopBooks>;
  books: PrestaShopBooks;
  /** The wall clock in a shop's PS_TIMEZONE, "2026-10-25 02:30:00"; of the first one unless told. */
  now(shop?: number): string;
}
