import type { AnnouncingBooks } from '../kit/announce.ts';
import type { Offer } from '../kit/system.ts';
import type { CreditMemo, Invoice, OrderEntity, Shipment } from './entities.ts';

/** A mail that a real shop would have sent. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  orderId: number;
  kind: 'comment' | 'invoice';
  /** UTC, ISO 8601. */
  at: string;
}

/** Releases whose answers differ; 2.4.7 and 2.4.8 are as they were recorded. */
export const versions = ['2.2', '2.4.7', '2.4.8'] as const;
/** One of these releases. */
export type Version = (typeof versions)[number];

/**
 * The version, misbehaviours of single shops (all off at first), and settings. `brokenOrder`: an entity id; every
 * answer that has this order is a 500. `rights`: the resources that the integration was given; null: all.
 */
export interface Quirks {
  version: Version;
  rights: string[] | null;
  repeatLastPage: boolean;
  statusNull: boolean;
  cancelFalse: boolean;
  bearerOff: boolean;
  brokenOrder: number | null;
  /** The store's time zone, which storeConfigs shows. All dates are UTC, whatever it is. */
  timezone: string;
}

/** Everything the shop keeps. `captures` are calls to a gateway for real money: Incasso must never cause one. */
export interface MagentoBooks extends AnnouncingBooks {
  orders: OrderEntity[];
  invoices: Invoice[];
  shipments: Shipment[];
  creditmemos: CreditMemo[];
  captures: { orderId: number; method: string; amount: number; at: string }[];
  mails: Mail[];
  quirks: Quirks;
  /** Payment methods beside those of the catalogue; absent in books of an older release. */
  offers?: Offer[];
  carts: string[];
  nonces: string[];
  /** What each order was placed from, so that an edit can be placed again. */
  descriptions: Record<string, unknown>;
  counters: Record<
    | 'order'
    | 'increment'
    | 'item'
    | 'address'
    | 'history'
    | 'invoice'
    | 'comment'
    | 'shipment'
    | 'creditmemo'
    | 'creditmemoItem',
    number
  >;
}

/** Books of a shop without orders. */
export function emptyBooks(announce: MagentoBooks['announce']): MagentoBooks {
  return {
    orders: [],
    invoices: [],
    shipments: [],
    creditmemos: [],
    captures: [],
    mails: [],
    announcements: [],
    announce,
    quirks: {
      version: '2.4.7',
      rights: null,
      repeatLastPage: false,
      statusNull: false,
      cancelFalse: false,
      bearerOff: false,
      brokenOrder: null,
      timezone: 'Europe/Rome',
    },
    carts: [],
    nonces: [],
    descriptions: {},
    counters: {
      order: 0,
      increment: 0,
      item: 0,
      address: 0,
      history: 0,
      invoice: 0,
      comment: 0,
      shipment: 0,
      creditmemo: 0,
      creditmemoItem: 0,
    },
  };
}

/** The next number of a counter. */
export function next(books: MagentoBooks, counter: keyof MagentoBooks['counters']): number {
  books.counters[counter] += 1;
  return books.counters[counter];
}

/** Magento's date: UTC whatever the store's zone, whole seconds, no suffix. */
export const magentoDate = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ');
