import { vatPercent } from './articles.ts';
import type { Books } from './books.ts';
import { businessError } from './errors.ts';
import { checkScalar, type Field, type Rec, rowArrays, type Scalar } from './fields.ts';

/** A body's rows in their order on the screen; undefined where the body has no row array. */
export function readRows(body: Record<string, unknown>): Rec[] | undefined {
  const sent = Object.keys(body).filter((name) => rowArrays.has(name));
  if (sent.length === 0) return undefined;
  const rows = new Map<number, Rec>();
  for (const [row, id] of tuples('id_riga', body.id_riga)) rows.set(Number(row), { id_riga: id ?? 0 });
  for (const name of sent) {
    if (name === 'id_riga') continue;
    for (const tuple of tuples(name, body[name])) {
      const [row, ...rest] = tuple;
      const record = rows.get(Number(row));
      // The row arrays belong together by the row's number: a number that id_riga lacks is no row's.
      if (!record) throw businessError(`Indice riga ${row} del campo '${name}' non presente in 'id_riga'`);
      const before = record[name];
      if (rest.length === 1) record[name] = rest[0] ?? '';
      else record[name] = [...(Array.isArray(before) ? before : []), rest];
    }
  }
  return [...rows.entries()].sort(([a], [b]) => a - b).map(([, record]) => record);
}

/** The tuples of a row array: `[row, value]`, or `[row, index, value]` where the field is itself a matrix. */
function tuples(name: string, raw: unknown): Scalar[][] {
  const field = rowArrays.get(name) as Field;
  if (raw === undefined) throw businessError(`Campo '${name}' obbligatorio`);
  if (!Array.isArray(raw)) throw businessError(`Formato del campo '${name}' non valido`);
  const seen = new Set<string>();
  return raw.map((tuple: unknown) => {
    const fits = Array.isArray(tuple) && (tuple.length === 2 || (field.size && tuple.length === 3));
    if (!fits) throw businessError(`Formato del campo '${name}' non valido`);
    const place = (tuple as unknown[]).slice(0, -1);
    if (!place.every((n) => Number.isSafeInteger(n) && Number(n) >= 1))
      throw businessError(`Indice del campo '${name}' non valido`);
    if (tuple.length === 3 && Number(place[1]) > (field.size ?? 1))
      throw businessError(`Indice del campo '${name}' non valido (riga ${place[0]})`);
    if (seen.has(String(place)))
      throw businessError(`Indice riga ${place.join(',')} del campo '${name}' ripetuto`);
    seen.add(String(place));
    return [...(place as number[]), checkScalar(field, tuple.at(-1), ` (riga ${place[0]})`)];
  });
}

/** Checks rows before they are stored, and fills in what Mexal fills in. `listino`: the customer's price list. */
export function completeRows(books: Books, rows: Rec[], listino: number): Rec[] {
  if (rows.length === 0) throw businessError('Documento senza righe');
  numberRows(rows);
  rows.forEach((row, i) => {
    completeRow(books, row, ` (riga ${i + 1})`, listino);
  });
  return rows;
}

function numberRows(rows: Rec[]): void {
  const taken = new Set(rows.map((row) => row.id_riga).filter((id) => id !== 0));
  if (taken.size !== rows.filter((row) => row.id_riga !== 0).length)
    throw businessError("Valore del campo 'id_riga' ripetuto");
  rows.forEach((row, i) => {
    if (row.id_riga !== 0) return;
    let id = i + 1;
    while (taken.has(id)) id += 1;
    taken.add(id);
    row.id_riga = id;
  });
}

function completeRow(books: Books, row: Rec, where: string, listino: number): void {
  const wanted = (name: string) => {
    if (row[name] === undefined || row[name] === '')
      throw businessError(`Campo '${name}' obbligatorio${where}`);
    return row[name];
  };
  const kind = wanted('tp_riga');
  if (!['R', 'D', 'T', 'r'].includes(String(kind))) throw businessError(`Tipo riga non valido${where}`);
  if (kind === 'D' || kind === 'T') {
    if (row.tp_descrizione && !['.', ','].includes(String(row.tp_descrizione)))
      throw businessError(`Tipo riga di descrizione non valido${where}`);
    return;
  }
  const code = String(wanted('codice_articolo'));
  const article = Object.hasOwn(books.articles, code) ? books.articles[code] : undefined;
  if (!article) throw businessError(`Codice articolo non trovato in archivio articoli${where}`);
  wanted('quantita');
  if (!row.cod_iva) throw businessError(`Aliquota iva obbligatoria${where}`);
  if (vatPercent(books, String(row.cod_iva)) === undefined)
    throw businessError(`Aliquota iva '${row.cod_iva}' non valida${where}`);
  discountFactors(String(row.sconto ?? ''), where);
  if (!['E', 'S', 'B', 'N'].includes(String(row.tipo_stato_riga ?? 'E')))
    throw businessError(`Stato riga non valido${where}`);
  mustExist(books.warehouses, row.id_mag_riga, `Magazzino ${row.id_mag_riga} non trovato${where}`);
  mustExist(books.costCentres, row.id_ccr_riga, `Centro di costo ${row.id_ccr_riga} non trovato${where}`);
  row.tipo_stato_riga ??= 'E';
  row.descr_articolo ??= article.descrizione ?? '';
  row.prezzo ??= Number(
    (article.prz_listino as Scalar[][] | undefined)?.find(([n]) => n === listino)?.[1] ?? 0,
  );
}

/** Throws where the table lacks this id; an absent one and 0 pass. */
export function mustExist(table: Rec[], id: Rec[string] | undefined, text: string): void {
  if (id && !table.some((entry) => entry.id === id)) throw businessError(text);
}

/** The percentages of a discount: "50+35" is 50 % off, then 35 % off the rest. */
export function discountFactors(sconto: string, where = ''): number[] {
  if (sconto === '') return [];
  return sconto.split('+').map((part) => {
    if (!/^\d{1,3}([.,]\d+)?$/.test(part) || Number(part.replace(',', '.')) > 100)
      throw businessError(`Sconto '${sconto}' non valido${where}`);
    return Number(part.replace(',', '.'));
  });
}
