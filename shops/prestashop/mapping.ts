import { discounted } from '../../domain/charges.ts';
import { minorUnits } from '../../domain/money.ts';
import type { Address, Order } from '../../domain/schemas/order.ts';
import { at, said } from '../decode.ts';
import { markersIn } from '../texts.ts';
import { charge, orderLines } from './amounts.ts';
import { paidOf, transactionOf } from './paid.ts';
import type { OrderParts, Place } from './parts.ts';
import { refundsOf } from './refunds.ts';
import type { Settings } from './settings.ts';
import { decodeMethod } from './wire.ts';

/** The settings that say how orders are read. */
export type Reading = Pick<Settings, 'adminUrl' | 'customerFields'>;

/** PrestaShop's order as ours. */
export function toOrder(shop: string, parts: OrderParts, reading: Reading): Order {
  const { order, currency } = parts;
  const virtual = !order.id_carrier && Number(order.total_shipping_tax_incl) === 0;
  return {
    shop,
    id: order.id,
    number: order.reference ?? order.id,
    createdAt: parts.createdAt,
    updatedAt: parts.updatedAt,
    state: parts.state,
    status: parts.status,
    customer: customerOf(parts, reading.customerFields),
    billing: addressOf(parts.billing),
    shipping: virtual || !parts.delivery ? undefined : addressOf(parts.delivery),
    lines: discounted(orderLines(parts), minorUnits(order.total_discounts_tax_incl, currency)),
    shippingCost: virtual ? undefined : shippingCostOf(parts),
    giftWrap: charge(parts, order.total_wrapping_tax_excl, order.total_wrapping_tax_incl),
    carrier: parts.carrier,
    total: minorUnits(order.total_paid, currency),
    paid: paidOf(parts),
    countsAsPaid: parts.countsAsPaid,
    refunds: refundsOf(parts),
    currency,
    payment: paymentOf(parts),
    notes: notesOf(parts),
    giftMessages: order.gift && order.gift_message ? [order.gift_message] : undefined,
    marks: markersIn(parts.messages.map(({ message }) => message)),
    adminUrl: reading.adminUrl?.replaceAll('{id}', encodeURIComponent(order.id)),
  };
}

function customerOf(parts: OrderParts, fields: Settings['customerFields']): Order['customer'] {
  const { order, customer, billing } = parts;
  const sources = { order: parts.raw, customer: customer?.raw, address: billing?.raw };
  const field = (path: string | undefined) => (path ? said(at(sources, path.split('.')))?.trim() : undefined);
  return {
    id: customer?.is_guest ? undefined : order.id_customer,
    email: customer?.email ?? '',
    firstName: customer?.firstname ?? billing?.firstname ?? '',
    lastName: customer?.lastname ?? billing?.lastname ?? '',
    company: billing?.company ?? customer?.company,
    taxCode: field(fields.taxCode),
    vatNumber: field(fields.vatNumber),
    pec: field(fields.pec),
    sdi: field(fields.sdi),
  };
}

function addressOf(place: Partial<Place> = {}): Address {
  return {
    name: [place.firstname, place.lastname].filter(Boolean).join(' '),
    company: place.company,
    street: [place.address1, place.address2].filter((line) => line !== undefined),
    city: place.city ?? '',
    postcode: place.postcode ?? '',
    region: place.region,
    country: place.country ?? '',
    phone: place.phone ?? place.phone_mobile,
  };
}

/** `code` is the carrier's reference, which stays when its prices change. */
function shippingCostOf(parts: OrderParts): Order['shippingCost'] {
  const { order, carrier } = parts;
  const { total_shipping_tax_excl: net, total_shipping_tax_incl: gross, carrier_tax_rate: rate } = order;
  const named = carrier ?? { code: order.id_carrier ?? '0', title: order.id_carrier ?? '0' };
  const free = { net: 0, gross: 0, taxRate: Number(rate) };
  return { ...named, ...(charge(parts, net, gross, Number(rate)) ?? free) };
}

function paymentOf(parts: OrderParts): Order['payment'] {
  return { ...decodeMethod('payment', parts.raw), reference: transactionOf(parts) };
}

/** What the customer wrote: messages of nobody in the shop, and not ours. */
function notesOf({ messages }: OrderParts): string[] {
  return messages
    .filter(({ id_employee, message }) => !id_employee && markersIn([message]).length === 0)
    .map(({ message }) => message)
    .filter((message) => message !== undefined);
}
