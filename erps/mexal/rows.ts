import Big from 'big.js';
import { Failure } from '../../domain/failure.ts';
import { unitPrice } from '../../domain/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { MexalSettings } from './settings.ts';

/** OC holds net prices, OX prices with VAT. */
export type DocumentKind = 'OC' | 'OX';

/** A row of the document: charged, or a text for people. `amount` is the row's total, net or gross by kind, in minor units. */
export type Row = { article: string; quantity: number; amount: number; vat: string } | { text: string };

/** The order's rows, shipping and discount, as the ERP is told them. Throws ORDER_UNREADABLE, CONFIG_INVALID. */
export function chargedRows(order: Order, kind: DocumentKind, settings: MexalSettings): Row[] {
  const { articles } = settings;
  const amountOf = (charge: { net: number; gross: number }) => (kind === 'OC' ? charge.net : charge.gross);
  const rows: Row[] = [];
  for (const line of order.lines) {
    if (line.quantity === 0 && line.gross === 0) continue;
    if (!(line.quantity > 0))
      throw new Failure(
        'ORDER_UNREADABLE',
        'refused',
        `order ${order.number}: quantity of ${line.sku} is not positive`,
      );
    rows.push({
      article: line.sku,
      quantity: line.quantity,
      amount: amountOf(line),
      vat: vatCode(line.taxRate, settings),
    });
  }
  const { shippingCost } = order;
  if (shippingCost && shippingCost.gross !== 0)
    rows.push({
      article: articles.shipping,
      quantity: 1,
      amount: amountOf(shippingCost),
      vat: vatCode(shippingCost.taxRate, settings),
    });
  for (const { rate, gross } of discountByRate(order))
    rows.push({
      article: articles.discount,
      quantity: -1,
      amount: kind === 'OC' ? -withoutVat(gross, rate) : -gross,
      vat: vatCode(rate, settings),
    });
  return rows;
}

/** Rows as Mexal's matrices: one pair `[position, value]` per row and field that the row has. */
export function rowMatrices(rows: Row[], currency: string): Record<string, [number, string | number][]> {
  const matrices: Record<string, [number, string | number][]> = {};
  rows.forEach((row, index) => {
    const fields: Record<string, string | number> =
      'text' in row
        ? { id_riga: 0, tp_riga: 'D', descr_riga: row.text }
        : {
            id_riga: 0,
            tp_riga: 'R',
            codice_articolo: row.article,
            quantita: row.quantity,
            prezzo: unitPrice({ amount: row.amount, currency }, row.quantity),
            cod_iva: row.vat,
          };
    for (const [name, value] of Object.entries(fields)) {
      matrices[name] ??= [];
      matrices[name].push([index + 1, value]);
    }
  });
  return matrices;
}

/** The discount's share of each VAT rate, by what was bought at it: one row for all would move VAT from one rate to another. */
function discountByRate(order: Order): { rate: number; gross: number }[] {
  if (order.discount === 0) return [];
  const goods = order.lines.reduce((sum, line) => sum + line.gross, 0);
  // A discount beyond the goods is one on shipping too.
  const shipping = order.shippingCost && order.discount > goods ? [order.shippingCost] : [];
  const byRate = new Map<number, number>();
  for (const { taxRate, gross } of [...order.lines, ...shipping])
    byRate.set(taxRate, (byRate.get(taxRate) ?? 0) + gross);
  const rates = [...byRate].filter(([, gross]) => gross > 0);
  const whole = rates.reduce((sum, [, gross]) => sum + gross, 0);
  if (whole < order.discount)
    throw new Failure(
      'ORDER_UNREADABLE',
      'refused',
      `order ${order.number}: the discount exceeds what it is on`,
    );
  let sharedOf = 0;
  let shared = 0;
  return rates.map(([rate, gross]) => {
    sharedOf += gross;
    const upToHere = Number(new Big(order.discount).times(sharedOf).div(whole).round(0, Big.roundHalfUp));
    const share = upToHere - shared;
    shared = upToHere;
    return { rate, gross: share };
  });
}

const withoutVat = (gross: number, rate: number): number =>
  Number(new Big(gross).times(100).div(new Big(100).plus(rate)).round(0, Big.roundHalfUp));

function vatCode(rate: number, settings: MexalSettings): string {
  const code = settings.vat[String(rate)] ?? (rate > 0 ? String(rate) : undefined);
  if (code) return code;
  throw new Failure(
    'CONFIG_INVALID',
    'refused',
    "a row bears no VAT and the ERP's setting vat names no exemption code for rate 0",
  );
}
