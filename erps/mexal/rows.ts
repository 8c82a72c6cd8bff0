import { discountByRate } from '../../domain/charges.ts';
import { Failure } from '../../domain/failure.ts';
import { unitPrice } from '../../domain/money.ts';
import type { Charge, Fee, Order, OrderLine } from '../../domain/schemas/order.ts';
import { rowDetails } from '../writing.ts';
import { fitted } from './net-rows.ts';
import { lines } from './notes.ts';
import type { MexalSettings } from './settings.ts';
import { vatCode } from './vat-codes.ts';

/** OC holds net prices, OX prices with VAT. */
export type DocumentKind = 'OC' | 'OX';

/** A charged row; net and gross are the row's totals, in minor units, taxRate is VAT per cent. */
export interface ArticleRow extends Pick<Charge, 'net' | 'gross' | 'taxRate'> {
  article: string;
  /** Negative with a negative amount. */
  quantity: number;
  vat: string;
  /** What the row says in place of the article's own description. */
  says?: string;
  /** How the article is coded if the ERP has none; absent where it is not to be created. */
  code?: { description: string; unit: string; expense: boolean };
  /** Texts for people, right under it. */
  under: string[];
}

const PIECES = 'PZ';

/** The order's rows, wrapping, shipping, fees and discount, as the ERP is told them. Throws ORDER_UNREADABLE, CONFIG_INVALID. */
export function chargedRows(order: Order, kind: DocumentKind, settings: MexalSettings): ArticleRow[] {
  const { articles, tolerance } = settings;
  const amounts = ({ net, gross, taxRate, discount }: Charge) => {
    // Without an article for discounts each price is what is left after its own.
    const off = articles.discount || !discount ? { net: 0, gross: 0 } : discount;
    const vat = vatCode(taxRate, order, settings);
    return { net: net - off.net, gross: gross - off.gross, taxRate, vat, under: [] };
  };
  const expense = (
    charge: Charge | undefined,
    article: () => string,
    rest: Partial<ArticleRow> = {},
  ): ArticleRow[] => {
    if (!charge || charge.gross === 0) return [];
    const row = amounts(charge);
    if (row.gross === 0) return [];
    return [{ ...row, article: article(), quantity: row.gross < 0 ? -1 : 1, ...rest }];
  };
  const goods = order.lines
    .filter((line) => line.quantity !== 0 || line.gross !== 0)
    .map(
      (line): ArticleRow => ({
        ...amounts(line),
        article: articleCode(line.sku, settings),
        quantity: positive(line, order),
        code:
          settings.unknownArticles === 'create'
            ? { description: line.variant ?? line.name, unit: line.unit ?? PIECES, expense: false }
            : undefined,
        under: rowDetails(line).flatMap(lines),
      }),
    );
  const { shippingCost, giftWrap } = order;
  const rows = [
    ...goods,
    ...expense(giftWrap, () => articles.giftWrap ?? missing('giftWrap', order)),
    ...expense(shippingCost, () => articles.shipping ?? articleCode(shippingCost?.code ?? '', settings), {
      says: shippingCost?.title,
      code: articles.createShipping
        ? { description: shippingCost?.title ?? '', unit: PIECES, expense: true }
        : undefined,
    }),
    ...feesOf(order, settings).flatMap((fee) =>
      expense(fee, () => articles[FEE_ARTICLE[fee.kind]] ?? missing(FEE_ARTICLE[fee.kind], order), {
        says: fee.title,
      }),
    ),
    ...(articles.discount ? discountByRate(order) : []).flatMap((discount) =>
      expense(discount, () => articles.discount ?? ''),
    ),
  ];
  return kind === 'OC' ? fitted(rows, tolerance) : rows;
}

/** The setting that names each fee's article. */
export const FEE_ARTICLE = { payment: 'paymentFee', eco: 'eco', rounding: 'rounding' } as const;

/** Cents that the shop rounded away have a row where there is an article for them; else the document may differ by so little. */
function feesOf({ fees = [] }: Order, { articles, tolerance }: MexalSettings): Fee[] {
  const rounding = fees.filter(({ kind }) => kind === 'rounding').reduce((sum, { gross }) => sum + gross, 0);
  if (articles.rounding || Math.abs(rounding) > tolerance) return fees;
  return fees.filter(({ kind }) => kind !== 'rounding');
}

/** Rows, charged ones and then texts, as Mexal's matrices: one pair `[position, value]` per row and field that the row has. */
export function rowMatrices(
  rows: ArticleRow[],
  notes: string[],
  kind: DocumentKind,
  currency: string,
): Record<string, [number, string | number][]> {
  const text = (descr_riga: string) => ({ id_riga: 0, tp_riga: 'D', descr_riga });
  const charged = ({ article, says, quantity, vat, net, gross }: ArticleRow) => ({
    id_riga: 0,
    tp_riga: 'R',
    codice_articolo: article,
    descr_articolo: says,
    quantita: quantity,
    prezzo: unitPrice({ amount: kind === 'OC' ? net : gross, currency }, quantity),
    cod_iva: vat,
  });
  const all = [...rows.flatMap((row) => [charged(row), ...row.under.map(text)]), ...notes.map(text)];
  const matrices: Record<string, [number, string | number][]> = {};
  all.forEach((fields, index) => {
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
