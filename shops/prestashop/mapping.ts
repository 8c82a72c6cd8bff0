import type { Address, Order } from '../../domain/schemas/order.ts';
import { at, filled } from '../decode.ts';
import { explained } from '../fees.ts';
import type { Marks } from '../marks.ts';
import { messagesOf, notesOf } from './marks.ts';
import { isVirtual, moneyOf, roundingCents } from './money.ts';
import { paidOf, transactionOf } from './paid.ts';
import type { OrderParts, Place } from './parts.ts';
import { refundsOf } from './refunds.ts';
import type { Settings } from './settings.ts';
import { decodeMethod } from './wire.ts';

/** The settings that say how orders are read; `marks` tell which messages are ours. */
export type Reading = Pick<Settings, 'adminUrl' | 'customerFields' | 'fees'> & { marks: Marks };

/** PrestaShop's order as ours. Throws ORDER_UNREADABLE. */
export function toOrder(shop: string, parts: OrderParts, reading: Reading): Order {
  const { order, currency } = parts;
  const read: Order = {
    shop,
    id: order.id,
    number: order.reference ?? order.id,
    createdAt: parts.createdAt,
    updatedAt: parts.updatedAt,
    state: parts.state,
    status: parts.status,
    customer: customerOf(parts, reading.customerFields),
    billing: addressOf(parts.billing),
    shipping: isVirtual(parts) || !parts.delivery ? undefined : addressOf(parts.delivery),
    ...moneyOf(parts),
    carrier: parts.carrier,
    paid: paidOf(parts),
    countsAsPaid: parts.countsAsPaid,
    refunds: refundsOf(parts),
    currency,
    payment: paymentOf(parts),
    notes: notesOf(parts, reading.marks),
    giftMessages: order.gift && order.gift_message ? [order.gift_message] : undefined,
    marks: [...new Set(messagesOf(parts, reading.marks).flatMap(({ marks }) => marks))],
    adminUrl: reading.adminUrl?.replaceAll('{id}', encodeURIComponent(order.id)),
  };
  return explained(read, { cents: roundingCents(parts), fees: reading.fees });
}

function customerOf(parts: OrderParts, fields: Settings['customerFields']): Order['customer'] {
  const { order, customer, billing } = parts;
  const sources = { order: parts.raw, customer: customer?.raw, address: billing?.raw };
  const field = (path: string | undefined) =>
    path ? filled(at(sources, path.split('.')))?.trim() : undefined;
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

function paymentOf(parts: OrderParts): Order['payment'] {
  return { ...decodeMethod('payment', parts.raw), reference: transactionOf(parts) };
}
