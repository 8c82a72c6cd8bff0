import type { z } from 'zod';
import { settledTotal } from '../../domain/charges.ts';
import { Failure } from '../../domain/failure.ts';
import { decimalNumber, minorUnits } from '../../domain/money.ts';
import type { Document, DocumentDraft, ErpPayment } from '../../domain/schemas/document.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { taxDataOf } from '../../domain/tax-data.ts';
import { asBooked } from '../assessment.ts';
import type { CalendarDay } from './calendar.ts';
import { bodyNotes } from './notes.ts';
import { type ArticleRow, chargedRows, type DocumentKind, rowMatrices } from './rows.ts';
import { documentFor, type MexalSettings } from './settings.ts';
import type { OrderKey, OrderRead, PaymentRead } from './wire.ts';

/** What the document's note says, and what it is found by. */
export const noteOf = (reference: string): string => `Incasso ${reference}`;

/** A customer with a VAT number or a company's name buys as a company. */
const isCompany = (order: Order): boolean =>
  Boolean(taxDataOf(order).vatNumber || order.customer.company || order.billing.company);

/** The charged rows of the document. Throws CONFIG_INVALID, ORDER_UNREADABLE, ERP_REFUSED. */
export const documentRows = (draft: DocumentDraft, settings: MexalSettings): ArticleRow[] =>
  chargedRows(asBooked(draft, settings), kindOf(draft.order, settings), settings);

/** The body of POST documenti/ordini-clienti, but for its customer. Throws CONFIG_INVALID, ERP_REFUSED. */
export function orderBody(
  draft: DocumentDraft,
  rows: ArticleRow[],
  day: CalendarDay,
  settings: MexalSettings,
): object {
  const { currency } = settings;
  const document = documentFor(settings, draft.order.shop);
  const carrier = draft.erpCarrier ?? document.carrier;
  // Documented as a single value, but live systems write and read it as a matrix.
  const asSeenLive = (value: string | number) => (document.noteFormat === 'matrix' ? [[1, value]] : value);
  return {
    sigla: kindOf(draft.order, settings),
    serie: document.series,
    numero: 0,
    data_documento: day.date,
    nota: asSeenLive(noteOf(draft.reference)),
    // 0 says "none"; left out, the customer's habitual payment may be taken.
    id_pagamento: draft.erpPayment === undefined ? 0 : paymentId(draft.erpPayment),
    ...(document.causale === undefined ? {} : { id_causale: asSeenLive(document.causale) }),
    ...(document.warehouse === undefined ? {} : { id_magazzino: document.warehouse }),
    ...(document.costCentre === undefined ? {} : { id_costo_ricavo: document.costCentre }),
    ...(carrier === undefined ? {} : { cod_vettore: asSeenLive(carrier) }),
    ...depositOf(draft, settings),
    ...document.fields,
    ...rowMatrices(rows, bodyNotes(draft, settings), kindOf(draft.order, settings), currency),
  };
}

const kindOf = (order: Order, { document }: MexalSettings): DocumentKind =>
  document.kind === 'by-customer' ? (isCompany(order) ? 'OC' : 'OX') : document.kind;

/** What was paid already: the money collected, unless in another currency, and what was paid by gift card or credit. */
function depositOf(draft: DocumentDraft, settings: MexalSettings): object {
  const { currency } = settings;
  const { money } = draft.collected ?? {};
  const paid = money?.currency === currency ? money.amount : 0;
  const amount = paid + settledTotal(asBooked(draft, settings));
  if (settings.document.deposit === 'none' || amount === 0) return {};
  return { acconto_pagato: decimalNumber({ amount, currency }) };
}

export function paymentId(id: string): number {
  if (/^\d+$/.test(id)) return Number(id);
  throw new Failure(
    'CONFIG_INVALID',
    'refused',
    `mapping.payments: the ERP payment "${id}" is not a number, as Mexal's are`,
  );
}

export const keyText = (key: OrderKey): string => `${key.sigla}+${key.serie}+${key.numero}`;
export const numberText = (key: OrderKey): string => `${key.sigla} ${key.serie}/${key.numero}`;

/** "OC 1/541" as it was told by `numberText`; undefined where it is none of ours. */
export function keyOfNumber(number: string): OrderKey | undefined {
  const [, sigla, serie, numero] = /^(OC|OX) (\d+)\/(\d+)$/.exec(number) ?? [];
  return sigla ? { sigla, serie: Number(serie), numero: Number(numero) } : undefined;
}

/** The document as read back from a year's archive; its total is in the books' currency. */
export const documentOf = (read: z.infer<typeof OrderRead>, year: number, currency: string): Document => ({
  id: keyText(read),
  number: numberText(read),
  year,
  ...(read.tot_documento === undefined ? {} : { total: minorUnits(read.tot_documento, currency) }),
});

export const paymentOf = (read: z.infer<typeof PaymentRead>): ErpPayment => ({
  id: String(read.id),
  description: read.descrizione.trim(),
});
