import type { Axerve, Environment, EventType, Payment, PaymentEvent } from './books.ts';

interface Details {
  environment?: Environment;
  referred?: string;
  settlementID?: string;
  at?: Date;
}

/** Adds an event to a payment's history; its type becomes the payment's state. Events are never removed. */
export function happened(
  axerve: Axerve,
  payment: Payment,
  type: EventType,
  amount: number,
  { environment = 'ONL', referred, settlementID, at = axerve.sandbox.now() }: Details = {},
): PaymentEvent {
  const event: PaymentEvent = {
    id: String(axerve.books.nextEventId),
    type,
    amount,
    at: at.toISOString(),
    environment,
    ...(referred !== undefined && { referred }),
    ...(settlementID !== undefined && { settlementID }),
  };
  axerve.books.nextEventId += 1;
  payment.events.push(event);
  payment.state = type;
  axerve.sandbox.save();
  return event;
}

const sum = (events: PaymentEvent[]): number => events.reduce((all, { amount }) => all + amount, 0);

/** What is left of the transferred money, in minor units: less what was given back, and less what a refund was asked for. */
export function balance(payment: Payment): number {
  const { events, requested } = payment;
  const open = events.filter(({ id }) => requested.includes(id));
  return (
    sum(events.filter(({ type }) => type === 'MOV')) -
    sum(events.filter(({ type }) => type === 'STO')) -
    sum(open)
  );
}

/** The payment's first event of this type. */
export const firstOf = (payment: Payment, type: EventType): PaymentEvent | undefined =>
  payment.events.find((event) => event.type === type);

/** Writes money taken into the ledger. */
export function take(axerve: Axerve, payment: Payment, amount: number): void {
  axerve.books.charges.push({ id: payment.bankTransactionID, ...entry(axerve, payment, amount) });
}

/** Writes money that went back into the ledger. */
export function giveBack(
  axerve: Axerve,
  payment: Payment,
  amount: number,
  kind: 'refund' | 'cancel' | 'chargeback',
  id: string,
): void {
  axerve.books.refunds.push({ id, kind, ...entry(axerve, payment, amount) });
}

function entry({ sandbox }: Axerve, { currency, paymentID }: Payment, amount: number) {
  return { amount, currency, payment: paymentID, at: sandbox.now().toISOString() };
}
