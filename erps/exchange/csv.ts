import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { SETTLED } from '../writing.ts';
import type { ExchangeDocument, ExchangeRow } from './wire.ts';

/**
 * The document as one flat table: a line for each row, with the whole head repeated. One file can be renamed whole, which a
 * head file and a rows file can't, and import wizards and spreadsheets map the columns of one table. As Italian
 * software expects it: ";" between columns, decimal comma, dates as 31/12/2026, UTF-8 with its mark, lines ended CRLF.
 */
export function csvOf(document: ExchangeDocument, timeZone: string): string {
  const head = headOf(document, timeZone);
  const lines = document.rows.map((row, index) => ({
    ...head,
    ...rowOf(row, index + 1),
    // Columns that were added later come after those that importers rely on.
    ...laterOf(document),
  }));
  const safe = lines.map((line) =>
    Object.fromEntries(
      Object.entries(line).map(([column, cell]) => [
        column,
        typeof cell === 'string' ? harmless(cell) : cell.amount,
      ]),
    ),
  );
  return stringify(safe, { header: true, delimiter: ';', bom: true, record_delimiter: '\r\n' });
}

/** An amount, which we write as a number: it may be negative, and needs no escaping. */
interface Amount {
  amount: string;
}
type Cells = Record<string, string | Amount>;

const decimal = (given: string | number | undefined): string => String(given ?? '').replace('.', ',');
const amount = (given: string | number | undefined): Amount => ({ amount: decimal(given) });
const text = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' / ');
/** Digits alone are no formula, whatever sign is before them; other characters between them could make one. */
const phone = (given = ''): string =>
  /^\s*\+?[\d\s()./-]*$/.test(given) ? given.replace(/[\s()./-]+/g, ' ').trim() : given;

/**
 * A spreadsheet takes text that begins with a sign for a formula, also behind blanks or in full width, and customers write
 * what they like. U+2212 is the minus of typesetters.
 */
const harmless = (value: string): string =>
  /^[\t\r\n]|^[\s\p{C}]*[=+\-@\u2212]/u.test(value.normalize('NFKC')) && !PHONE.test(value)
    ? `'${value}`
    : value;
const PHONE = /^\+\d[\d ]*$/;

function headOf(document: ExchangeDocument, timeZone: string): Cells {
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
    totale: amount(document.total),
    pagamento: document.payment ?? '',
    pagamento_negozio: text(order.payment.title, order.payment.code),
    incassato: amount(collected?.amount),
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

const laterOf = ({ order, settled, toPay, unexplained }: ExchangeDocument): Cells => ({
  da_pagare: amount(toPay),
  pagato_altrimenti: settled
    .map((paid) => `${text(SETTLED[paid.by], paid.reference)}: ${decimal(paid.amount)}`)
    .join(' / '),
  non_spiegato: amount(unexplained),
  ordine_cliente: order.purchaseOrder ?? '',
  totale_originale: amount(order.total?.amount),
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
  [`${of}_telefono`]: phone(address?.phone),
});

const rowOf = (row: ExchangeRow, position: number): Cells => ({
  riga: String(position),
  riga_tipo: row.kind,
  codice: row.code,
  descrizione: row.description,
  um: row.unit ?? '',
  quantita: amount(row.quantity),
  imponibile: amount(row.net),
  lordo: amount(row.gross),
  aliquota_iva: amount(row.vatRate),
  dettagli: text(...row.details),
});
