import type { Books, StoredDocument, World } from './books.ts';
import { stamps } from './books.ts';
import type { Collection } from './collection.ts';
import { businessError } from './errors.ts';
import { declared, type Rec } from './fields.ts';

const ofYear = ({ sandbox }: World, year: number): Books['movements'] =>
  sandbox.books.movements.filter(({ header }) => String(header.data_documento).startsWith(`${year}`));

/** `/documenti/movimenti-magazzino`: delivery notes (BC) and invoices (FT) made of orders. Read only. */
export const movements = (world: World): Collection => ({
  path: 'documenti/movimenti-magazzino',
  fields: declared.movements,
  list: ({ year }) => ofYear(world, year).map(({ header }) => header),
});

/** The rows of all movements, flat; each names its order. */
export const movementRows = (world: World): Collection => ({
  path: 'documenti/movimenti-magazzino/righe',
  fields: declared.movementRows,
  list: ({ year }) =>
    ofYear(world, year).flatMap(({ header, rows }) =>
      rows.map((row) =>
        Object.fromEntries(
          Object.entries({ ...header, ...row }).filter(([name]) => declared.movementRows.has(name)),
        ),
      ),
    ),
});

/** Makes a delivery note or an invoice of the order. An invoice takes the place of the order's delivery note. */
export function fulfil(world: World, document: StoredDocument, sigla: 'BC' | 'FT', tracking?: string): void {
  if (document.fulfilled?.sigla === 'FT' || document.fulfilled?.sigla === sigla)
    throw businessError("Documento gia' evaso");
  const { books, now } = world.sandbox;
  const { date, time, dateTime, year } = stamps(world);
  const series = `${year}/${sigla}+${document.serie}`;
  const numero = (books.lastNumbers[series] ?? 0) + 1;
  books.lastNumbers[series] = numero;
  const note = books.movements.find(({ header }) => isMadeOf(header, document));
  books.movements = books.movements.filter((movement) => movement !== note);
  const { cod_conto = '', data_documento = '', id_pagamento = 0, cod_vettore = '' } = document.header;
  const header: Rec = {
    sigla,
    serie: document.serie,
    numero,
    cod_conto,
    data_documento: date,
    sigla_ordine: document.sigla,
    serie_ordine: document.serie,
    numero_ordine: document.numero,
    data_ordine: data_documento,
    id_pagamento,
    cod_vettore,
    ...(note && originOf(note.header)),
    nr_tracking: tracking ?? note?.header.nr_tracking ?? '',
    dt_spedizione: date,
    ora_spedizione: time,
    data_creazione: date,
    ora_creazione: time,
    data_ult_mod: dateTime,
    utente_ult_mod: 'CONTABILE',
  };
  books.movements.push({ header, rows: document.rows });
  document.fulfilled = { sigla, numero, at: now().toISOString() };
}

const isMadeOf = (movement: Rec, document: StoredDocument): boolean =>
  movement.sigla_ordine === document.sigla &&
  movement.serie_ordine === document.serie &&
  movement.numero_ordine === document.numero &&
  movement.data_ordine === document.header.data_documento;

const originOf = ({ sigla, serie, numero, data_documento }: Rec): Rec => ({
  sigla_doc_orig: sigla ?? '',
  serie_doc_orig: serie ?? 0,
  numero_doc_orig: numero ?? 0,
  data_doc_orig: data_documento ?? '',
});
