import type { PrestashopClient } from './client.ts';
import type { State } from './lookups.ts';
import { decodeBrother, decodePayment, type WireBrother, type WireOrder, type WirePayment } from './wire.ts';

/** What was booked under an order's reference, and other orders that it may be of. */
export interface Bookings {
  payments: WirePayment[];
  /** Of the same reference: a cart that was split, or the same letters by chance. */
  brothers: WireBrother[];
  /** Of another reference that begins alike, where payments are booked under that beginning. */
  namesakes: Namesake[];
}

/** `payments`: those under its own whole reference. */
export type Namesake = WireBrother & { payments: WirePayment[] };

// A state books under so many letters of the reference (PS OrderHistory::changeIdOrderState), checkout and back office
// under the whole, however long it is: 9 letters at first, 255 since 9.0, what modules make of it before.
const CUT = 9;
const AT_ONCE = 40;

/** The letters of a reference under which states book. */
export const cutOf = (reference: string): string => reference.slice(0, CUT);

/** Reads what was booked under an order's reference. Throws ORDER_UNREADABLE, SHOP_*. */
export async function bookingsOf(
  client: PrestashopClient,
  what: string,
  order: WireOrder,
  states: State[],
): Promise<Bookings> {
  const { id, reference, current_state, invoice_number } = order;
  if (!reference) return { payments: [], brothers: [], namesakes: [] };
  const short = cutOf(reference);
  const isCut = ({ order_reference }: WirePayment) => order_reference === short;
  // Cut ones are of a longer reference only where a state made them, which it does for an invoice.
  const payments = (await paymentsUnder([...new Set([reference, short])])).filter(
    (one) => one.order_reference === reference || (isCut(one) && invoice_number !== undefined),
  );
  // Only money that is there has to be told apart.
  if (payments.length === 0) return { payments, brothers: [], namesakes: [] };

  const isShared = short.length === CUT && payments.some(isCut);
  const isPaid = (state: string | undefined) => states.some((one) => one.id === state && one.paid);
  // Of an order that counts as paid only others that do, of another one all.
  const others = (await ordersUnder(isShared ? `[${short}]%` : `[${reference}]`)).filter(
    (one) => one.id !== id && (isPaid(one.current_state) || !isPaid(current_state)),
  );
  const alike = others.filter(
    ({ reference: other, invoice_number: invoice }) =>
      other !== reference && other && cutOf(other) === short && (other === short || invoice !== undefined),
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
    const found: WirePayment[] = [];
    for (let from = 0; from < references.length; from += AT_ONCE) {
      const some = references.slice(from, from + AT_ONCE);
      const query = { 'filter[order_reference]': `[${some.join('|')}]`, display: 'full', sort: '[id_ASC]' };
      for (const raw of await client.list(what, 'order_payments', query)) {
        const payment = decodePayment(what, raw);
        // The database takes capitals and small letters for the same.
        if (payment.order_reference && some.includes(payment.order_reference)) found.push(payment);
      }
    }
    return found;
  }

  async function ordersUnder(filter: string): Promise<WireBrother[]> {
    const display = '[id,reference,current_state,invoice_number,total_paid]';
    const found = await client.list(what, 'orders', { 'filter[reference]': filter, display });
    return found.map((raw) => decodeBrother(what, raw));
  }
}
