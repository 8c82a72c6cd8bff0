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

/** The payments booked under an order's reference, and other orders to which they may belong. */
export interface Bookings {
  payments: WirePayment[];
  /** Orders with the same reference: parts of a split cart, or the same letters by chance. */
  brothers: Other[];
  /** Orders with another reference that begins with the same letters, where payments are booked under these letters. */
  namesakes: Namesake[];
}

/** An order to which the payments can belong. `isSure`: it counts as paid; else it may have been paid once, then cancelled or refunded. */
export type Other = WireBrother & { isSure: boolean };
/** An order whose reference begins alike; `payments`: those under its own whole reference. */
export type Namesake = Other & { payments: WirePayment[] };

// A state books payments under the first 9 letters of the reference (PS OrderHistory::changeIdOrderState), checkout and back
// office under the whole reference: 9 letters in most shops, up to 255 since 9.0, or as many as a module allows before.
const CUT = 9;
const AT_ONCE = 40;

/** The letters of a reference under which states book payments. */
export const cutOf = (reference: string): string => reference.slice(0, CUT);

// A filter takes these characters for its own signs, or removes them (PS getSQLRetrieveFilter, pSQL); "_" matches any letter.
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
  // A payment under the cut belongs to a longer reference only if a state made it, which happens only with an invoice.
  const payments = (await paymentsUnder([...new Set([reference, short])])).filter(
    (payment) => payment.order_reference === reference || (isCut(payment) && hasInvoice(order)),
  );
  // Without payments there is nothing to tell apart.
  if (payments.length === 0) return { payments, brothers: [], namesakes: [] };

  const isShared = short.length === CUT && payments.some(isCut);
  const isPaid = (state: string | undefined) => states.some((known) => known.id === state && known.paid);
  // If this order counts as paid, another is sure if it counts as paid too, and possible if it has an invoice.
  // Otherwise all others are sure.
  const others = (await ordersUnder(isShared ? short : reference, isShared))
    .map((order) => ({ ...order, isSure: isPaid(order.current_state) || !isPaid(current_state) }))
    .filter((other) => other.id !== id && (other.id_currency ?? id_currency) === id_currency)
    .filter((other) => other.isSure || hasInvoice(other));
  const alike = others.filter(
    (other) =>
      other.reference !== reference &&
      cutOf(other.reference ?? '') === short &&
      (other.reference === short || hasInvoice(other)),
  );
  const longer = alike.map((order) => order.reference ?? '').filter((other) => other !== short);
  const namesakesPayments = await paymentsUnder([...new Set(longer)]);
  return {
    payments,
    brothers: others.filter((other) => other.reference === reference),
    namesakes: alike.map((other) => ({
      ...other,
      payments: namesakesPayments.filter(({ order_reference }) => order_reference === other.reference),
    })),
  };

  async function paymentsUnder(references: string[]): Promise<WirePayment[]> {
    const plain = references.filter((reference) => !hasSigns(reference));
    const filters = references.filter(hasSigns).map(beginsWith);
    for (let from = 0; from < plain.length; from += AT_ONCE)
      filters.push(`[${plain.slice(from, from + AT_ONCE).join('|')}]`);
    const found = new Map<string, WirePayment>();
    for (const filter of filters) {
      const query = { 'filter[order_reference]': filter, display: 'full', sort: '[id_ASC]' };
      for (const raw of await client.list(what, 'order_payments', query)) {
        const payment = decodePayment(what, raw);
        // The database ignores upper and lower case.
        if (references.includes(payment.order_reference ?? '')) found.set(payment.id, payment);
      }
    }
    return [...found.values()];
  }

  /** Orders with this reference, or one that begins so. They are of every shop of a multistore, like payments. */
  async function ordersUnder(beginning: string, orLonger: boolean): Promise<WireBrother[]> {
    const filter = orLonger || hasSigns(beginning) ? beginsWith(beginning) : `[${beginning}]`;
    const display = '[id,reference,id_currency,current_state,invoice_number,invoice_date,total_paid]';
    const query = { 'filter[reference]': filter, display, id_shop: 'all' };
    return (await client.list(what, 'orders', query)).map((raw) => decodeBrother(what, raw));
  }
}
