import { discountByRate } from '../../domain/charges.ts';
import { Failure } from '../../domain/failure.ts';
import { netOf, unitPrice } from '../../domain/money.ts';
import type { Order, OrderLine } from '../../domain/schemas/order.ts';
import { rowDetails } from '../row-details.ts';
import { nationalityOf } from './nationality.ts';
import { lines } from './notes.ts';
import type { MexalSettings } from './settings.ts';

/** OC holds net prices, OX prices with VAT. */
export type DocumentKind = 'OC' | 'OX';

/** A charged row. `amount` is the row's total, net or gross by kind, in minor units. */
export interface ArticleRow {
  article: string;
  quantity: number;
  amount: number;
  vat: string;
  /** What the row says in place of the article's own description. */
  says?: string;
  /** How the article is coded if the ERP has none; absent where it is not to be created. */
  code?: { description: string; unit: string; expense: boolean };
}
/** A row of the document: charged, or a text for people. */
export type Row = ArticleRow | { text: string };

const PIECES = 'PZ';

/** The order's rows, wrapping, shipping and discount, as the ERP is told them. Throws ORDER_UNREADABLE, CONFIG_INVALID. */
export function chargedRows(order: Order, kind: DocumentKind, settings: MexalSettings): Row[] {
  const { articles } = settings;
  const charge = ({ net, gross, taxRate }: { net: number; gross: number; taxRate: number }) => ({
    quantity: 1,
    amount: kind === 'OC' ? net : gross,
    vat: vatCode(taxRate, order, settings),
  });
  const rows = order.lines
    .filter((line) => line.quantity !== 0 || line.gross !== 0)
    .flatMap((line): Row[] => [
      {
        ...charge(line),
        article: articleCode(line.sku, settings),
        quantity: positive(line, order),
        code:
          settings.unknownArticles === 'create'
            ? { description: line.variant ?? line.name, unit: line.unit ?? PIECES, expense: false }
            : undefined,
      },
      ...rowDetails(line)
        .flatMap(lines)
        .map((text) => ({ text })),
    ]);
  const { shippingCost, giftWrap } = order;
  if (giftWrap && giftWrap.gross !== 0)
    rows.push({ ...charge(giftWrap), article: articles.giftWrap ?? missing('giftWrap', order) });
  if (shippingCost && shippingCost.gross !== 0)
    rows.push({
      ...charge(shippingCost),
      article: articles.shipping ?? articleCode(shippingCost.code, settings),
      says: shippingCost.title,
      code: articles.createShipping
        ? { description: shippingCost.title, unit: PIECES, expense: true }
        : undefined,
    });
  for (const { rate, gross } of discountByRate(order))
    rows.push({
      ...charge({ net: -netOf(gross, rate), gross: -gross, taxRate: rate }),
      article: articles.discount,
      quantity: -1,
    });
  return rows;
}

/** Rows as Mexal's matrices: one pair `[position, value]` per row and field that the row has. */
export function rowMatrices(rows: Row[], currency: string): Record<string, [number, string | number][]> {
  const matrices: Record<string, [number, string | number][]> = {};
  rows.forEach((row, index) => {
    const fields: Record<string, string | number | undefined> =
      'text' in row
        ? { id_riga: 0, tp_riga: 'D', descr_riga: row.text }
        : {
            id_riga: 0,
            tp_riga: 'R',
            codice_articolo: row.article,
            descr_articolo: row.says,
            quantita: row.quantity,
            prezzo: unitPrice({ amount: row.amount, currency }, row.quantity),
            cod_iva: row.vat,
          };
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      matrices[name] ??= [];
      matrices[name].push([index + 1, value]);
    }
  });
  return matrices;
}

/** Mexal takes article codes in capitals only (seen at two live installations). */
function articleCode(shopCode: string, { articles }: MexalSettings): string {
  const code = shopCode.trim();
  return articles.codes[code] ?? code.toUpperCase();
}

function positive({ quantity, sku }: OrderLine, order: Order): number {
  if (quantity > 0) return quantity;
  throw new Failure(
    'ORDER_UNREADABLE',
    'refused',
    `order ${order.number}: quantity of ${sku} is not positive`,
  );
}

function missing(article: string, order: Order): never {
  throw new Failure(
    'CONFIG_INVALID',
    'refused',
    `order ${order.number}: the ERP's setting articles.${article} names no article for it`,
  );
}

/** The rate, or what it is called in the ERP; without VAT the exemption of where the goods go. Throws CONFIG_INVALID. */
function vatCode(rate: number, order: Order, settings: MexalSettings): string {
  const named = settings.vat[String(rate)] ?? (rate > 0 ? String(rate) : undefined);
  if (named) return named;
  const destination = order.shipping?.country ?? order.billing.country;
  const where = exemptionAt[nationalityOf(destination, settings)];
  const code = settings.exemptions[where];
  if (code) return code;
  throw new Failure(
    'CONFIG_INVALID',
    'refused',
    `order ${order.number}: a row bears no VAT and the ERP's setting exemptions.${where} names no code for it`,
  );
}

// San Marino and the Vatican are outside of the Union's VAT.
const exemptionAt = { I: 'italy', C: 'eu', R: 'extraEu', V: 'extraEu', E: 'extraEu' } as const;
