import { z } from 'zod';

/** What is read of Stripe's objects; all else in them is let pass. Statuses are plain text here: `mapping.ts` lists them. */

// Up to the end of the year 9999: beyond some later one there is no Date.
const unixSeconds = z.int().nonnegative().max(253_402_300_799);
// docs.stripe.com/upgrades: ids have at most 255 characters. Messages and workflows are called by ids and statuses.
const id = z.string().regex(/^[\x21-\x7e]{1,255}$/);
const status = z.string().regex(/^[\x20-\x7e]{0,255}$/);
const currency = z.string().regex(/^[a-z]{3}$/i);
export const metadata = z.record(z.string(), z.string()).nullish();
/** An id, or the whole object where it was asked for. */
const reference = z.union([id, z.object({ id })]).nullish();

const TryError = z.object({
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
  message: z.string().nullish(),
});

export const Refund = z.object({
  id,
  amount: z.int(),
  currency,
  status: status.nullable(),
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
  id,
  amount: z.int(),
  // Less than the amount where only a part was taken of what was held.
  amount_captured: z.int().nullish(),
  amount_refunded: z.int(),
  currency,
  refunded: z.boolean(),
  disputed: z.boolean(),
  created: unixSeconds.nullish(),
  // Until when it is held; other methods than cards don't say it.
  payment_method_details: z
    .object({ card: z.object({ capture_before: unixSeconds.nullish() }).nullish() })
    .nullish(),
  payment_intent: reference,
  // Only where it is asked for; the newest ten.
  refunds: listOf(Refund).nullish(),
  metadata,
});

export type Charge = z.infer<typeof Charge>;

export const Intent = z.object({
  id,
  status,
  amount: z.int(),
  currency,
  capture_method: status.nullish(),
  amount_capturable: z.int().nullish(),
  amount_received: z.int().nullish(),
  cancellation_reason: status.nullish(),
  metadata,
  last_payment_error: TryError.nullish(),
  latest_charge: z.union([id, Charge]).nullish(),
});
export type Intent = z.infer<typeof Intent>;

export const Session = z.object({
  object: z.literal('checkout.session'),
  id,
  mode: z.string(),
  status: status.nullable(),
  payment_status: status,
  // What we asked for and get; presentment_details is what the customer was shown in their own currency.
  amount_total: z.int().nullable(),
  currency: currency.nullable(),
  client_reference_id: z.string().nullish(),
  metadata,
  payment_intent: z.union([id, Intent]).nullish(),
  livemode: z.boolean(),
  expires_at: unixSeconds,
  url: z.string().nullish(),
});
export type Session = z.infer<typeof Session>;

/** What the charge is that a dispute, a warning or a review is about. */
const ofCharge = { charge: reference, payment_intent: reference, metadata };

export const Dispute = z.object({
  id,
  amount: z.int(),
  currency,
  status,
  reason: z.string().nullish(),
  ...ofCharge,
});
export type Dispute = z.infer<typeof Dispute>;

/** docs.stripe.com/api/radar/early_fraud_warnings: the bank of the card reports fraud. It carries no metadata. */
export const FraudWarning = z.object({
  id,
  fraud_type: z.string(),
  ...ofCharge,
});
export type FraudWarning = z.infer<typeof FraudWarning>;

/** docs.stripe.com/api/radar/reviews: people look at a payment. `reason`: why it is open, or why closed. */
export const Review = z.object({
  id,
  open: z.boolean(),
  reason: z.string(),
  ...ofCharge,
});
export type Review = z.infer<typeof Review>;

export const Event = z.object({
  object: z.literal('event'),
  id,
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
  id,
  charges_enabled: z.boolean().nullish(),
  settings: z.object({ dashboard: z.object({ display_name: z.string().nullish() }).nullish() }).nullish(),
});

/** Where notifications are sent. `enabled_events`: types, or "*" for all of ours. */
export const WebhookEndpoint = z.object({
  id,
  url: z.string(),
  status,
  enabled_events: z.array(z.string()),
  // Null: the version of the account.
  api_version: z.string().nullish(),
  // Only where it was just made.
  secret: z.string().nullish(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

export const idOf = (value: z.infer<typeof reference>): string | undefined =>
  typeof value === 'string' ? value : value?.id;
