import { minorUnits } from '../../domain/money.ts';
import type { Address, Order } from '../../domain/schemas/order.ts';
import { at, isSaid, said } from '../decode.ts';
import { explained } from '../fees.ts';
import type { Marks } from '../marks.ts';
import { chargesOf } from './charges.ts';
import { giftMessagesOf } from './gifts.ts';
import { noticesIn } from './marks.ts';
import { authorisedOf, baseOf, paidOf, utc } from './money.ts';
import { fieldAt } from './paths.ts';
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
    notes: [wire.customer_note].filter(isSaid),
    giftMessages: giftMessagesOf(wire),
    replacedBy: said(wire.relation_child_id),
    marks: noticesIn(wire, reading.marks),
    adminUrl: reading.adminUrl?.replaceAll('{id}', encodeURIComponent(wire.entity_id)),
  };
  // What rounding left stands in the rows already.
  return explained(order, { cents: 0, fees: reading.fees });
}

const flag = (value: unknown): boolean => value === true || Number(value) === 1;

function customerOf(wire: WireOrder, raw: unknown, fields: Settings['customerFields']): Order['customer'] {
  const field = (path: string | undefined) => {
    const value = path && fieldAt(raw, path);
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

/** The method by its code; its title as the shop tells it, else the code again. */
export function paymentOf(wire: Pick<WireOrder, 'payment' | 'extension_attributes'>): Order['payment'] {
  const { method, additional_information: information, last_trans_id, po_number } = wire.payment;
  const title = wire.extension_attributes?.payment_additional_info?.find(
    (info) => info.key === 'method_title',
  );
  // The keys are lost on this list: its first value is the title by custom only.
  const first = Array.isArray(information) ? information[0] : undefined;
  return {
    code: method,
    title: said(title?.value) ?? said(first) ?? method,
    reference: said(last_trans_id),
    purchaseOrder: said(po_number),
  };
}
