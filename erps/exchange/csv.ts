import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { SETTLED } from '../settled-notes.ts';
import type { ExchangeDocument, ExchangeRow } from './wire.ts';

/**
 * The document as one flat table: a line for each row, with the whole head repeated. One file can be renamed whole, which a
 * head file and a rows file can't, and import wizards and spreadsheets map the columns of one table. As Italian
 * software expects it: ";" between columns, decimal comma, dates as 31/12/2026, UTF-8 with its mark, lines ended CRLF.
 */
export function csvOf(document: ExchangeDocument, timeZone: string): string {
  const head = headOf(document, timeZone);
  const lines = document.rows.map((row, index) => ({
    ...{ ...head, ...rowOf(row, index + 1) },
    // Columns that came later stand after the ones that others count on.
    ...laterOf(document),
  }));
  const safe = lines.map((line) =>
    Object.fromEntries(Object.entries(line).map(([column, text]) => [column, harmless(text)])),
  );
  return stringify(safe, { header: true, delimiter: ';', bom: true, record_delimiter: '\r\n' });
}

const comma = (decimal: string | number | undefined): string => String(decimal ?? '').replace('.', ',');
const text = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' / ');

/** A spreadsheet takes text that begins so for a formula, and customers write what they like. Numbers stay as they are. */
const harmless = (value: string): string =>
  /^([=@\t\r]|[+-](?![\d ,./()-]*$))/.test(value) ? `'${value}` : value;

function headOf(document: ExchangeDocument, timeZone: string): Record<string, string> {
  const { order, collected, customer, billing, shipping, shopCarrier } = document;
  const day = (iso: string | undefined) =>
    iso === undefined ? '' : DateTime.fromISO(iso, { zone: timeZone }).toFormat('dd/MM/yyyy');
  return {
    riferimento: document.reference,
    data: day(document.date),
    negozio: order.shop,
    ordine_id: order.id,
    ordine_numero: order.number,
    ordine_data: day(order.placedAt),
    ordine_stato: order.status,
    valuta: document.currency,
    totale: comma(document.total),
    pagamento: document.payment ?? '',
    pagamento_negozio: text(order.payment.title, order.payment.code),
    incassato: comma(collected?.amount),
    incassato_valuta: collected?.currency ?? '',
    incassato_il: day(collected?.at),
    incassato_da: collected?.gateway ?? '',
    incassato_riferimento: collected?.reference ?? '',
    vettore: document.carrier ?? '',
    vettore_negozio: text(shopCarrier?.title, shopCarrier?.code),
    cliente_id: customer.shopId ?? '',
    cliente_nome: customer.firstName,
    cliente_cognome: customer.lastName,
    cliente_ragione_sociale: customer.company ?? '',
    cliente_email: customer.email,
    codice_fiscale: customer.taxCode ?? '',
    partita_iva: customer.vatNumber ?? '',
    pec: customer.pec ?? '',
    codice_sdi: customer.sdi ?? '',
    ...addressOf('fatturazione', billing),
    ...addressOf('consegna', shipping),
    note: text(...document.notes),
    messaggi_regalo: text(...document.giftMessages),
  };
}

const laterOf = ({ order, settled, toPay, unexplained }: ExchangeDocument): Record<string, string> => ({
  da_pagare: comma(toPay),
  pagato_altrimenti: settled
    .map(({ by, reference, amount }) => `${text(SETTLED[by], reference)}: ${comma(amount)}`)
    .join(' / '),
  non_spiegato: comma(unexplained),
  ordine_cliente: order.purchaseOrder ?? '',
  totale_originale: comma(order.total?.amount),
  valuta_originale: order.total?.currency ?? '',
});

const addressOf = (of: string, address?: ExchangeDocument['billing']): Record<string, string> => ({
  [`${of}_nome`]: address?.name ?? '',
  [`${of}_ragione_sociale`]: address?.company ?? '',
  [`${of}_indirizzo`]: text(...(address?.street ?? [])),
  [`${of}_cap`]: address?.postcode ?? '',
  [`${of}_citta`]: address?.city ?? '',
  [`${of}_provincia`]: address?.region ?? '',
  [`${of}_nazione`]: address?.country ?? '',
  [`${of}_telefono`]: address?.phone ?? '',
});

const rowOf = (row: ExchangeRow, position: number): Record<string, string> => ({
  riga: String(position),
  riga_tipo: row.kind,
  codice: row.code,
  descrizione: row.description,
  um: row.unit ?? '',
  quantita: comma(row.quantity),
  imponibile: comma(row.net),
  lordo: comma(row.gross),
  aliquota_iva: comma(row.vatRate),
  dettagli: text(...row.details),
});
