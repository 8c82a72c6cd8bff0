import { type AuthorizationRecord, clock, newId, type OrderRecord, type PayPal, type Ref } from './books.ts';
import { capturesOf, newCapture } from './captures.ts';
import { refusal } from './errors.ts';
import { emit } from './events.ts';
import type { Intent, Link } from './objects.ts';
import { findOrder } from './orders.ts';
import { payerLink, presentOrder } from './present.ts';
import { presentAuthorization } from './present-payments.ts';

const DAY_MS = 24 * 3600_000;
/** The most attempts to capture an order. Inferred: only that there is a limit is documented. */
const MOST_ATTEMPTS = 10;

/** POST /v2/checkout/orders/{id}/capture: takes each unit's whole amount, once. */
export function captureOrder(paypal: PayPal, id: string): Ref {
  const order = findOrder(paypal, id);
  if (order.intent !== 'CAPTURE') throw refusal('ACTION_DOES_NOT_MATCH_INTENT');
  if (capturesOf(paypal, order).length > 0) throw refusal('ORDER_ALREADY_CAPTURED');
  attempt(paypal, order);
  for (const { reference_id, amount, custom_id, invoice_id } of order.units) {
    const { currency_code, value } = amount;
    const taken = { amount: { currency_code, value }, custom_id, invoice_id, final: true };
    newCapture(paypal, { ...taken, order: order.id, reference_id, authorization: null }, order);
  }
  return completed(paypal, order);
}

/** POST /v2/checkout/orders/{id}/authorize: holds the amount for 29 days, of which the bank honours three. */
export function authorizeOrder(paypal: PayPal, id: string): Ref {
  const order = findOrder(paypal, id);
  if (order.intent !== 'AUTHORIZE') throw refusal('ACTION_DOES_NOT_MATCH_INTENT');
  if (order.status === 'COMPLETED') throw refusal('ORDER_ALREADY_AUTHORIZED');
  attempt(paypal, order);
  for (const { reference_id, amount, custom_id, invoice_id } of order.units) {
    const { currency_code, value } = amount;
    hold(paypal, {
      order: order.id,
      reference_id,
      amount: { currency_code, value },
      ...(custom_id !== undefined && { custom_id }),
      ...(invoice_id !== undefined && { invoice_id }),
      parent: null,
      expiresAt: clock(paypal) + 29 * DAY_MS,
    });
  }
  return completed(paypal, order);
}

/** A new authorization. One that renews another is honoured for three days of its own, but expires when that one would. */
export function hold(
  paypal: PayPal,
  held: Pick<AuthorizationRecord, 'order' | 'reference_id' | 'amount' | 'parent' | 'expiresAt'> & {
    custom_id?: string;
    invoice_id?: string;
  },
): AuthorizationRecord {
  const now = clock(paypal);
  const authorization: AuthorizationRecord = {
    ...held,
    id: newId(),
    status: 'CREATED',
    reason: null,
    createdAt: now,
    updatedAt: now,
    honouredUntil: now + 3 * DAY_MS,
    unhonoured: false,
  };
  paypal.books.authorizations[authorization.id] = authorization;
  void emit(paypal, 'PAYMENT.AUTHORIZATION.CREATED', presentAuthorization(paypal, authorization));
  return authorization;
}

/** Throws where the order is not approved, the invoice was paid before, or the buyer's bank says no. */
function attempt(paypal: PayPal, order: OrderRecord): void {
  if (order.status !== 'APPROVED')
    throw refusal('ORDER_NOT_APPROVED', {}, [payAgain(paypal, order, 'approve')]);
  if (order.attempts >= MOST_ATTEMPTS) throw refusal('MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED');
  if (order.units.some(({ invoice_id }) => invoiceUsed(paypal, invoice_id)))
    throw refusal('DUPLICATE_INVOICE_ID');
  order.attempts += 1;
  if (order.funding === 'declined') throw declined(paypal, order);
}

/** The refusal of a declined order. Inferred: it stays approved; it can be tried again, and the buyer can choose another way to pay. */
function declined(paypal: PayPal, order: OrderRecord) {
  paypal.sandbox.save();
  const issue = declineOf(order.intent);
  return refusal(issue, {}, [payAgain(paypal, order, 'redirect')]);
}
/** The issue of a declined order. Inferred for authorize, whose list of issues lacks INSTRUMENT_DECLINED. */
const declineOf = (intent: Intent) =>
  intent === 'CAPTURE' ? 'INSTRUMENT_DECLINED' : 'PAYER_ACTION_REQUIRED';

/** The link in a refusal that leads the buyer back to the page. Inferred. */
const payAgain = (paypal: PayPal, order: OrderRecord, rel: string): Link => ({
  href: payerLink(paypal, order),
  rel,
  method: 'GET',
});

/** Whether the account wants each invoice_id to be unique, and money was taken or held under this one. */
export function invoiceUsed({ books, account }: PayPal, invoice: string | undefined): boolean {
  if (!account.uniqueInvoiceIds || invoice === undefined) return false;
  const taken = Object.values(books.captures).filter(({ status }) => status !== 'DECLINED');
  const held = Object.values(books.authorizations).filter(({ status }) => status !== 'VOIDED');
  return [...taken, ...held].some(({ invoice_id }) => invoice_id === invoice);
}

function completed(paypal: PayPal, order: OrderRecord): Ref {
  order.status = 'COMPLETED';
  order.updatedAt = clock(paypal);
  void emit(paypal, 'CHECKOUT.ORDER.COMPLETED', presentOrder(paypal, order, true));
  return { kind: 'order', id: order.id };
}
