import type { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import { formatMoney, minorUnits } from '../../domain/money.ts';
import type { Document, DocumentDraft, ErpPayment } from '../../domain/schemas/document.ts';
import type { Address, Order } from '../../domain/schemas/order.ts';
import { type CalendarDay, dayAndTime } from './calendar.ts';
import { chargedRows, type DocumentKind, type Row, rowMatrices } from './rows.ts';
import type { MexalSettings } from './settings.ts';
import type { OrderKey, OrderRead, PaymentRead } from './wire.ts';

// Longer texts are cut into rows of this width, since the length of descr_riga is not published.
const TEXT_WIDTH = 60;

/** What the document's note says, and what it is found by. */
export const noteOf = (reference: string): string => `Incasso ${reference}`;

/** A customer with a VAT number or a company's name buys as a company. */
export const isCompany = ({ customer, billing }: Order): boolean =>
  Boolean(customer.vatNumber || customer.company || billing.company);

/** The body of POST documenti/ordini-clienti. Throws CONFIG_INVALID, ORDER_UNREADABLE, ERP_REFUSED. */
export function orderBody(
  draft: DocumentDraft,
  customerCode: string,
  day: CalendarDay,
  settings: MexalSettings,
): object {
  const { order } = draft;
  const { document } = settings;
  if (order.currency !== settings.currency)
    throw new Failure(
      'ERP_REFUSED',
      'refused',
      `order ${order.number} is in ${order.currency}, the books are kept in ${settings.currency}`,
    );
  const kind: DocumentKind =
    document.kind === 'by-customer' ? (isCompany(order) ? 'OC' : 'OX') : document.kind;
  const rows = [...chargedRows(order, kind, settings), ...noteRows(draft, settings.timeZone)];
  const asSeenLive = (value: string | number) => (document.noteFormat === 'matrix' ? [[1, value]] : value);
  return {
    sigla: kind,
    serie: document.series,
    numero: 0,
    data_documento: day.date,
    cod_conto: customerCode,
    nota: asSeenLive(noteOf(draft.reference)),
    // 0 says "none"; left out, the customer's habitual payment may be taken.
    id_pagamento: draft.erpPayment === undefined ? 0 : paymentId(draft.erpPayment),
    ...(document.causale === undefined ? {} : { id_causale: asSeenLive(document.causale) }),
    ...(document.warehouse === undefined ? {} : { id_magazzino: document.warehouse }),
    ...(document.costCentre === undefined ? {} : { id_costo_ricavo: document.costCentre }),
    ...rowMatrices(rows, settings.currency),
  };
}

function paymentId(id: string): number {
  if (/^\d+$/.test(id)) return Number(id);
  throw new Failure(
    'CONFIG_INVALID',
    'refused',
    `mapping.payments: the ERP payment "${id}" is not a number, as Mexal's are`,
  );
}

/** What people want to read in the body of the document. */
function noteRows({ order, collected }: DocumentDraft, timeZone: string): Row[] {
  const { shipping, payment } = order;
  const texts = [
    `Ordine ${order.number} del ${dayAndTime(order.createdAt, timeZone)}, negozio ${order.shop}`,
    `Stato nel negozio: ${order.status}`,
    `Pagamento: ${payment.title} (${payment.code})`,
    ...(collected
      ? [
          `Incassato ${formatMoney(collected.money)} il ${dayAndTime(collected.at, timeZone)}`,
          `${collected.gateway}: ${collected.reference}`,
        ]
      : []),
    ...(shipping && addressText(shipping) !== addressText(order.billing)
      ? [`Consegna: ${addressText(shipping)}`]
      : []),
    ...order.notes.map((note) => `Nota del cliente: ${note}`),
  ];
  return texts.flatMap(wrapped).map((text) => ({ text }));
}

const addressText = (address: Address): string =>
  [
    address.company,
    address.name,
    ...address.street,
    `${address.postcode} ${address.city}${address.region ? ` (${address.region})` : ''}`,
    address.country,
    address.phone,
  ]
    .filter(Boolean)
    .join(', ');

/** Lines of at most TEXT_WIDTH, broken at spaces where there are any. */
function wrapped(text: string): string[] {
  const pieces = new RegExp(`\\S.{0,${TEXT_WIDTH - 1}}(?=\\s|$)|\\S{1,${TEXT_WIDTH}}`, 'gu');
  return text.split(/[\r\n]+/).flatMap((line) => line.match(pieces)?.map((piece) => piece.trim()) ?? []);
}

export const keyText = (key: OrderKey): string => `${key.sigla}+${key.serie}+${key.numero}`;
export const numberText = (key: OrderKey): string => `${key.sigla} ${key.serie}/${key.numero}`;

/** The document as read back; its total is in the books' currency. */
export const documentOf = (read: z.infer<typeof OrderRead>, currency: string): Document => ({
  id: keyText(read),
  number: numberText(read),
  ...(read.tot_documento === undefined ? {} : { total: minorUnits(read.tot_documento, currency) }),
});

export const paymentOf = (read: z.infer<typeof PaymentRead>): ErpPayment => ({
  id: String(read.id),
  description: read.descrizione.trim(),
});
