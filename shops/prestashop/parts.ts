import { Failure } from '../../domain/failure.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { cached } from '../cache.ts';
import type { Raw } from './answers.ts';
import { type Bookings, bookingsOf } from './bookings.ts';
import type { PrestashopClient } from './client.ts';
import { utc, type WallClock } from './clock.ts';
import type { Lookups } from './lookups.ts';
import { messagesOf, threadsOf, type WireMessage, type WireThread } from './messages.ts';
import type { Settings } from './settings.ts';
import { slipsOf, type WireSlip } from './slips.ts';
import { vouchersOf, type WireVoucher } from './vouchers.ts';
import * as wire from './wire.ts';

/** An order with its state, payments and messages. */
export interface OrderHead extends Bookings {
  order: wire.WireOrder;
  /** The record as the shop sent it: settings can name any of its fields. */
  raw: Raw;
  state: Order['state'];
  /** The state's name in the shop; its id where it has none. */
  status: string;
  /** Whether the shop counts it as paid or valid by its state, whatever its payments are. */
  countsAsPaid: boolean;
  currency: string;
  threads: WireThread[];
  messages: WireMessage[];
}

/** An address with the codes of its country and province. */
export type Place = wire.WireAddress & { raw: Raw; country?: string; region?: string };
/** A row with the VAT rates that the shop applied, and the texts that the customer typed for it. */
export type Row = wire.WireRow & { rates: number[]; options: string[] };

/** An order with everything to which it refers; undefined where there is no such record. */
export interface OrderParts extends OrderHead {
  clock: WallClock;
  createdAt: string;
  updatedAt: string;
  rows: Row[];
  /** Its credit slips; undefined where the key may not read any. */
  slips?: WireSlip[];
  /** The vouchers that were used; undefined where the key may not read them. */
  vouchers?: WireVoucher[];
  /** Whether the shop charges ecotax in its prices: rows show their product's ecotax even where it doesn't. */
  hasEcotax: boolean;
  /** The shop's default currency; undefined where the shop doesn't say. */
  baseCurrency?: string;
  customer?: wire.WireCustomer & { raw: Raw };
  billing?: Place;
  delivery?: Place;
  carrier?: { code: string; title: string };
}

// Long enough for several orders of one customer; short, so that somebody who corrects an address and retries gets the new one.
const PEOPLE_MS = 60_000;

/** Reads parts of orders, one request after the other, since shops are small machines. Throws ORDER_NOT_FOUND, ORDER_UNREADABLE, SHOP_*. */
export function partsReader(
  client: PrestashopClient,
  lookups: Lookups,
  shop: string,
  { shopId }: Pick<Settings, 'shopId'>,
) {
  const nameOf = (id: string) => `order ${id} of ${shop}`;
  const people = (resource: string) =>
    cached(500, PEOPLE_MS, (id) => client.one(`${resource} ${id} of ${shop}`, resource, id));
  const [customers, addresses] = [people('customers'), people('addresses')];

  async function head(id: string): Promise<OrderHead> {
    const what = nameOf(id);
    const raw = await client.one(what, 'orders', id);
    if (!raw) throw new Failure('ORDER_NOT_FOUND', 'refused', `${what}: the shop has none`);
    const order = wire.decodeOrder(what, raw);
    if (order.id !== id)
      throw new Failure('ORDER_UNREADABLE', 'refused', `${what}: the shop answered with another order`);
    // Unlike lists, a single order is answered by every shop of a multistore.
    if (shopId !== undefined && order.id_shop !== String(shopId))
      throw new Failure(
        'ORDER_NOT_FOUND',
        'refused',
        `${what}: it is of shop ${order.id_shop}, not ${shopId} (shopId)`,
      );
    const states = await lookups.states();
    const bookings = await bookingsOf(client, what, order, states);
    const current = states.find((state) => state.id === order.current_state);
    const threads = await threadsOf(client, what, id);
    return {
      order,
      raw,
      state: await lookups.stateOf(order.current_state),
      status: current?.name ?? order.current_state ?? '0',
      countsAsPaid: current?.paid || order.valid,
      currency: await lookups.currency(order.id_currency),
      ...bookings,
      threads,
      messages: await messagesOf(client, what, threads),
    };
  }

  async function whole(id: string): Promise<OrderParts> {
    const what = nameOf(id);
    const found = await head(id);
    const { order } = found;
    const clock = await lookups.clock();
    const billing = await placeOf(what, order.id_address_invoice);
    const customer = order.id_customer && (await customers(order.id_customer));
    return {
      ...found,
      clock,
      createdAt: utc(clock, order.date_add),
      updatedAt: utc(clock, order.date_upd),
      rows: await rowsOf(what, order),
      slips: await slipsOf(client, what, found),
      vouchers: await vouchersOf(client, what, order),
      hasEcotax: (await lookups.configured('PS_USE_ECOTAX')).includes('1'),
      baseCurrency: await defaultCurrency(),
      customer: customer ? { ...wire.decodeCustomer(what, customer), raw: customer } : undefined,
      billing,
      delivery:
        order.id_address_delivery === order.id_address_invoice
          ? billing
          : await placeOf(what, order.id_address_delivery),
      carrier: await lookups.carrier(order.id_carrier),
    };
  }

  async function defaultCurrency(): Promise<string | undefined> {
    const [id] = await lookups.configured('PS_CURRENCY_DEFAULT');
    return id && lookups.currency(id);
  }

  async function rowsOf(what: string, order: wire.WireOrder): Promise<Row[]> {
    const query = { 'filter[id_order]': `[${order.id}]`, display: 'full', sort: '[id_ASC]' };
    const details = await client.list(what, 'order_details', query);
    const rows: Row[] = [];
    for (const row of details.length > 0
      ? details.map((raw) => wire.decodeRow(what, raw))
      : order.associations.order_rows) {
      const rates: (number | undefined)[] = [];
      for (const tax of row.associations?.taxes ?? []) rates.push(await lookups.taxRate(tax.id));
      rows.push({
        ...row,
        rates: rates.filter((rate) => rate !== undefined),
        options: await optionsOf(what, row.id_customization),
      });
    }
    return rows;
  }

  async function optionsOf(what: string, id: string | undefined): Promise<string[]> {
    const raw = id && (await client.one(what, 'customizations', id));
    return raw ? wire.decodeOptions(what, raw) : [];
  }

  async function placeOf(what: string, id: string | undefined): Promise<Place | undefined> {
    const raw = id && (await addresses(id));
    if (!raw) return undefined;
    const address = wire.decodeAddress(what, raw);
    return {
      ...address,
      raw,
      country: await lookups.country(address.id_country),
      region: await lookups.region(address.id_state),
    };
  }

  return { head, whole };
}
