/** An object as PayPal's API answers it. */
export type Wire = Record<string, unknown>;

/** `value` is a plain decimal text in whole units of the currency: "25.40", "1000". */
export interface Money {
  currency_code: string;
  value: string;
}
/** A link to a related address. */
export interface Link {
  href: string;
  rel: string;
  method: string;
}

/** Whether an order's money is taken at once, or authorized first. */
export type Intent = 'CAPTURE' | 'AUTHORIZE';
/** An order's status. */
export type OrderStatus = 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'VOIDED' | 'COMPLETED';
/** A capture's status. */
export type CaptureStatus =
  | 'COMPLETED'
  | 'PENDING'
  | 'DECLINED'
  | 'FAILED'
  | 'PARTIALLY_REFUNDED'
  | 'REFUNDED';
/** An authorization's status. */
export type AuthorizationStatus =
  | 'CREATED'
  | 'PENDING'
  | 'CAPTURED'
  | 'PARTIALLY_CAPTURED'
  | 'VOIDED'
  | 'DENIED';
/** A refund's status. */
export type RefundStatus = 'COMPLETED' | 'PENDING' | 'FAILED' | 'CANCELLED';

/** Why a capture is pending. */
export const PENDING_REASONS = [
  'BUYER_COMPLAINT',
  'CHARGEBACK',
  'ECHECK',
  'INTERNATIONAL_WITHDRAWAL',
  'OTHER',
  'PENDING_REVIEW',
  'RECEIVING_PREFERENCE_MANDATES_MANUAL_ACTION',
  'REFUNDED',
  'TRANSACTION_APPROVED_AWAITING_FUNDING',
  'UNILATERAL',
  'VERIFICATION_REQUIRED',
] as const;
/** One of these reasons. */
export type PendingReason = (typeof PENDING_REASONS)[number];

/** How a dispute can end. */
export const OUTCOMES = [
  'RESOLVED_BUYER_FAVOUR',
  'RESOLVED_SELLER_FAVOUR',
  'RESOLVED_WITH_PAYOUT',
  'CANCELED_BY_BUYER',
  'ACCEPTED',
  'DENIED',
  'NONE',
] as const;
/** One of these outcomes. */
export type Outcome = (typeof OUTCOMES)[number];

/** A notification as it is sent and listed. */
export interface PayPalEvent extends Wire {
  id: string;
  event_version: '1.0';
  create_time: string;
  resource_type?: string;
  resource_version?: '2.0';
  event_type: string;
  summary: string;
  resource: Wire;
  links: Link[];
}
