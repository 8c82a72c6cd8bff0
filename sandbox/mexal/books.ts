import type { Sandbox } from '../kit/kit.ts';
import type { Rec } from './fields.ts';

/** An order as stored. What the accountant made of it is in `fulfilled`: such an order is gone from the WebAPI. */
export interface StoredDocument {
  /** The accounting year's archive it is in. */
  year: number;
  sigla: string;
  serie: number;
  numero: number;
  header: Rec;
  rows: Rec[];
  /** ISO 8601, UTC; for this sandbox's page. */
  storedAt: string;
  fulfilled?: { sigla: 'BC' | 'FT'; numero: number; at: string };
}

/** All that the sandbox keeps, as plain JSON. */
export interface Books {
  /** Failed logins in a row per user name; three lock the account. */
  failedLogins: Record<string, number>;
  exclusiveUse: boolean;
  /** Of the calls that whoever sent them still waited for, the most there ever were at once. */
  mostAtOnce: number;
  /** Delivery notes and invoices. */
  movements: { header: Rec; rows: Rec[] }[];
  /** "2026/OC+1+541" -> document. */
  documents: Record<string, StoredDocument>;
  /** Highest number given, per "2026/OC+1". */
  lastNumbers: Record<string, number>;
  customers: Record<string, Rec>;
  addresses: Record<string, Rec>;
  articles: Record<string, Rec>;
  payments: Rec[];
  /** The rates of VAT that are coded, per cent; what bears none has an exemption. */
  vatRates: number[];
  exemptions: Rec[];
  series: Rec[];
  reasons: Rec[];
  warehouses: Rec[];
  costCentres: Rec[];
  /** Suppliers that carry goods. */
  carriers: Rec[];
}

export interface Settings {
  user: string;
  password: string;
  /** Wanted in the Authorization header; empty for an installation of one's own, which has none. */
  domain: string;
  /** The company's sigla, for `Azienda=`. */
  company: string;
  /** Services at work at once. */
  poolSize: number;
  /** The server's own page length, whatever `max` says. */
  pageSize: number;
  /** Life of a `next` token, in seconds. */
  tokenSeconds: number;
  /** Whether PUT compares `data_ult_mod` with what is stored. */
  optimisticLock: boolean;
  /** Location without /webapi/risorse in front, as some installations answer. */
  shortLocation: boolean;
  /** Dates and times are the server's local ones. */
  timeZone: string;
}

export interface World {
  sandbox: Sandbox<Books>;
  settings: Settings;
}

/** What the coordinates and the query of a call say. */
export interface Call {
  year: number;
  warehouse: number;
  query: Record<string, string | undefined>;
}

/** The clock in Mexal's words: 20261121, 092237, both, and 21/11/2026 09:22:37. */
export function stamps(world: World) {
  const local = world.sandbox.now().toLocaleString('sv-SE', { timeZone: world.settings.timeZone });
  const [day = '', clock = ''] = local.split(' ');
  const date = day.replaceAll('-', '');
  const time = clock.replaceAll(':', '');
  return {
    date,
    time,
    dateTime: `${date} ${time}`,
    timestamp: `${day.split('-').reverse().join('/')} ${clock}`,
    year: Number(date.slice(0, 4)),
  };
}

export const documentKey = (document: Pick<StoredDocument, 'sigla' | 'serie' | 'numero'>): string =>
  `${document.sigla}+${document.serie}+${document.numero}`;

/** The documents of a year's archive that the WebAPI shows. */
export const visibleDocuments = (world: World, year: number): StoredDocument[] =>
  Object.values(world.sandbox.books.documents).filter((d) => d.year === year && !d.fulfilled);
