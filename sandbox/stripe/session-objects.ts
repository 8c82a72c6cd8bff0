import { type CheckoutSession, newId, type SessionRecord, type Stripe, seconds, type Wire } from './books.ts';
import { methodsOf } from './charges.ts';
import { type SessionParams, totalOf } from './session-params.ts';

/** A session as it is when it is opened, with every field that Stripe answers with. */
export function sessionObject(stripe: Stripe, params: SessionParams): CheckoutSession {
  const created = seconds(stripe);
  const total = totalOf(params.line_items);
  const currency = params.line_items[0]?.price_data.currency ?? 'eur';
  return {
    id: newId(stripe.livemode ? 'cs_live_a1' : 'cs_test_a1', 56),
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_account: null,
    customer_creation: 'if_required',
    customer_details: params.customer_email ? customer(params.customer_email) : null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: params.expires_at ?? created + 24 * 3600,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: null,
    livemode: stripe.livemode,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: params.metadata ?? {},
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: methodsOf(params.payment_intent_data?.capture_method),
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: null,
    wallet_options: null,
  };
}

/** A session's `customer_details`. */
export function customer(email: string | null): Wire {
  const address = { city: null, country: 'IT', line1: null, line2: null, postal_code: null, state: null };
  return {
    address,
    business_name: null,
    email,
    individual_name: null,
    name: email ? 'Sandbox Buyer' : null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
}

/** One of a session's `line_items`. */
export function lineItem(
  stripe: Stripe,
  item: SessionParams['line_items'][number],
): SessionRecord['lineItems'][number] {
  const { currency, unit_amount, product_data } = item.price_data;
  const total = item.quantity * unit_amount;
  return {
    id: newId('li_'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency,
    description: product_data.name,
    metadata: {},
    price: {
      id: newId('price_'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: seconds(stripe),
      currency,
      custom_unit_amount: null,
      livemode: stripe.livemode,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newId('prod_', 14),
      recurring: null,
      tax_behavior: item.price_data.tax_behavior ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount,
      unit_amount_decimal: String(unit_amount),
    },
    quantity: item.quantity,
  };
}
