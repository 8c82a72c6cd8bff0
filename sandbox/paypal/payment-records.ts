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

/** A purchase unit of the request, with amounts as PayPal writes them. */
export interface Unit extends Wire {
  reference_id: string;
  amount: Money & { breakdown?: Record<string, Money> };
  custom_id?: string;
  invoice_id?: string;
  description?: string;
  soft_descriptor?: string;
  items?: (Wire & { name: string; quantity: string; unit_amount: Money; tax?: Money })[];
}
/** How the buyer's page looks, and where it leads back to. */
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

/** What the buyer chose on the page to pay with: it decides how the capture ends. */
export type Funding = 'wallet' | 'declined' | 'delayed-succeed' | 'delayed-fail';

/** An order, with what PayPal keeps of it but doesn't answer; times in ms of the sandbox's clock. */
export interface OrderRecord {
  id: string;
  intent: Intent;
  status: OrderStatus;
  units: Unit[];
  experience: Experience;
  /** Whether it was made with `payment_source.paypal`, or in the old way with `application_context`. */
  wallet: boolean;
  /** The address that the request suggested. */
  email: string | null;
  payer: { email_address: string; payer_id: string } | null;
  funding: Funding | null;
  createdAt: number;
  updatedAt: number;
  visitedAt: number | null;
  attempts: number;
  /** PayPal has forgotten it: answered 404, whatever became of its payments. */
  lapsed: boolean;
  /** Another app of the account made it: its own app alone may read it. Inferred: the others are answered 403. */
  anotherApps?: true;
}

/** The bank's answer to a pending payment, in ms of the sandbox's clock; `dueAt` null: only `/_sandbox/delayed` gives it. */
export interface Delayed {
  result: 'succeed' | 'fail' | null;
  dueAt: number | null;
}

/** A capture; times in ms of the sandbox's clock. */
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

/** An authorization; times in ms of the sandbox's clock. */
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
  /** Until when the buyer's bank certainly honours it. */
  honouredUntil: number;
  /** The authorization that this one renews. */
  parent: string | null;
  /** Whether the bank no longer honours it after `honouredUntil`. */
  unhonoured: boolean;
}

/** A refund; times in ms of the sandbox's clock. */
export interface RefundRecord {
  id: string;
  capture: string;
  status: RefundStatus;
  amount: Money;
  custom_id?: string;
  invoice_id?: string;
  note_to_payer?: string;
  /** The sum of the capture's refunds, this one included. */
  total: Money;
  createdAt: number;
  updatedAt: number;
}

/** A dispute; times in ms of the sandbox's clock. */
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

/** A row of the report of transactions; times in ms of the sandbox's clock. */
export interface TransactionRow {
  id: string;
  /** T0006: a payment, T1107: a refund, T1201: a chargeback. */
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
