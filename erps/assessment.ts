import { attentionCatalogue } from '../domain/attention.ts';
import { chargedTotal, chargesOf, settledTotal } from '../domain/charges.ts';
import { type Books, inBooks } from '../domain/currency.ts';
import { Failure } from '../domain/failure.ts';
import { decimalText } from '../domain/money.ts';
import type { Document, DocumentDraft, Warning } from '../domain/schemas/document.ts';
import type { Order } from '../domain/schemas/order.ts';
import type { TaxData } from '../domain/tax-data.ts';

/** What the settings say of the books. `tolerance`: how far totals may be apart before a person is told; minor units. */
interface BookSettings {
  currency: string;
  foreignCurrency: Books['foreign'];
  tolerance: number;
}

export const booksOf = ({ currency, foreignCurrency }: Omit<BookSettings, 'tolerance'>): Books => ({
  currency,
  foreign: foreignCurrency,
});

/**
 * The document as it is in the ERP, with what a person should know of it. That is the same whether it was written now or
 * earlier, except for articles that were created just now.
 */
export function assessed(
  document: Document,
  draft: DocumentDraft,
  tax: TaxData,
  settings: BookSettings,
  createdArticles: string[] = [],
): Document {
  const warnings: Warning[] = [];
  const notes: string[] = [];
  const warn = (code: Warning['code'], about: string) =>
    warnings.push({ code, text: `${attentionCatalogue[code]} ${about}` });
  const { off, sentence } = difference(document, draft, booksOf(settings));
  if (off > settings.tolerance) warn('TOTAL_MISMATCH', sentence);
  else if (off !== 0) notes.push(sentence);
  if (tax.wrong.length > 0)
    warn('TAX_DATA_LEFT_OUT', `Order ${draft.order.number}: ${tax.wrong.join(', ')}.`);
  if (createdArticles.length > 0) notes.push(`Created in the ERP: ${createdArticles.join(', ')}.`);
  return {
    ...document,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/**
 * How far the ERP's total is from what the order's charges come to, or the sum paid from the sum that was due, whichever
 * is more; minor units. A part of the order's total that nothing explains is in neither: it is reported by itself.
 */
function difference(
  { number, total }: Document,
  { order, collected }: DocumentDraft,
  books: Books,
): { off: number; sentence: string } {
  const booked = inBooks(order, books);
  const { currency } = booked ?? books;
  const text = (amount: number) => decimalText({ amount, currency });
  const own = (amount: number) => decimalText({ amount, currency: order.currency });
  if (total === undefined || booked === undefined)
    return {
      off: Number.NaN,
      sentence: `The ERP does not tell what ${number} comes to, so it was not compared with the order, which comes to ${own(chargedTotal(order))} ${order.currency}.`,
    };
  const charged = chargedTotal(booked);
  const settled = settledTotal(booked);
  const paid = collected?.money.currency === order.currency ? collected.money.amount : undefined;
  const otherwise = settled === 0 ? '' : `, of which ${text(settled)} was settled otherwise`;
  const due = paid === order.total && order === booked ? '' : ` of ${own(order.total)} ${order.currency}`;
  return {
    off: Math.max(Math.abs(total - charged), Math.abs((paid ?? order.total) - order.total)),
    sentence: `${number} comes to ${text(total)} ${currency} in the ERP, the order to ${text(charged)}${otherwise}${paid === undefined ? '' : `, and ${own(paid)}${due} was paid`}.`,
  };
}

/** Throws ORDER_TAX_DATA_WRONG where the customer's tax data can't be right; for settings that want it so. */
export function refuseWrong({ order }: DocumentDraft, { wrong }: TaxData): void {
  if (wrong.length === 0) return;
  throw new Failure(
    'ORDER_TAX_DATA_WRONG',
    'refused',
    `order ${order.number}: ${wrong.join(', ')} of the customer can not be right`,
  );
}

/**
 * The order as it is written into the books. Throws ERP_REFUSED where they don't take its currency, ORDER_UNREADABLE where
 * nobody knows what VAT a charge bears.
 */
export function asBooked({ order }: DocumentDraft, settings: Omit<BookSettings, 'tolerance'>): Order {
  const unclear = chargesOf(order).find(({ rateUnclear, gross }) => rateUnclear && gross !== 0);
  if (unclear)
    throw new Failure(
      'ORDER_UNREADABLE',
      'refused',
      `order ${order.number}: the shop names no VAT rate of a charge of ${decimalText({ amount: unclear.gross, currency: order.currency })} ${order.currency}, and its amounts make ${unclear.taxRate} %, which no country has`,
    );
  const booked = inBooks(order, booksOf(settings));
  if (booked) return booked;
  const base = order.base ? ` (${order.base.currency} in the shop's books)` : '';
  throw new Failure(
    'ERP_REFUSED',
    'refused',
    `order ${order.number} is in ${order.currency}${base}, the books are kept in ${settings.currency}: see foreignCurrency`,
  );
}
