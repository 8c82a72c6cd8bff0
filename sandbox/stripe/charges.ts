import { own } from '../kit/records.ts';
import {
  type CaptureMethod,
  type Charge,
  newId,
  type PaymentIntent,
  type SessionRecord,
  type Stripe,
  seconds,
} from './books.ts';
import { emit } from './events.ts';

/** How a charge is paid. */
export type Method = 'card' | 'sepa_debit';

/** The session's PaymentIntent, which exists only from the buyer's first attempt. */
export function intentOf(stripe: Stripe, { object, intent: wanted }: SessionRecord): PaymentIntent {
  const known = own(stripe.books.paymentIntents, object.payment_intent ?? '');
  if (known) return known;
  const id = newId('pi_3');
  const intent: PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: object.amount_total,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wanted.captureMethod ?? 'automatic_async',
    client_secret: newId(`${id}_secret_`),
    confirmation_method: 'automatic',
    created: seconds(stripe),
    currency: object.currency,
    customer: null,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: stripe.livemode,
    managed_payments: null,
    metadata: { ...wanted.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: methodsOf(wanted.captureMethod),
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  stripe.books.paymentIntents[id] = intent;
  object.payment_intent = id;
  void emit(stripe, 'payment_intent.created', intent);
  return intent;
}

/** A bank debit can't be held: where the money is, it is not offered. */
export const methodsOf = (capture: CaptureMethod | undefined): Method[] =>
  capture === 'manual' ? ['card'] : ['card', 'sepa_debit'];

/** Writes a charge into the books: an attempt to take the money, also a failed one. */
export function newCharge(
  stripe: Stripe,
  intent: PaymentIntent,
  method: Method,
  status: Charge['status'],
): Charge {
  const paid = status === 'succeeded';
  const failed = status === 'failed';
  const card = { brand: 'visa', country: 'IT', exp_month: 12, exp_year: 2034, funding: 'credit' };
  const debit = { bank_code: '03069', country: 'IT', fingerprint: newId('', 16), last4: '3000' };
  const details =
    method === 'card' ? { card: { ...card, last4: failed ? '0002' : '4242' } } : { sepa_debit: debit };
  const charge: Charge = {
    id: newId('ch_3'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    calculated_statement_descriptor: 'INCASSO SANDBOX',
    captured: paid,
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    created: seconds(stripe),
    currency: intent.currency,
    customer: null,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failed ? 'card_declined' : null,
    failure_message: failed ? 'Your card was declined.' : null,
    fraud_details: {},
    livemode: stripe.livemode,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: null,
    paid,
    payment_intent: intent.id,
    payment_method: newId('pm_1'),
    receipt_email: null,
    receipt_number: null,
    payment_method_details: { type: method, ...details },
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  stripe.books.chargeObjects[charge.id] = charge;
  return charge;
}

/** Money that was taken on a page, as the books have it: all of the charge, or less. */
export function bookCharge(stripe: Stripe, { object }: SessionRecord, charge: Charge, amount: number): void {
  stripe.books.charges.push({
    id: charge.id,
    amount,
    currency: charge.currency,
    payment_intent: charge.payment_intent,
    session: object.id,
    at: stripe.sandbox.now().toISOString(),
  });
}
