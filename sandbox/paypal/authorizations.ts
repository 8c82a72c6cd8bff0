import { z } from 'zod';
import { own } from '../kit/records.ts';
import { type AuthorizationRecord, clock, type PayPal, type Ref } from './books.ts';
import { newCapture } from './captures.ts';
import { refusedMoney, units, written } from './currencies.ts';
import { noSuch, refusal } from './errors.ts';
import { emit } from './events.ts';
import type { Money } from './objects.ts';
import { moneyParams, text } from './params.ts';
import { hold, invoiceUsed } from './payments.ts';
import { presentAuthorization } from './present-payments.ts';

/** The most captures of an authorization. Inferred: only that there is a limit is documented. */
const MOST_CAPTURES = 10;

/** The body of POST .../capture. */
export const captureParams = z.object({
  amount: moneyParams.optional(),
  invoice_id: text(127).optional(),
  final_capture: z.boolean().default(false),
  note_to_payer: text(255).optional(),
  soft_descriptor: text(22).optional(),
});
/** The body of POST .../reauthorize. */
export const reauthorizeParams = z.object({ amount: moneyParams.optional() });

/** POST .../capture: takes all that is left, or a part; `final_capture` releases the rest. */
export function captureAuthorization(
  paypal: PayPal,
  id: string,
  params: z.output<typeof captureParams>,
): Ref {
  const held = findAuthorization(paypal, id);
  refuseEnded(held);
  const taken = takenOf(paypal, held);
  const left = units(held.amount) - taken.reduce((sum, { amount }) => sum + units(amount), 0n);
  const amount = amountFor(held, params.amount, 'AUTH_CAPTURE_CURRENCY_MISMATCH') ?? held.amount;
  if (taken.length >= MOST_CAPTURES) throw refusal('MAX_CAPTURE_COUNT_EXCEEDED');
  if (params.invoice_id !== held.invoice_id && invoiceUsed(paypal, params.invoice_id))
    throw refusal('DUPLICATE_INVOICE_ID');
  if (units(amount) > left) throw refusal('MAX_CAPTURE_AMOUNT_EXCEEDED');
  if (held.unhonoured && clock(paypal) >= held.honouredUntil) throw bankSaysNo();
  const order = own(paypal.books.orders, held.order);
  if (!order) throw new Error(`no order ${held.order} of ${id}`);
  const { reference_id, custom_id } = held;
  const invoice_id = params.invoice_id ?? held.invoice_id;
  const capture = newCapture(
    paypal,
    {
      order: held.order,
      reference_id,
      authorization: held.id,
      amount,
      final: params.final_capture,
      ...(custom_id !== undefined && { custom_id }),
      ...(invoice_id !== undefined && { invoice_id }),
    },
    order,
  );
  // What the bank refused took nothing: it is held as before.
  if (capture.status === 'DECLINED') return { kind: 'capture', id: capture.id };
  const all = params.final_capture || units(amount) === left;
  for (const authorization of family(paypal, held))
    Object.assign(authorization, {
      status: all ? 'CAPTURED' : 'PARTIALLY_CAPTURED',
      updatedAt: clock(paypal),
    });
  return { kind: 'capture', id: capture.id };
}

/** POST .../void: releases what was not captured. */
export function voidAuthorization(paypal: PayPal, id: string): Ref {
  const held = findAuthorization(paypal, id);
  if (held.parent) throw refusal('CANNOT_BE_VOIDED');
  if (held.status === 'VOIDED') throw refusal('PREVIOUSLY_VOIDED');
  if (held.status === 'CAPTURED') throw refusal('PREVIOUSLY_CAPTURED');
  release(paypal, held);
  return { kind: 'authorization', id };
}

