import type { Sandbox } from '../kit/kit.ts';

/** A document as the accounting software booked it, or why it refused it. */
export interface BookedDocument {
  name: string;
  reference: string;
  /** Its number in these books; undefined where it was refused. */
  number?: string;
  refused?: string;
  date: string;
  currency: string;
  /** The carrier that it names; empty where it names none. */
  carrier: string;
  /** The sum of its rows, in cents. */
  total: number;
  rows: { article: string; quantity: number; vat: string }[];
  /** How often its file came. */
  seen: number;
  /** Whether it was answered. */
  answered: boolean;
  /** The file as it was read: an object of JSON, or the lines of a CSV. */
  content: unknown;
}

/** How the next documents are answered. `half`: the answer's line has no end. `unreadable`: no number in it. */
export interface PlannedAnswer {
  mode: 'late' | 'never' | 'refuse' | 'half' | 'unreadable';
  times: number;
  ms?: number;
  reason?: string;
}

/** What the sandbox keeps, over restarts too where it has a file. */
export interface Books {
  documents: Record<string, BookedDocument>;
  lastNumber: number;
  /** Articles for which a document is refused; any other article is created. */
  unknownArticles: string[];
  planned: PlannedAnswer[];
}

/** The folder of the documents, and the CSV of the payments, which is written if there is none. */
export interface Places {
  folder: string;
  payments: string;
}

/** What every module of this sandbox works on. */
export interface World extends Places {
  sandbox: Sandbox<Books>;
}
