import type { DocumentChange } from '../../domain/schemas/document.ts';
import { batches } from './calls.ts';
import type { MexalClient } from './client.ts';
import { keyText, noteOf, numberText } from './mapping.ts';
import { equal, MovementRead, OrderHead, type OrderKey } from './wire.ts';

const ORDERS = 'documenti/ordini-clienti';

/** An order that may be gone from Mexal's orders. Without its year every archive that can hold it is looked in. */
export interface Gone {
  reference: string;
  key: OrderKey;
  year?: number;
}
/** A row of something that was made of an order, and the year in whose archive it is. */
export type Made = MovementRead & { archive: number };
/** What was seen of a document, and in what. */
export type Seen = Pick<DocumentChange, 'state' | 'seen' | 'inferred'> & { made?: Made };

/** What was made of orders: one that was wholly shipped or invoiced is gone, and its delivery note or invoice names it. */
export function movements(client: MexalClient) {
  return {
    /** Rows of delivery notes and invoices made of these orders, which are of one series. */
    async madeOf(orders: Gone[], archives: number[]): Promise<Made[]> {
      const [first] = orders;
      if (!first) return [];
      const { sigla, serie } = first.key;
      const rows: Made[] = [];
      for (const year of archives)
        for (const numbers of batches(orders.map(({ key }) => key.numero))) {
          const what = 'search of what was made of orders';
          const target = { what, path: 'documenti/movimenti-magazzino/righe', year };
          const filters = [
            equal('sigla_ordine', sigla),
            equal('serie_ordine', [serie]),
            equal('numero_ordine', numbers),
          ];
          const fields = Object.keys(MovementRead.shape);
          const found = await client.readAll(target, MovementRead, { filters, fields });
          rows.push(...found.map((row) => ({ ...row, archive: year })));
        }
      return rows;
    },

    /**
     * Whether no archive that can hold the order has it: a list can be filtered, an address that holds nothing is sure.
     * Whoever edits the note leaves an order that is there; one with another reference has taken over a free number.
     */
    async isGone({ key, year, reference }: Gone, archives: number[]): Promise<boolean> {
      for (const archive of year === undefined ? archives : [year]) {
        const target = { what: `reading of ${keyText(key)}`, path: ORDERS, year: archive };
        const there = await client.readIfThere(target, keyText(key), OrderHead);
        if (there && !isOfAnother(there, reference)) return false;
      }
      return true;
    },
  };
}

/**
 * What these rows say of the order; an invoice counts for more than a delivery note. Undefined where none of them was
 * made of it.
 */
export function seenOfMade(order: Gone, made: Made[]): Seen | undefined {
  const its = made.filter((row) => isMadeOf(row, order));
  const row = its.find(isInvoice) ?? its[0];
  if (!row) return undefined;
  const state = isInvoice(row) ? 'invoiced' : 'shipped';
  return { state, seen: `${numberText(row)} was made of it`, inferred: false, made: row };
}

const isOfAnother = ({ nota = '' }: OrderKey, reference: string): boolean =>
  nota.startsWith(noteOf('')) && nota.trim() !== noteOf(reference);

/** Numbers begin anew each year: the order's date, where there is one, says which year's it is. */
const isMadeOf = (row: MovementRead, { key, year }: Gone): boolean =>
  row.numero_ordine === key.numero &&
  row.sigla !== 'NC' &&
  (year === undefined || row.data_ordine === '' || row.data_ordine.startsWith(`${year}`));

// BC, BD, ... are delivery notes (bolle); FT, FD, RF, CO, ... invoices and receipts: from Mexal's usual signs, stated nowhere.
const isInvoice = ({ sigla }: MovementRead): boolean => !sigla.startsWith('B');
