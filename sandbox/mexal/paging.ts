import { randomBytes } from 'node:crypto';
import { stamps, type World } from './books.ts';
import { businessError } from './errors.ts';
import type { Rec } from './fields.ts';

/** A page as it is answered; the last one has no `next`. */
export interface Page {
  dati: Rec[];
  data_ric_elab: string;
  next?: string;
}

interface Scan {
  /** Address and body: a token belongs to the request that began the scan. */
  of: string;
  rest: Rec[];
  expires: number;
}

/** Answers the next page of a scan; `first` gives the records where it begins. */
export type Pager = (of: string, query: Record<string, string | undefined>, first: () => Rec[]) => Page;

/** Pages through archive scans. A token serves once, for a short while, and only for the request that began the scan. */
export function createPager(world: World): Pager {
  const scans = new Map<string, Scan>();
  return (question, query, first) => {
    const now = world.sandbox.now().getTime();
    for (const [token, scan] of scans) if (scan.expires <= now) scans.delete(token);
    let records: Rec[];
    if (query.next === undefined) {
      records = first();
    } else {
      const scan = scans.get(query.next);
      scans.delete(query.next);
      if (!scan || scan.of !== question) throw businessError('Token next non valido o scaduto');
      records = scan.rest;
    }
    const size = Math.min(maxOf(query.max), world.settings.pageSize);
    const page: Page = { dati: records.slice(0, size), data_ric_elab: stamps(world).dateTime };
    if (records.length > size) {
      page.next = randomBytes(18).toString('base64url');
      const expires = now + world.settings.tokenSeconds * 1000;
      scans.set(page.next, { of: question, rest: records.slice(size), expires });
    }
    return page;
  };
}

function maxOf(text: string | undefined): number {
  if (text === undefined) return Infinity;
  if (!/^[1-9]\d*$/.test(text)) throw businessError("Parametro 'max' non valido");
  return Number(text);
}
