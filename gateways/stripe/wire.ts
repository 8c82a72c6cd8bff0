import { z } from 'zod';

/** What is read of Stripe's objects; all else in them is let pass. Statuses are plain text here: `mapping.ts` lists them. */

const unixSeconds = z.int().nonnegative();
const currency = z.string().regex(/^[a-z]{3}$/i);
export const metadata = z.record(z.string(), z.string()).nullish();
/** An id, or the whole object where it was asked for. */
const reference = z.union([z.string(), z.object({ id: z.string() })]).nullish();

const TryError = z.object({
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
  message: z.string().nullish(),
});

export const Refund = z.object({
  id: z.string(),
  amount: z.int(),
  currency,
  status: z.string().nullable(),
  failure_reason: z.string().nullish(),
  charge: reference,
  payment_intent: reference,
  created: unixSeconds,
  metadata,
});
export type Refund = z.infer<typeof Refund>;

/** A page of a list, the newest first. */
export const listOf = <T>(item: z.ZodType<T>) => z.object({ data: z.array(item), has_more: z.boolean() });

export const Charge = z.object({
  id: z.string(),
  amount: z.int(),
  amount_refunded: z.int(),
  currency,
  refunded: z.boolean(),
  disputed: z.boolean(),
  payment_intent: reference,
  // Only where it is asked for; the newest ten.
  refunds: listOf(Refund).nullish(),
  metadata,
});

export type Charge = z.infer<typeof Charge>;

export const Intent = z.object({
  id: z.string(),
  status: z.string(),
  amount: z.int(),
  currency,
  metadata,
  last_payment_error: TryError.nullish(),
  latest_charge: z.union([z.string(), Charge]).nullish(),
});
export type Intent = z.infer<typeof Intent>;

export const Session = z.object({
  object: z.literal('checkout.session'),
  id: z.string(),
  mode: z.string(),
  status: z.string().nullable(),
  payment_status: z.string(),
  // What we asked for and get; presentment_details is what the customer was shown in their own currency.
  amount_total: z.int().nullable(),
  currency: currency.nullable(),
  client_reference_id: z.string().nullish(),
  metadata,
  payment_intent: z.union([z.string(), Intent]).nullish(),
  livemode: z.boolean(),
  expires_at: unixSeconds,
  url: z.string().nullish(),
});
export type Session = z.infer<typeof Session>;

export const Dispute = z.object({
  id: z.string(),
  amount: z.int(),
  currency,
  status: z.string(),
  reason: z.string().nullish(),
  charge: reference,
  payment_intent: reference,
  metadata,
});
export type Dispute = z.infer<typeof Dispute>;

/** docs.stripe.com/api/radar/early_fraud_warnings: the bank of the card reports fraud. It carries no metadata. */
export const FraudWarning = z.object({
  id: z.string(),
  fraud_type: z.string(),
  charge: reference,
  payment_intent: reference,
  metadata,
});
export type FraudWarning = z.infer<typeof FraudWarning>;

/** docs.stripe.com/api/radar/reviews: people look at a payment. `reason`: why it is open, or why closed. */
export const Review = z.object({
  id: z.string(),
  open: z.boolean(),
  reason: z.string(),
  charge: reference,
  payment_intent: reference,
  metadata,
});
export type Review = z.infer<typeof Review>;

export const Event = z.object({
  object: z.literal('event'),
  id: z.string().min(1),
  type: z.string(),
  created: unixSeconds,
  livemode: z.boolean(),
  /** Of a connected account, whose event it is. */
  account: z.string().nullish(),
  data: z.object({ object: z.looseObject({}) }),
});
export type Event = z.infer<typeof Event>;

/** The account that a key belongs to; names are what people gave it. */
export const Account = z.object({
  id: z.string(),
  charges_enabled: z.boolean().nullish(),
  settings: z.object({ dashboard: z.object({ display_name: z.string().nullish() }).nullish() }).nullish(),
});

/** Where notifications are sent. `enabled_events`: types, or "*" for all of ours. */
export const WebhookEndpoint = z.object({
  id: z.string(),
  url: z.string(),
  status: z.string(),
  enabled_events: z.array(z.string()),
  // Null: the version of the account.
  api_version: z.string().nullish(),
  // Only where it was just made.
  secret: z.string().nullish(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const idOf = (value: z.infer<typeof reference>): string | undefined =>
  typeof value === 'string' ? value : value?.id;
