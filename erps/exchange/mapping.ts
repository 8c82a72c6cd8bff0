import { DateTime } from 'luxon';
import { discountByRate } from '../../domain/charges.ts';
import { decimalText, netOf } from '../../domain/money.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { TaxData } from '../../domain/tax-data.ts';
import { rowDetails } from '../row-details.ts';
import type { ExchangeDocument, ExchangeRow } from './wire.ts';

/** The document as it is written. `now` and `timeZone` make its day. Throws ORDER_UNREADABLE. */
export function exchangeDocument(
  { reference, order, erpPayment, erpCarrier, collected }: DocumentDraft,
  { taxCode, vatNumber, pec, sdi }: TaxData,
  now: Date,
  timeZone: string,
): ExchangeDocument {
  const { customer, currency } = order;
  return {
    version: 1,
    reference,
    date: DateTime.fromJSDate(now, { zone: timeZone }).toFormat('yyyy-MM-dd'),
    currency,
    order: {
      ...{ shop: order.shop, id: order.id, number: order.number },
      ...{ placedAt: order.createdAt, status: order.status },
      payment: { code: order.payment.code, title: order.payment.title },
    },
    payment: erpPayment,
    collected: collected && {
      ...{ gateway: collected.gateway, reference: collected.reference, at: collected.at },
      ...{ amount: decimalText(collected.money), currency: collected.money.currency },
    },
    carrier: erpCarrier,
    shopCarrier: order.carrier,
    customer: {
      ...{ shopId: customer.id, email: customer.email, company: customer.company },
      ...{ firstName: customer.firstName, lastName: customer.lastName },
      ...{ taxCode, vatNumber, pec, sdi },
    },
    billing: order.billing,
    shipping: order.shipping,
    rows: rowsOf(order),
    total: decimalText({ amount: order.total, currency }),
    notes: order.notes,
    giftMessages: order.giftMessages ?? [],
  };
}

interface Charge {
  net: number;
  gross: number;
  taxRate: number;
}

function rowsOf(order: Order): ExchangeRow[] {
  const { currency, giftWrap, shippingCost } = order;
  const row = (
    kind: ExchangeRow['kind'],
    { net, gross, taxRate }: Charge,
    rest: Partial<ExchangeRow>,
  ): ExchangeRow => ({
    ...{ kind, code: kind, description: TITLES[kind], quantity: 1, details: [], ...rest },
    net: decimalText({ amount: net, currency }),
    gross: decimalText({ amount: gross, currency }),
    vatRate: taxRate,
  });
  const rows = order.lines.map((line) =>
    row('goods', line, {
      ...{ code: line.sku, description: line.variant ?? line.name },
      ...{ unit: line.unit, quantity: line.quantity, details: rowDetails(line) },
    }),
  );
  if (giftWrap) rows.push(row('wrapping', giftWrap, {}));
  if (shippingCost)
    rows.push(row('shipping', shippingCost, { code: shippingCost.code, description: shippingCost.title }));
  for (const { rate, gross } of discountByRate(order))
    rows.push(row('discount', { net: -netOf(gross, rate), gross: -gross, taxRate: rate }, { quantity: -1 }));
  return rows;
}

// Accountants read them.
const TITLES = { goods: '', wrapping: 'Confezione regalo', shipping: 'Spedizione', discount: 'Sconto' };