/** POST .../reauthorize: once, from the fourth day on. The new authorization has an id of its own, and is honoured for three days more. */
export function reauthorize(paypal: PayPal, id: string, params: z.output<typeof reauthorizeParams>): Ref {
  const held = findAuthorization(paypal, id);
  refuseEnded(held);
  if (held.parent || family(paypal, held).length > 1 || clock(paypal) < held.honouredUntil)
    throw refusal('REAUTHORIZATION_NOT_SUPPORTED');
  const amount = amountFor(held, params.amount, 'AUTH_CURRENCY_MISMATCH') ?? held.amount;
  if (units(amount) > units(held.amount)) throw refusal('AUTHORIZATION_AMOUNT_EXCEEDED');
  const { order, reference_id, custom_id, invoice_id, expiresAt } = held;
  const again = hold(paypal, {
    order,
    reference_id,
    amount,
    ...(custom_id !== undefined && { custom_id }),
    ...(invoice_id !== undefined && { invoice_id }),
    parent: id,
    expiresAt,
  });
  return { kind: 'authorization', id: again.id };
}

/** Releases a hold as if its 29 days were over. */
export function lapseAuthorization(paypal: PayPal, id: string): void {
  const held = findAuthorization(paypal, id);
  refuseEnded(held);
  held.expiresAt = clock(paypal);
  release(paypal, held);
}

/** Releases what is still held after 29 days. Inferred: at that moment; some pages say 30 days. */
export function lapseDueAuthorizations(paypal: PayPal): void {
  const now = clock(paypal);
  for (const held of Object.values(paypal.books.authorizations))
    if (isOpen(held) && !held.parent && held.expiresAt <= now) release(paypal, held);
}

/** The authorization; throws 404 where there is none. */
export function findAuthorization(paypal: PayPal, id: string): AuthorizationRecord {
  const held = own(paypal.books.authorizations, id);
  if (!held) throw noSuch('authorization_id', id);
  if (isOpen(held) && held.expiresAt <= clock(paypal)) lapseDueAuthorizations(paypal);
  return held;
}

const isOpen = ({ status }: AuthorizationRecord): boolean =>
  status === 'CREATED' || status === 'PARTIALLY_CAPTURED' || status === 'PENDING';

function refuseEnded(held: AuthorizationRecord): void {
  if (held.status === 'CAPTURED') throw refusal('AUTHORIZATION_ALREADY_CAPTURED');
  if (held.status === 'DENIED') throw refusal('AUTHORIZATION_DENIED');
  if (held.status === 'VOIDED')
    throw refusal(lapsed(held) ? 'AUTHORIZATION_EXPIRED' : 'AUTHORIZATION_VOIDED');
}

const lapsed = ({ updatedAt, expiresAt }: AuthorizationRecord): boolean => updatedAt >= expiresAt;

function release(paypal: PayPal, held: AuthorizationRecord): void {
  for (const authorization of family(paypal, held))
    Object.assign(authorization, { status: 'VOIDED', updatedAt: clock(paypal) });
  paypal.sandbox.save();
  void emit(paypal, 'PAYMENT.AUTHORIZATION.VOIDED', presentAuthorization(paypal, held));
}

/** An authorization, the one that it renews, and the one that renews it: together they hold one sum. */
function family({ books }: PayPal, { id, parent }: AuthorizationRecord): AuthorizationRecord[] {
  const root = parent ?? id;
  return Object.values(books.authorizations).filter(
    (authorization) => authorization.id === root || authorization.parent === root,
  );
}

function takenOf(paypal: PayPal, held: AuthorizationRecord) {
  const ids = family(paypal, held).map(({ id }) => id);
  return Object.values(paypal.books.captures).filter(
    ({ authorization, status }) => ids.includes(authorization ?? '') && status !== 'DECLINED',
  );
}

function amountFor(
  held: AuthorizationRecord,
  amount: Money | undefined,
  otherCurrency: 'AUTH_CAPTURE_CURRENCY_MISMATCH' | 'AUTH_CURRENCY_MISMATCH',
): Money | undefined {
  if (!amount) return undefined;
  const issue = refusedMoney(amount, 1);
  if (issue) throw refusal(issue, { field: '/amount/value', value: amount.value, location: 'body' });
  if (amount.currency_code !== held.amount.currency_code) throw refusal(otherCurrency);
  return written(amount);
}

/** Inferred: how a capture is refused that the bank no longer honours. */
const bankSaysNo = () => refusal('PAYER_CANNOT_PAY');
