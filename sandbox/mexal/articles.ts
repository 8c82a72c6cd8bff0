import type { Books, World } from './books.ts';
import { type Collection, master } from './collection.ts';
import { businessError } from './errors.ts';
import { declared, type Rec, requireFields } from './fields.ts';

/** `/articoli`: the articles. */
export function articles(world: World): Collection {
  const { books } = world.sandbox;
  return master(world, {
    path: 'articoli',
    key: 'codice',
    fields: declared.articles,
    records: () => books.articles,
    complete(record) {
      requireFields(record, 'codice', 'descrizione');
      // Capitals only, as in live systems.
      if (!/^[\x20-\x60\x7b-\x7e]+$/.test(String(record.codice)))
        throw businessError('Codice articolo non valido');
      record.alq_iva = storedRate(books, record.alq_iva);
    },
    free(codice) {
      const used = Object.values(books.documents).some((d) =>
        d.rows.some((r) => r.codice_articolo === codice),
      );
      if (used) throw businessError(`Articolo ${codice} presente in documenti: non eliminabile`);
    },
  });
}

/** A VAT rate as it is stored: "22" becomes " 22,0", an exemption's code stays. Throws where there is no such rate. */
export function storedRate(books: Books, rate: Rec[string] | undefined): string {
  const text = String(rate ?? '').trim();
  if (text === '') throw businessError('Aliquota iva obbligatoria');
  const percent = vatPercent(books, text);
  if (percent === undefined) throw businessError(`Aliquota iva '${text}' non valida`);
  return /^\d/.test(text) ? percent.toFixed(1).replace('.', ',').padStart(5) : text;
}

/** The percentage of "22", "8,25" or an exemption's code (0); undefined if there is no such rate. */
export function vatPercent(books: Books, rate: string): number | undefined {
  if (/^\d{1,2}([.,]\d{1,2})?$/.test(rate)) {
    const percent = Number(rate.replace(',', '.'));
    // Only rates of the table are allowed. Zero is not one: goods without VAT have the code of an exemption instead.
    return books.vatRates.includes(percent) ? percent : undefined;
  }
  return books.exemptions.some((exemption) => exemption.codice === rate) ? 0 : undefined;
}
