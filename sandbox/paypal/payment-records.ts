import type {
  AuthorizationStatus,
  CaptureStatus,
  Intent,
  Money,
  OrderStatus,
  Outcome,
  PendingReason,
  RefundStatus,
  Wire,
} from './objects.ts';

/** A purchase unit as it was asked for, with amounts as PayPal writes them. */
export interface Unit extends Wire {
  reference_id: string;
  amount: Money & { breakdown?: Record<string, Money> };
  custom_id?: string;
  invoice_id?: string;
  description?: string;
  soft_descriptor?: string;
  items?: (Wire & { name: string; quantity: string; unit_amount: Money; tax?: Money })[];
}
export interface Experience {
  brand_name?: string;
  locale?: string;
  landing_page?: string;
  shipping_preference?: string;
  user_action?: string;
  payment_method_preference?: string;
  return_url?: string;
  cancel_url?: string;
}

/** What the buyer pays with, as chosen on the page: it decides what becomes of the capture. */
export type Funding = 'wallet' | 'declined' | 'delayed-succeed' | 'delayed-fail';

/** An order with what PayPal remembers of it but shows only elsewhere; moments in ms of the sandbox's clock. */
export interface OrderRecord {
  id: string;
  intent: Intent;
  status: OrderStatus;
  units: Unit[];
  experience: Experience;
  /** Made with `payment_source.paypal`; without it in the old way, by `application_context`. */
  wallet: boolean;
  /** The address that the request suggested. */
  email: string | null;
  payer: { email_address: string; payer_id: string } | null;
  funding: Funding | null;
  createdAt: number;
  updatedAt: number;
  visitedAt: number | null;
  attempts: number;
  /** Answered 404 from then on, whatever became of its payments. */
  lapsed: boolean;
}

/** Money of a payment under way that the bank answers for later; `dueAt` null: only `/_sandbox/delayed` settles it. */
export interface Delayed {
  result: 'succeed' | 'fail' | null;
  dueAt: number | null;
}

export interface CaptureRecord {
  id: string;
  order: string;
  reference_id: string;
  authorization: string | null;
  status: CaptureStatus;
  reason: PendingReason | null;
  amount: Money;
  final: boolean;
  custom_id?: string;
  invoice_id?: string;
  createdAt: number;
  updatedAt: number;
  delayed: Delayed | null;
}

export interface AuthorizationRecord {
  id: string;
  order: string;
  reference_id: string;
  status: AuthorizationStatus;
  reason: PendingReason | null;
  amount: Money;
  custom_id?: string;
  invoice_id?: string;
  createdAt: number;
  updatedAt: number;
  /** 29 days after the first authorization. */
  expiresAt: number;
  /** Until when the buyer's bank stands by it for certain. */
  honouredUntil: number;
  /** What this one authorizes again. */
  parent: string | null;
  /** After `honouredUntil` the bank does not stand by it any more. */
  unhonoured: boolean;
}

export interface RefundRecord {
  id: string;
  capture: string;
  status: RefundStatus;
  amount: Money;
  custom_id?: string;
  invoice_id?: string;
  note_to_payer?: string;
  /** Of this capture, this one included. */
  total: Money;
  createdAt: number;
  updatedAt: number;
}

export interface DisputeRecord {
  id: string;
  capture: string;
  amount: Money;
  reason: string;
  status: string;
  stage: string;
  outcome: Outcome | null;
  createdAt: number;
  updatedAt: number;
}

/** Money taken, appended once per completed capture; `at` in UTC. */
export interface TakenCharge {
  id: string;
  amount: string;
  currency: string;
  order: string;
  custom_id: string | null;
  at: string;
}

/** A row of the report of transactions. */
export interface TransactionRow {
  id: string;
  /** T0006 a payment, T1107 a refund, T1201 a chargeback. */
  code: string;
  reference: string | null;
  amount: Money;
  fee: Money | null;
  status: 'D' | 'P' | 'S' | 'V';
  custom_field?: string;
  invoice_id?: string;
  at: number;
  updatedAt: number;
}
