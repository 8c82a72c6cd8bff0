import type { PrestashopClient } from './client.ts';
import type { State } from './lookups.ts';
import {
  decodeBrother,
  decodePayment,
  hasInvoice,
  type WireBrother,
  type WireOrder,
  type WirePayment,
} from './wire.ts';

/** What was booked under an order's reference, and other orders that it may be of. */
export interface Bookings {
  payments: WirePayment[];
  /** Of the same reference: a cart that was split, or the same letters by chance. */
  brothers: Other[];
  /** Of another reference that begins alike, where payments are booked under that beginning. */
  namesakes: Namesake[];
}

/** An order that the payments can be of. `isSure`: taken to be paid; else it was once perhaps, and was cancelled or given back. */
export type Other = WireBrother & { isSure: boolean };
/** `payments`: those under its own whole reference. */
export type Namesake = Other & { payments: WirePayment[] };

// A state books under so many letters of the reference (PS OrderHistory::changeIdOrderState), checkout and back office
// under the whole, however long it is: 9 letters at first, 255 since 9.0, what modules make of it before.
const CUT = 9;
const AT_ONCE = 40;

/** The letters of a reference under which states book. */
export const cutOf = (reference: string): string => reference.slice(0, CUT);

// A list's filter takes these for its own signs, or cuts them (PS getSQLRetrieveFilter, pSQL); "_" fits any letter.
const SIGNS = /[[\]|,<>\\]/g;
const beginsWith = (reference: string): string => `[${reference.replaceAll(SIGNS, '_')}]%`;
const hasSigns = (reference: string): boolean => reference.search(SIGNS) >= 0;

/** Reads what was booked under an order's reference. Throws ORDER_UNREADABLE, SHOP_*. */
export async function bookingsOf(
  client: PrestashopClient,
  what: string,
  order: WireOrder,
  states: State[],
): Promise<Bookings> {
  const { id, reference, id_currency, current_state } = order;
  if (!reference) return { payments: [], brothers: [], namesakes: [] };
  const short = cutOf(reference);
  const isCut = ({ order_reference }: WirePayment) => order_reference === short;
  // Cut ones are of a longer reference only where a state made them, which it does for an invoice.
  const payments = (await paymentsUnder([...new Set([reference, short])])).filter(
    (one) => one.order_reference === reference || (isCut(one) && hasInvoice(order)),
  );
  // Only money that is there has to be told apart.
  if (payments.length === 0) return { payments, brothers: [], namesakes: [] };

  const isShared = short.length === CUT && payments.some(isCut);
  const isPaid = (state: string | undefined) => states.some((one) => one.id === state && one.paid);
  // Of an order that counts as paid others do that count as paid too, and those that were billed perhaps; of another one all.
  const others = (await ordersUnder(isShared ? short : reference, isShared))
    .map((one) => ({ ...one, isSure: isPaid(one.current_state) || !isPaid(current_state) }))
    .filter((one) => one.id !== id && (one.id_currency ?? id_currency) === id_currency)
    .filter((one) => one.isSure || hasInvoice(one));
  const alike = others.filter(
    (one) =>
      one.reference !== reference &&
      cutOf(one.reference ?? '') === short &&
      (one.reference === short || hasInvoice(one)),
  );
  const longer = alike.map((one) => one.reference ?? '').filter((other) => other !== short);
  const theirs = await paymentsUnder([...new Set(longer)]);
  return {
    payments,
    brothers: others.filter((one) => one.reference === reference),
    namesakes: alike.map((one) => ({
      ...one,
      payments: theirs.filter(({ order_reference }) => order_reference === one.reference),
    })),
  };

  async function paymentsUnder(references: string[]): Promise<WirePayment[]> {
    const plain = references.filter((one) => !hasSigns(one));
    const filters = references.filter(hasSigns).map(beginsWith);
    for (let from = 0; from < plain.length; from += AT_ONCE)
      filters.push(`[${plain.slice(from, from + AT_ONCE).join('|')}]`);
    const found = new Map<string, WirePayment>();
    for (const filter of filters) {
      const query = { 'filter[order_reference]': filter, display: 'full', sort: '[id_ASC]' };
      for (const raw of await client.list(what, 'order_payments', query)) {
        const payment = decodePayment(what, raw);
        // The database takes capitals and small letters for the same.
        if (references.includes(payment.order_reference ?? '')) found.set(payment.id, payment);
      }
    }
    return [...found.values()];
  }

  /** Of every shop of a multistore, since payments are too. */
  async function ordersUnder(beginning: string, orLonger: boolean): Promise<WireBrother[]> {
    const filter = orLonger || hasSigns(beginning) ? beginsWith(beginning) : `[${beginning}]`;
    const display = '[id,reference,id_currency,current_state,invoice_number,invoice_date,total_paid]';
    const query = { 'filter[reference]': filter, display, id_shop: 'all' };
    return (await client.list(what, 'orders', query)).map((raw) => decodeBrother(what, raw));
  }
}
