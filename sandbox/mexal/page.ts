import type { FastifyInstance, FastifyReply } from 'fastify';
import { templatesIn } from '../kit/templates.ts';
import { actOn, codePayment } from './accountant.ts';
import { isLocked } from './auth.ts';
import { documentKey, type StoredDocument, type World } from './books.ts';
import type { Rec } from './fields.ts';
import { rowAmount, totalsOf } from './totals.ts';

type Shown = ReturnType<typeof view>;

const template = templatesIn(new URL('./templates/', import.meta.url));
const bookPage = template<{
  company: string;
  /** The number of all documents, also of those that are not shown. */
  count: number;
  documents: Shown[];
  customers: Rec[];
  payments: Rec[];
  locked: boolean;
  exclusiveUse: boolean;
}>('book');
const documentPage = template<{ company: string; document: Shown }>('document');

const NEWEST = 200;

/** Pages for people: the books (`/`) and one document (`/documenti/:key?anno=`), with the accountant's work as buttons. */
export function pageRoutes(app: FastifyInstance, world: World): void {
  const { books } = world.sandbox;
  const { company } = world.settings;
  const show = (reply: FastifyReply, html: string) => reply.type('text/html; charset=utf-8').send(html);

  app.get('/', (_request, reply) => {
    const documents = Object.values(books.documents).reverse();
    const html = bookPage({
      company,
      count: documents.length,
      documents: documents.slice(0, NEWEST).map((document) => view(world, document)),
      customers: Object.values(books.customers).reverse().slice(0, NEWEST),
      payments: books.payments,
      locked: isLocked(world),
      exclusiveUse: books.exclusiveUse,
    });
    return show(reply, html);
  });
  type Asked = { Params: { key: string }; Querystring: { anno?: string } };
  app.get<Asked>('/documenti/:key', ({ params, query }, reply) => {
    const document = Object.values(books.documents)
      .reverse()
      .find((d) => documentKey(d) === params.key && (!query.anno || d.year === Number(query.anno)));
    if (!document) return reply.code(404).type('text/plain; charset=utf-8').send('Documento inesistente');
    return show(reply, documentPage({ company, document: view(world, document) }));
  });
  type Acted = { Params: { key: string; act: string }; Querystring: { anno?: string } };
  app.post<Acted>('/documenti/:key/:act', ({ params, query }, reply) => {
    actOn(world, { key: params.key, year: query.anno }, params.act);
    return reply.redirect('/', 303);
  });
  app.post<{ Body: { descrizione?: string } }>('/pagamenti', ({ body }, reply) => {
    codePayment(world, { descrizione: body.descrizione ?? '' });
    return reply.redirect('/', 303);
  });
}

const euros = (amount: number): string =>
  new Intl.NumberFormat('it-IT', { style: 'currency', currency: 'EUR' }).format(amount);

const dayOf = (date: Rec[string] | undefined): string =>
  String(date ?? '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$3/$2/$1');

/** A document as the pages show it. */
function view(world: World, document: StoredDocument) {
  const { books } = world.sandbox;
  const { header, rows, fulfilled } = document;
  const totals = totalsOf(books, document);
  const describe = (table: Rec[], id: Rec[string] | undefined) =>
    id ? `${id} - ${table.find((entry) => entry.id === id)?.descrizione ?? '?'}` : '';
  const cancelled = rows.every((row) => row.tipo_stato_riga === 'N' || row.tp_riga === 'D');
  return {
    href: `/documenti/${documentKey(document)}?anno=${document.year}`,
    name: `${document.sigla} ${document.serie}/${document.numero}`,
    year: document.year,
    date: dayOf(header.data_documento),
    storedAt: new Date(document.storedAt).toLocaleString('it-IT', { timeZone: world.settings.timeZone }),
    customer: `${header.cod_conto} ${books.customers[String(header.cod_conto)]?.ragione_sociale ?? ''}`,
    payment: describe(books.payments, header.id_pagamento),
    warehouse: describe(books.warehouses, header.id_magazzino),
    reason: describe(books.reasons, header.id_causale),
    costCentre: describe(books.costCentres, header.id_costo_ricavo),
    carrier: header.cod_vettore ?? '',
    deposit: header.acconto_pagato ? euros(Number(header.acconto_pagato)) : '',
    note: header.nota ?? '',
    prices: document.sigla === 'OC' ? 'netti' : 'IVA compresa',
    isOpen: !fulfilled && !cancelled,
    isInvoiced: fulfilled?.sigla === 'FT',
    actions: `/documenti/${documentKey(document)}`,
    state: fulfilled ? `evaso in ${fulfilled.sigla} ${fulfilled.numero}` : cancelled ? 'annullato' : 'aperto',
    total: euros(totals.total),
    perRate: totals.perRate.map(({ code, net, vat }) => ({ code, net: euros(net), vat: euros(vat) })),
    rowCount: rows.filter((row) => row.codice_articolo).length,
    rows: rows.map((row) => ({
      code: row.codice_articolo ?? '',
      text: row.descr_riga ?? row.descr_articolo ?? '',
      quantity: row.codice_articolo ? row.quantita : '',
      price: row.codice_articolo ? euros(Number(row.prezzo ?? 0)) : '',
      discount: row.sconto ?? '',
      vat: row.cod_iva ?? '',
      amount: row.codice_articolo ? euros(rowAmount(row)) : '',
    })),
  };
}
