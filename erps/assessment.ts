import { attentionCatalogue } from '../domain/attention.ts';
import { Failure } from '../domain/failure.ts';
import { decimalText } from '../domain/money.ts';
import type { Document, DocumentDraft, Warning } from '../domain/schemas/document.ts';
import type { TaxData } from '../domain/tax-data.ts';

/** Currency of the books, and how far totals may be apart before a person is told; minor units. */
interface Books {
  currency: string;
  tolerance: number;
}

/** The document as it stands in the ERP, with what a person should know of it: the same whether it was written now or earlier, but for articles just created. */
export function assessed(
  document: Document,
  draft: DocumentDraft,
  tax: TaxData,
  settings: Books,
  createdArticles: string[] = [],
): Document {
  const warnings: Warning[] = [];
  const notes: string[] = [];
  const warn = (code: Warning['code'], about: string) =>
    warnings.push({ code, text: `${attentionCatalogue[code]} ${about}` });
  const { off, told } = difference(document, draft, settings.currency);
  if (off > settings.tolerance) warn('TOTAL_MISMATCH', told);
  else if (off !== 0) notes.push(told);
  if (tax.wrong.length > 0)
    warn('TAX_DATA_LEFT_OUT', `Order ${draft.order.number}: ${tax.wrong.join(', ')}.`);
  if (createdArticles.length > 0) notes.push(`Created in the ERP: ${createdArticles.join(', ')}.`);
  return {
    ...document,
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** How far the ERP's total is from what the order comes to and from what was paid, whichever is more; minor units. */
function difference(
  { number, total }: Document,
  { order, collected }: DocumentDraft,
  currency: string,
): { off: number; told: string } {
  const text = (amount: number) => decimalText({ amount, currency });
  if (total === undefined)
    return {
      off: Number.NaN,
      told: `The ERP does not tell what ${number} comes to, so it was not compared with the order, which comes to ${text(order.total)} ${currency}.`,
    };
  const paid = collected?.money.currency === currency ? collected.money.amount : undefined;
  return {
    off: Math.max(Math.abs(total - order.total), Math.abs(total - (paid ?? total))),
    told: `${number} comes to ${text(total)} ${currency} in the ERP, the order to ${text(order.total)}${paid === undefined ? '' : `, and ${text(paid)} was paid`}.`,
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

/** Throws ERP_REFUSED for an order in a currency that the books are not kept in. */
export function refuseCurrency({ order }: DocumentDraft, currency: string): void {
  if (order.currency === currency) return;
  throw new Failure(
    'ERP_REFUSED',
    'refused',
    `order ${order.number} is in ${order.currency}, the books are kept in ${currency}`,
  );
}
