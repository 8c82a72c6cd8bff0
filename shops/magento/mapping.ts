import { minorUnits } from '../../domain/money.ts';
import type { Address, Order } from '../../domain/schemas/order.ts';
import { at, filled, isFilled } from '../decode.ts';
import { explained } from '../fees.ts';
import type { Marks } from '../marks.ts';
import { chargesOf } from './charges.ts';
import { giftMessagesOf } from './gifts.ts';
import { noticesIn } from './marks.ts';
import { authorisedOf, baseOf, paidOf, utc } from './money.ts';
import { statedRefunds } from './refunds.ts';
import type { Settings } from './settings.ts';
import { carrierOf } from './shipping.ts';
import { stateOf } from './states.ts';
import { decodeOrder, type WireAddress, type WireOrder } from './wire.ts';

/** The shop's name and the settings that say how its orders are read; `marks` tell which comments are ours. */
export type Reading = Pick<Settings, 'adminUrl' | 'customerFields' | 'fees'> & { marks: Marks };

/** Magento's order (`GET /V1/orders/:id`) as ours. Throws ORDER_UNREADABLE. */
export function toOrder(shop: string, raw: unknown, reading: Reading): Order {
  const wire = decodeOrder(`order ${String(at(raw, ['entity_id']) ?? 'without id')} of ${shop}`, raw);
  const currency = wire.order_currency_code;
  const total = minorUnits(wire.grand_total, currency);
  const payment = paymentOf(wire);
  const delivery = wire.extension_attributes?.shipping_assignments?.[0]?.shipping?.address;
  const order: Order = {
    shop,
    id: wire.entity_id,
    number: wire.increment_id,
    createdAt: utc(wire.created_at),
    updatedAt: utc(wire.updated_at ?? wire.created_at),
    state: stateOf(wire, reading.marks),
    status: wire.status ?? wire.state ?? '',
    customer: customerOf(wire, raw, reading.customerFields),
    billing: addressOf(wire.billing_address),
    shipping: delivery ? addressOf(delivery) : undefined,
    ...chargesOf(wire, total, payment),
    carrier: carrierOf(wire),
    total,
    paid: paidOf(wire),
    authorised: authorisedOf(wire),
    refunds: statedRefunds(wire),
    base: baseOf(wire),
    currency,
    payment,
    notes: [wire.customer_note].filter(isFilled),
    giftMessages: giftMessagesOf(wire),
    replacedBy: filled(wire.relation_child_id),
    marks: noticesIn(wire, reading.marks),
    adminUrl: reading.adminUrl?.replaceAll('{id}', encodeURIComponent(wire.entity_id)),
  };
  // Cents of rounding are in the rows already.
  return explained(order, { cents: 0, fees: reading.fees });
}

const flag = (value: unknown): boolean => value === true || Number(value) === 1;

function customerOf(wire: WireOrder, raw: unknown, fields: Settings['customerFields']): Order['customer'] {
  const field = (path: string | undefined) => {
    const value = path && fieldAt(raw, path);
    return filled(typeof value === 'number' ? String(value) : value)?.trim();
  };
  const billing = wire.billing_address;
  return {
    id: flag(wire.customer_is_guest) ? undefined : filled(wire.customer_id),
    email: wire.customer_email ?? billing.email ?? '',
    firstName: wire.customer_firstname ?? billing.firstname ?? '',
    lastName: wire.customer_lastname ?? billing.lastname ?? '',
    company: filled(billing.company),
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
    name: [wire.firstname, wire.middlename, wire.lastname].filter(isFilled).join(' '),
    company: filled(wire.company),
    street: street.filter(isFilled),
    city: wire.city ?? '',
    postcode: wire.postcode ?? '',
    region: filled(wire.region_code) ?? filled(region.region_code) ?? filled(region.region),
    country: wire.country_id ?? '',
    phone: filled(wire.telephone),
  };
}

/** The payment method by its code, with the shop's title, or the code where there is none. */
export function paymentOf(wire: Pick<WireOrder, 'payment' | 'extension_attributes'>): Order['payment'] {
  const { method, additional_information: information, last_trans_id, po_number } = wire.payment;
  const title = wire.extension_attributes?.payment_additional_info?.find(
    (info) => info.key === 'method_title',
  );
  // This list has lost its keys: that its first value is the title is only a habit of modules.
  const first = Array.isArray(information) ? information[0] : undefined;
  return {
    code: method,
    title: filled(title?.value) ?? filled(first) ?? method,
    reference: filled(last_trans_id),
    purchaseOrder: filled(po_number),
  };
}

/**
 * The value at a path of an order, "billing_address.custom_attributes.codice_fiscale". In a list of pairs,
 * `[{attribute_code, value}]`, a segment is the code of a pair. Undefined where there is nothing.
 */
function fieldAt(raw: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (isPairs(value) ? ofPairs(value, name) : at(value, [name])), raw);
}

// A list that lacks some of its numbers is written as an object (see `phpList`).
const isPairs = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every((pair) => typeof at(pair, ['attribute_code']) === 'string');

const ofPairs = (pairs: object, code: string): unknown =>
  at(
    Object.values(pairs).find((pair) => at(pair, ['attribute_code']) === code),
    ['value'],
  );
