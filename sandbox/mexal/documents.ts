import {
  type Books,
  type Call,
  documentKey,
  type StoredDocument,
  stamps,
  visibleDocuments,
  type World,
} from './books.ts';
import { assertUnchanged, type Collection } from './collection.ts';
import { businessError, nothingThere } from './errors.ts';
import { checkRecord, declared, type Rec, requireFields, rowArrays, wholeOrder } from './fields.ts';
import { completeRows, mustExist, readRows } from './rows.ts';
import { wholeDocument } from './whole.ts';

const KEY_FIELDS = ['sigla', 'serie', 'numero'] as const;

/** `/documenti/ordini-clienti`: OC has prices without VAT, OX with VAT. */
export function orders(world: World): Collection {
  const { books } = world.sandbox;
  const stored = (call: Call, key: string): StoredDocument => {
    const document = books.documents[`${call.year}/${key}`];
    if (!document || document.fulfilled) throw nothingThere();
    return document;
  };
  return {
    path: 'documenti/ordini-clienti',
    fields: declared.orders,
    key: { name: 'sigla', type: 'order' },
    list: (call) => visibleDocuments(world, call.year).map((document) => document.header),
    read: (call, key) => ({ fields: wholeOrder, record: wholeDocument(books, stored(call, key)) }),
    create(call, body) {
      if (call.query.sigla_trasformazione !== undefined)
        throw businessError('Trasformazione di documenti non simulata');
      const header = checkRecord(declared.orders, body, rowArrays);
      requireFields(header, ...KEY_FIELDS, 'cod_conto');
      const rows = readRows(body as Record<string, unknown>);
      if (!rows) throw businessError("Campo 'id_riga' obbligatorio");
      const { date, time } = stamps(world);
      completeHeader(world, call, header);
      const document: StoredDocument = {
        year: call.year,
        sigla: String(header.sigla),
        serie: Number(header.serie),
        numero: Number(header.numero),
        header,
        rows: completeRows(books, rows, listOf(books, header)),
        storedAt: world.sandbox.now().toISOString(),
      };
      giveNumber(books, document);
      Object.assign(header, { data_creazione: date, ora_creazione: time, utente_crea: world.settings.user });
      store(world, document);
      return documentKey(document);
    },
    update(call, key, body) {
      const document = stored(call, key);
      const changes = checkRecord(declared.orders, body, rowArrays);
      for (const name of KEY_FIELDS)
        if (changes[name] !== undefined && changes[name] !== document[name])
          throw businessError(`Campo '${name}' diverso dalla chiave della risorsa`);
      assertUnchanged(world, document.header, changes);
      const header = { ...document.header, ...changes };
      completeHeader(world, call, header);
      const rows =
        call.query.solo_testata === 'true'
          ? document.rows
          : completeRows(books, mergedRows(document, body), listOf(books, header));
      store(world, { ...document, header, rows });
    },
    remove(call, key) {
      stored(call, key);
      delete books.documents[`${call.year}/${key}`];
      world.sandbox.save();
    },
  };
}

/** `/documenti/ordini-clienti/righe`: the rows of all orders, flat. */
export const orderRows = (world: World): Collection => ({
  path: 'documenti/ordini-clienti/righe',
  fields: declared.rows,
  list: (call) =>
    visibleDocuments(world, call.year).flatMap(({ header, rows }) =>
      rows.map((row) => {
        const flat: Rec = {};
        for (const name of declared.rows.keys()) {
          const value = row[name] ?? header[name];
          if (value !== undefined) flat[name] = value;
        }
        return flat;
      }),
    ),
});

const listOf = (books: Books, header: Rec): number =>
  Number(books.customers[String(header.cod_conto)]?.cod_listino ?? 1);

/** A PUT's rows merged with the stored ones by id_riga: fields that aren't sent stay, rows that aren't sent are deleted. */
function mergedRows(document: StoredDocument, body: unknown): Rec[] {
  const rows = readRows(body as Record<string, unknown>);
  if (!rows) throw businessError("Campo 'id_riga' obbligatorio");
  return rows.map((row) => {
    if (row.tp_riga === undefined) throw businessError("Campo 'tp_riga' obbligatorio");
    return { ...document.rows.find((old) => old.id_riga === row.id_riga && row.id_riga !== 0), ...row };
  });
}

function completeHeader(world: World, call: Call, header: Rec): void {
  const { books } = world.sandbox;
  if (header.sigla !== 'OC' && header.sigla !== 'OX') throw businessError('Sigla documento non valida');
  const series = books.series.find((s) => s.sigla_documento === header.sigla);
  if (Number(header.serie) < 1 || Number(header.serie) > Number(series?.serie_massima))
    throw businessError('Serie documento non valida');
  const customer = Object.hasOwn(books.customers, String(header.cod_conto))
    ? books.customers[String(header.cod_conto)]
    : undefined;
  if (!customer) throw businessError(`Codice conto ${header.cod_conto} non trovato`);
  mustExist(books.payments, header.id_pagamento, `Codice pagamento ${header.id_pagamento} non trovato`);
  mustExist(books.warehouses, header.id_magazzino, `Magazzino ${header.id_magazzino} non trovato`);
  mustExist(books.reasons, header.id_causale, `Causale movimento ${header.id_causale} non trovata`);
  mustExist(
    books.costCentres,
    header.id_costo_ricavo,
    `Centro di costo ${header.id_costo_ricavo} non trovato`,
  );
  const carrier = header.cod_vettore;
  if (carrier && !books.carriers.some(({ codice }) => codice === carrier))
    throw businessError(`Codice vettore ${carrier} non trovato`);
  const address = header.cod_anag_sped ? books.addresses[String(header.cod_anag_sped)] : undefined;
  if (header.cod_anag_sped && address?.cod_conto !== header.cod_conto)
    throw businessError(`Indirizzo di spedizione ${header.cod_anag_sped} non trovato`);
  header.data_documento ||= call.year === stamps(world).year ? stamps(world).date : `${call.year}1231`;
  checkDate(String(header.data_documento), call.year);
  header.id_magazzino ||= call.warehouse;
  // Where none is sent the customer's own payment counts; 0 means none.
  header.id_pagamento ??= customer.cod_pagamento ?? 0;
}

function checkDate(date: string, year: number): void {
  const [, y, m, d] = /^(\d{4})(\d{2})(\d{2})$/.exec(date) ?? [];
  const day = new Date(`${y}-${m}-${d}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.getUTCDate() !== Number(d))
    throw businessError('Data documento non valida');
  if (Number(y) !== year) throw businessError(`Data documento non compresa nell'anno ${year}`);
}

/** Numbers a document: 0 takes the next number of the year's series, any other number must be free. */
function giveNumber(books: Books, document: StoredDocument): void {
  const series = `${document.year}/${document.sigla}+${document.serie}`;
  const last = books.lastNumbers[series] ?? 0;
  if (document.numero < 0) throw businessError('Numero documento non valido');
  if (document.numero === 0) document.numero = last + 1;
  if (books.documents[`${document.year}/${documentKey(document)}`])
    throw businessError(`Documento ${document.sigla}${document.serie}/${document.numero} gia' esistente`);
  books.lastNumbers[series] = Math.max(last, document.numero);
  document.header.numero = document.numero;
}

function store(world: World, document: StoredDocument): void {
  document.header.data_ult_mod = stamps(world).dateTime;
  document.header.utente_ult_mod = world.settings.user;
  world.sandbox.books.documents[`${document.year}/${documentKey(document)}`] = document;
  world.sandbox.save();
}
