import { DateTime } from 'luxon';
import { chargedTotal, discountByRate } from '../../domain/charges.ts';
import { decimalText } from '../../domain/money.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Charge, Order } from '../../domain/schemas/order.ts';
import type { TaxData } from '../../domain/tax-data.ts';
import { asBooked } from '../assessment.ts';
import { rowDetails } from '../writing.ts';
import type { ExchangeSettings } from './settings.ts';
import type { ExchangeDocument, ExchangeRow } from './wire.ts';

/** The document as it is written; its day is that of `now` where the books are. Throws ERP_REFUSED, ORDER_UNREADABLE. */
export function exchangeDocument(
  draft: DocumentDraft,
  { taxCode, vatNumber, pec, sdi }: TaxData,
  now: Date,
  settings: ExchangeSettings,
): ExchangeDocument {
  const { reference, erpPayment, erpCarrier, collected, authorised } = draft;
  const order = asBooked(draft, settings);
  const { customer, currency, settled = [], unexplained } = order;
  const text = (amount: number) => decimalText({ amount, currency });
  return {
    version: 1,
    reference,
    date: DateTime.fromJSDate(now, { zone: settings.timeZone }).toFormat('yyyy-MM-dd'),
    currency,
    order: {
      shop: order.shop,
      id: order.id,
      number: order.number,
      placedAt: order.createdAt,
      status: order.status,
      payment: { code: order.payment.code, title: order.payment.title },
      purchaseOrder: order.payment.purchaseOrder,
      ...(order === draft.order ? {} : { total: inOwn(draft.order) }),
    },
    payment: erpPayment,
    collected: collected && {
      gateway: collected.gateway,
      reference: collected.reference,
      at: collected.at,
      amount: decimalText(collected.money),
      currency: collected.money.currency,
    },
    authorised: authorised && {
      gateway: authorised.gateway,
      reference: authorised.reference,
      amount: decimalText(authorised.money),
      currency: authorised.money.currency,
      until: authorised.until,
    },
    carrier: erpCarrier,
    shopCarrier: order.carrier,
    customer: {
      shopId: customer.id,
      email: customer.email,
      company: customer.company,
      firstName: customer.firstName,
      lastName: customer.lastName,
      taxCode,
      vatNumber,
      pec,
      sdi,
    },
    billing: order.billing,
    shipping: order.shipping,
    rows: rowsOf(order),
    total: text(chargedTotal(order)),
    settled: settled.map(({ amount, ...what }) => ({ ...what, amount: text(amount) })),
    unexplained: unexplained ? text(unexplained) : undefined,
    toPay: text(order.total),
    notes: order.notes,
    giftMessages: order.giftMessages ?? [],
  };
}

const inOwn = ({ total, currency }: Order) => ({
  amount: decimalText({ amount: total, currency }),
  currency,
});

/**
 * A row for each charge before its discount, and one for the discounts of each VAT rate, since importers know no other
 * discount.
 */
function rowsOf(order: Order): ExchangeRow[] {
  const { currency, giftWrap, shippingCost, fees = [] } = order;
  const row = (
    kind: ExchangeRow['kind'],
    { net, gross, taxRate }: Charge,
    rest: Partial<ExchangeRow>,
  ): ExchangeRow => ({
    kind,
    code: kind,
    description: TITLES[kind],
    quantity: gross < 0 ? -1 : 1,
    details: [],
    ...rest,
    net: decimalText({ amount: net, currency }),
    gross: decimalText({ amount: gross, currency }),
    vatRate: taxRate,
  });
  const rows = order.lines.map((line) =>
    row('goods', line, {
      code: line.sku,
      description: line.variant ?? line.name,
      unit: line.unit,
      quantity: line.quantity,
      details: rowDetails(line),
    }),
  );
  if (giftWrap) rows.push(row('wrapping', giftWrap, {}));
  if (shippingCost)
    rows.push(row('shipping', shippingCost, { code: shippingCost.code, description: shippingCost.title }));
  for (const fee of fees)
    rows.push(row(fee.kind, fee, { code: fee.code, description: fee.title || TITLES[fee.kind] }));
  for (const discount of discountByRate(order)) rows.push(row('discount', discount, {}));
  return rows;
}

// Accountants read them.
const TITLES = {
  goods: '',
  wrapping: 'Confezione regalo',
  shipping: 'Spedizione',
  discount: 'Sconto',
  payment: 'Spese di pagamento',
  eco: 'Contributo ambientale',
  rounding: 'Arrotondamento',
} as const;
