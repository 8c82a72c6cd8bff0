import { discounted } from '../../domain/charges.ts';
import { decimalText, minorUnits } from '../../domain/money.ts';
import type { Address, Order } from '../../domain/schemas/order.ts';
import { at, isSaid, said } from '../decode.ts';
import { markersIn } from '../texts.ts';
import { impliedVat } from '../vat.ts';
import { grossDiscount, knownRates, orderLines, shippingRate } from './amounts.ts';
import { giftMessagesOf, giftWrapOf } from './gifts.ts';
import type { Settings } from './settings.ts';
import { decodeOrder, type WireAddress, type WireOrder } from './wire.ts';

/** Every state of Magento; statuses are free text under them. */
const states = {
  new: 'open',
  pending_payment: 'open',
  payment_review: 'in_review',
  processing: 'open',
  holded: 'on_hold',
  canceled: 'cancelled',
  complete: 'completed',
  closed: 'refunded',
} as const satisfies Record<string, Order['state']>;

/** The shop's name and the settings that say how its orders are read. */
export type Reading = Pick<Settings, 'adminUrl' | 'customerFields'>;

/** Magento's order (`GET /V1/orders/:id`) as ours. Throws ORDER_UNREADABLE. */
export function toOrder(shop: string, raw: unknown, reading: Reading): Order {
  const wire = decodeOrder(`order ${String(at(raw, ['entity_id']) ?? 'without id')} of ${shop}`, raw);
  const currency = wire.order_currency_code;
  const total = minorUnits(wire.grand_total, currency);
  const delivery = wire.extension_attributes?.shipping_assignments?.[0]?.shipping?.address;
  return {
    shop,
    id: wire.entity_id,
    number: wire.increment_id,
    createdAt: utc(wire.created_at),
    updatedAt: utc(wire.updated_at ?? wire.created_at),
    state: stateOf(wire.state),
    status: wire.status ?? wire.state ?? '',
    customer: customerOf(wire, raw, reading.customerFields),
    billing: addressOf(wire.billing_address),
    shipping: delivery ? addressOf(delivery) : undefined,
    ...chargesRead(wire, total),
    carrier: carrierOf(wire),
    total,
    paid: paidOf(wire),
    currency,
    payment: paymentOf(wire),
    notes: [wire.customer_note].filter(isSaid),
    giftMessages: giftMessagesOf(wire),
    replacedBy: said(wire.relation_child_id),
    marks: wire.status_histories ? markersIn(wire.status_histories.map(({ comment }) => comment)) : undefined,
    adminUrl: reading.adminUrl?.replaceAll('{id}', encodeURIComponent(wire.entity_id)),
  };
}

/** Rows, shipping and wrapping with what is taken off them. */
function chargesRead(wire: WireOrder, total: number): Pick<Order, 'lines' | 'shippingCost' | 'giftWrap'> {
  const lines = orderLines(wire);
  const shippingCost = shippingCostOf(wire);
  const giftWrap = giftWrapOf(wire);
  const told = minorUnits(wire.discount_amount ?? 0, wire.order_currency_code);
  const gross = grossDiscount(told, [...lines, ...(giftWrap ? [giftWrap] : [])], shippingCost, total);
  return { lines: discounted(lines, gross), shippingCost, giftWrap };
}

/** What the shop booked as paid, in minor units. `total_due` says nothing: it stays full on cancelled orders. */
export function paidOf(wire: WireOrder): number {
  return minorUnits(wire.total_paid ?? wire.payment.amount_paid ?? 0, wire.order_currency_code);
}

function stateOf(state: string | null | undefined): Order['state'] {
  return state && Object.hasOwn(states, state) ? states[state as keyof typeof states] : 'unknown';
}

/** Magento's dates are UTC without saying so. */
export const utc = (date: string): string => new Date(`${date.replace(' ', 'T')}Z`).toISOString();

const flag = (value: unknown): boolean => value === true || Number(value) === 1;

function customerOf(wire: WireOrder, raw: unknown, fields: Settings['customerFields']): Order['customer'] {
  const field = (path: string | undefined) => {
    const value = path && at(raw, path.split('.'));
    return said(typeof value === 'number' ? String(value) : value)?.trim();
  };
  const billing = wire.billing_address;
  return {
    id: flag(wire.customer_is_guest) ? undefined : said(wire.customer_id),
    email: wire.customer_email ?? billing.email ?? '',
    firstName: wire.customer_firstname ?? billing.firstname ?? '',
    lastName: wire.customer_lastname ?? billing.lastname ?? '',
    company: said(billing.company),
    taxCode: field(fields.taxCode),
    vatNumber: field(fields.vatNumber),
    pec: field(fields.pec),
    sdi: field(fields.sdi),
  };
}

function addressOf(wire: WireAddress): Address {
  const street = Array.isArray(wire.street) ? wire.street : [wire.street];
  const region = typeof wire.region === 'object' && wire.region ? wire.region : { region: wire.region };
  return {
    name: [wire.firstname, wire.middlename, wire.lastname].filter(isSaid).join(' '),
    company: said(wire.company),
    street: street.filter(isSaid),
    city: wire.city ?? '',
    postcode: wire.postcode ?? '',
    region: said(wire.region_code) ?? said(region.region_code) ?? said(region.region),
    country: wire.country_id ?? '',
    phone: said(wire.telephone),
  };
}

const shippingMethod = (wire: WireOrder): string | undefined =>
  said(wire.extension_attributes?.shipping_assignments?.[0]?.shipping?.method);

/** A method is `<carrier>_<its method>`; the carrier's own code has no "_" (Magento\\Sales\\Model\\Order::getShippingMethod). */
function carrierOf(wire: WireOrder): Order['carrier'] {
  const code = shippingMethod(wire)?.split('_')[0];
  return code ? { code, title: said(wire.shipping_description) ?? code } : undefined;
}

function shippingCostOf(wire: WireOrder): Order['shippingCost'] {
  const method = shippingMethod(wire);
  const title = said(wire.shipping_description);
  const currency = wire.order_currency_code;
  const net = minorUnits(wire.shipping_amount ?? 0, currency);
  const gross =
    wire.shipping_incl_tax != null
      ? minorUnits(wire.shipping_incl_tax, currency)
      : net + minorUnits(wire.shipping_tax_amount ?? 0, currency);
  const told = shippingRate(wire);
  const charged = net !== 0 || gross !== 0;
  if (!charged && (flag(wire.is_virtual) || (!method && !title))) return undefined;
  return {
    code: method ?? title ?? '',
    title: title ?? method ?? '',
    net,
    gross,
    ...(told === undefined
      ? impliedVat(
          decimalText({ amount: net, currency }),
          decimalText({ amount: gross, currency }),
          knownRates(wire),
        )
      : { taxRate: told }),
  };
}

/** The method by its code; its title as the shop tells it, else the code again. */
export function paymentOf(wire: Pick<WireOrder, 'payment' | 'extension_attributes'>): Order['payment'] {
  const { method, additional_information: information, last_trans_id } = wire.payment;
  const title = wire.extension_attributes?.payment_additional_info?.find(
    (info) => info.key === 'method_title',
  );
  // The keys are lost on this list: its first value is the title by custom only.
  const first = Array.isArray(information) ? information[0] : undefined;
  return { code: method, title: said(title?.value) ?? said(first) ?? method, reference: said(last_trans_id) };
}
