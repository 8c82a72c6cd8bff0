import type { z } from 'zod';
import type { DocumentChange, DocumentChanges, FollowedDocument } from '../../domain/schemas/document.ts';
import { archiveYears, localStamp, utcOfStamp } from './calendar.ts';
import { batches } from './calls.ts';
import type { MexalClient } from './client.ts';
import { keyOfNumber, keyText, noteOf } from './mapping.ts';
import { type Made, movements, type Seen, seenOfMade } from './movements.ts';
import type { MexalSettings } from './settings.ts';
import { shipments } from './shipments.ts';
import { equal, OrderHead, type OrderKey, OrderStates } from './wire.ts';

const ORDERS = 'documenti/ordini-clienti';
// A record that is stored while the ERP answers may bear an earlier time than the answer.
const OVERLAP_MS = 60_000;

const ALL_ANNULLED: Seen = { state: 'cancelled', seen: 'all its rows are annulled', inferred: false };

/** A document that is followed, by its key in Mexal. */
type Followed = FollowedDocument & { key: OrderKey };
type Head = z.output<typeof OrderHead> & { archive: number };

/**
 * What became of orders. One that was wholly shipped or invoiced is gone from Mexal's orders, and the delivery note or
 * invoice made of it names it. One whose rows are all annulled was cancelled, unless
 * something was made of it before. One that is gone and of which nothing was
 * made is taken for deleted: that is stated nowhere.
 */
export function changes(client: MexalClient, settings: MexalSettings, now: () => Date) {
  const { madeOf, isGone } = movements(client);
  const shipmentOf = shipments(client);
  const archives = () => archiveYears(now(), settings);

  /** The orders that are there, by their note. `at` hears the ERP's clock. */
  const stillThere = async (followed: Followed[], at: (localTime: string) => void) => {
    const heads = new Map<string, Head>();
    const fields = ['sigla', 'serie', 'numero', 'nota', 'data_ult_mod', 'dt_spedizione'];
    const notes = followed.map(({ reference }) => noteOf(reference));
    for (const year of archives())
      for (const valore of batches(notes)) {
        const target = { what: 'search of followed documents', path: ORDERS, year };
        const search = { filters: [equal('nota', valore)], fields, at };
        for (const head of await client.readAll(target, OrderHead, search))
          heads.set(head.nota?.trim() ?? '', { ...head, archive: year });
      }
    return heads;
  };

  const seenOfThere = async (head: Head, followed: Followed): Promise<Seen | undefined> => {
    const id = keyText(head);
    const target = { what: `reading of ${id}`, path: ORDERS, year: head.archive };
    const order = await client.readIfThere(target, id, OrderStates);
    const articles = order?.codice_articolo.filter(([, code]) => code !== '') ?? [];
    const annulled = new Set(order?.tipo_stato_riga.filter(([, state]) => state === 'N').map(([row]) => row));
    if (articles.length > 0 && articles.every(([row]) => annulled.has(row)))
      // What is left of an order that was shipped in part is annulled too.
      return seenOfMade(followed, await madeOf([followed], archives())) ?? ALL_ANNULLED;
    if (head.dt_spedizione.trim() === '') return undefined;
    return { state: 'shipped', seen: `its goods left on ${head.dt_spedizione}`, inferred: false };
  };

  const seenOfGone = async (followed: Followed, made: Made[]): Promise<Seen | undefined> => {
    const what = seenOfMade(followed, made);
    if (what) return what;
    if (!(await isGone(followed, archives()))) return undefined;
    const seen = 'it is no longer among the orders, and nothing was made of it';
    return { state: 'cancelled', seen, inferred: true };
  };

  return async (since: string, documents: FollowedDocument[]): Promise<DocumentChanges> => {
    const followed = documents.flatMap((document): Followed[] => {
      const key = keyOfNumber(document.number);
      return key ? [{ ...document, key }] : [];
    });
    let until = since;
    const heads = await stillThere(followed, (localTime) => {
      if (until === since) until = earlier(utcOfStamp(localTime, settings.timeZone));
    });
    const changed: DocumentChange[] = [];
    const tell = async ({ reference, number, state }: Followed, what: Seen | undefined) => {
      if (!what || what.state === state) return;
      const { made, ...seen } = what;
      const shipment = made && seen.state === 'shipped' ? await shipmentOf(made) : undefined;
      changed.push({ reference, number, ...seen, ...(shipment ? { shipment } : {}) });
    };
    const from = localStamp(since, settings.timeZone);
    for (const document of followed) {
      const head = heads.get(noteOf(document.reference));
      if (head && (head.data_ult_mod === '' || head.data_ult_mod >= from))
        await tell(document, await seenOfThere(head, document));
    }
    for (const gone of bySeries(followed.filter(({ reference }) => !heads.has(noteOf(reference))))) {
      const made = await madeOf(gone, archives());
      for (const document of gone) await tell(document, await seenOfGone(document, made));
    }
    return { changes: changed, until };
  };
}

const earlier = (isoUtc: string): string => new Date(Date.parse(isoUtc) - OVERLAP_MS).toISOString();

function bySeries(followed: Followed[]): Followed[][] {
  const groups = new Map<string, Followed[]>();
  for (const document of followed) {
    const series = `${document.key.sigla}+${document.key.serie}`;
    groups.set(series, [...(groups.get(series) ?? []), document]);
  }
  return [...groups.values()];
}
