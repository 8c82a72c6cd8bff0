import type { Sandbox } from '../kit/kit.ts';
import type { Rec } from './fields.ts';

/** A stored order. `fulfilled`: the accountant made this delivery note or invoice of it; then the WebAPI no longer has it. */
export interface StoredDocument {
  /** The accounting year in whose archive it is. */
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

/** What the sandbox keeps, as plain JSON. */
export interface Books {
  /** Failed logins in a row per user name; three lock the account. */
  failedLogins: Record<string, number>;
  exclusiveUse: boolean;
  /** The most calls at once whose clients were still waiting. */
  mostAtOnce: number;
  /** Delivery notes and invoices. */
  movements: { header: Rec; rows: Rec[] }[];
  /** "2026/OC+1+541" -> document. */
  documents: Record<string, StoredDocument>;
  /** The highest number given so far, per "2026/OC+1". */
  lastNumbers: Record<string, number>;
  customers: Record<string, Rec>;
  addresses: Record<string, Rec>;
  articles: Record<string, Rec>;
  payments: Rec[];
  /** The VAT rates of the table, in per cent; what bears no VAT has an exemption. */
  vatRates: number[];
  exemptions: Rec[];
  series: Rec[];
  reasons: Rec[];
  warehouses: Rec[];
  costCentres: Rec[];
  /** Suppliers that carry goods. */
  carriers: Rec[];
}

/** How the installation is set up. */
export interface Settings {
  user: string;
  password: string;
  /** What the Authorization header has to name; empty for an installation of one's own, which has no domain. */
  domain: string;
  /** The company's sigla, for `Azienda=`. */
  company: string;
  /** How many calls can be served at once. */
  poolSize: number;
  /** The longest page, whatever `max` says. */
  pageSize: number;
  /** Life of a `next` token, in seconds. */
  tokenSeconds: number;
  /** Whether PUT compares `data_ult_mod` with what is stored. */
  optimisticLock: boolean;
  /** Whether Location lacks /webapi/risorse in front, as some installations answer. */
  shortLocation: boolean;
  /** Dates and times are the server's local ones. */
  timeZone: string;
}

/** What every module of this sandbox works on. */
export interface World {
  sandbox: Sandbox<Books>;
  settings: Settings;
}

/** A call's coordinates and query. */
export interface Call {
  year: number;
  warehouse: number;
  query: Record<string, string | undefined>;
}

/** The server's local time as Mexal writes it: 20261121, 092237, both, and 21/11/2026 09:22:37. */
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

/** A document's key in addresses: "OC+1+541". */
export const documentKey = (document: Pick<StoredDocument, 'sigla' | 'serie' | 'numero'>): string =>
  `${document.sigla}+${document.serie}+${document.numero}`;

/** The documents of a year's archive that the WebAPI shows. */
export const visibleDocuments = (world: World, year: number): StoredDocument[] =>
  Object.values(world.sandbox.books.documents).filter((d) => d.year === year && !d.fulfilled);
