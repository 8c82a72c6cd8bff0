import type { Sandbox } from '../kit/kit.ts';

/** A document as the other side read and booked it, or why it did not. */
export interface BookedDocument {
  name: string;
  reference: string;
  /** Its number in these books; none where it was refused. */
  number?: string;
  refused?: string;
  date: string;
  currency: string;
  /** Its own carrier; empty where none is named. */
  carrier: string;
  /** The sum of its rows, in cents. */
  total: number;
  rows: { article: string; quantity: number; vat: string }[];
  /** How many times its file came. */
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

export interface Books {
  documents: Record<string, BookedDocument>;
  lastNumber: number;
  /** Articles that it refuses; any other it creates. */
  unknownArticles: string[];
  planned: PlannedAnswer[];
}

/** Where it works. `payments` is a CSV that it writes if there is none. */
export interface Places {
  folder: string;
  payments: string;
}

export interface World extends Places {
  sandbox: Sandbox<Books>;
}
