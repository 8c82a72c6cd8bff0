import { z } from 'zod';

/** What is read of PayPal's objects; all else in them, the customer's data too, is let go. Statuses are plain text here: `mapping.ts` lists them. */

// Messages and workflows are called by ids and statuses.
const LONGEST = 127;
const id = z.string().regex(/^[\x21-\x7e]{1,127}$/);
const status = z.string().regex(/^[\x20-\x7e]{0,127}$/);
const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no moment');
const reason = z.object({ reason: status.nullish() }).nullish();
const links = z.array(z.object({ href: z.string(), rel: z.string() })).nullish();

/** `value` is a decimal text in whole units of the currency: "25.40", "1000". */
export const Amount = z.object({
  currency_code: z.string().regex(/^[A-Z]{3}$/),
  value: z.string().regex(/^-?\d{1,20}(\.\d{1,6})?$/),
});
export type Amount = z.infer<typeof Amount>;

export const Refund = z.object({
  id,
  status,
  status_details: reason,
  amount: Amount,
  custom_id: z.string().nullish(),
  note_to_payer: z.string().nullish(),
  create_time: moment.nullish(),
  update_time: moment.nullish(),
  links,
});
export type Refund = z.infer<typeof Refund>;

export const Capture = z.object({
  id,
  status,
  status_details: reason,
  amount: Amount,
  custom_id: z.string().nullish(),
  supplementary_data: z.object({ related_ids: z.object({ order_id: id.nullish() }).nullish() }).nullish(),
  create_time: moment.nullish(),
  links,
});
export type Capture = z.infer<typeof Capture>;

/** Money that is held: the buyer agreed to it, and we take it later. */
export const Authorization = Capture.extend({ expiration_time: moment.nullish() });
export type Authorization = z.infer<typeof Authorization>;

/** Left out, or empty, while nothing was tried; some accounts' orders never show it. */
const payments = z
  .object({
    authorizations: z.array(Authorization).nullish(),
    captures: z.array(Capture).nullish(),
    refunds: z.array(Refund).nullish(),
  })
  .nullish();

export const Order = z.object({
  id,
  status,
  intent: status.nullish(),
  purchase_units: z.array(z.object({ custom_id: z.string().nullish(), amount: Amount, payments })).min(1),
  update_time: moment.nullish(),
  links,
});
export type Order = z.infer<typeof Order>;

/** An order as a capture or an authorization answers it: of its units only what was paid, or is held. */
export const CapturedOrder = z.object({
  status,
  purchase_units: z.array(z.object({ payments })).nullish(),
});

/** An order as events name it; it need not be whole. */
export const NamedOrder = z.object({
  id,
  purchase_units: z.array(z.object({ custom_id: z.string().nullish() })).nullish(),
});
export const ReversedApproval = NamedOrder.omit({ id: true }).extend({ order_id: id });

export const Dispute = z.object({
  dispute_id: id,
  status,
  reason: z
    .string()
    .transform((text) => text.slice(0, LONGEST))
    .nullish(),
  dispute_amount: Amount.nullish(),
  dispute_outcome: z.object({ outcome_code: status.nullish(), amount_refunded: Amount.nullish() }).nullish(),
  disputed_transactions: z
    .array(z.object({ seller_transaction_id: id.nullish(), custom: z.string().nullish() }))
    .nullish(),
  create_time: moment.nullish(),
  update_time: moment.nullish(),
});
export type Dispute = z.infer<typeof Dispute>;

/** The envelope of a notification. */
export const Event = z.object({
  id,
  event_type: z.string().regex(/^[\x21-\x7e]{1,127}$/),
  create_time: moment,
  resource: z.looseObject({}),
});
export type Event = z.infer<typeof Event>;

/** Where notifications are sent; "*" stands for all types. */
export const Webhook = z.object({
  id,
  url: z.string(),
  event_types: z.array(z.object({ name: z.string(), status: z.string().nullish() })),
});
export type Webhook = z.infer<typeof Webhook>;

/** What a link of PayPal's leads to: its path and query, since PayPal has several hosts for one thing. */
export function linkTo(all: z.infer<typeof links>, ...rels: string[]): URL | undefined {
  const href = all?.find(({ rel }) => rels.includes(rel))?.href;
  return href !== undefined && URL.canParse(href) ? new URL(href) : undefined;
}

/** What the last part of a link's path names: the capture that a refund is of, the order that a capture is of. */
export const namedBy = (link: URL | undefined): string | undefined =>
  link?.pathname.split('/').findLast((part) => part !== '');
