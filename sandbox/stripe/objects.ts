/** An object as Stripe's API answers it. */
export type Wire = Record<string, unknown>;
/** Texts that a client adds to an object. */
export type Metadata = Record<string, string>;

/** A session; amounts in minor units, times in seconds, as in all objects here. */
export interface CheckoutSession extends Wire {
  id: string;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  amount_total: number;
  currency: string;
  payment_intent: string | null;
  client_reference_id: string | null;
  success_url: string;
  cancel_url: string | null;
  customer_email: string | null;
  locale: string | null;
  created: number;
  expires_at: number;
}

/** Whether the money is taken at once, or held until it is taken. */
export type CaptureMethod = 'automatic_async' | 'automatic' | 'manual';

/** A payment of a session: it exists from the buyer's first attempt on. */
export interface PaymentIntent extends Wire {
  id: string;
  status: 'requires_payment_method' | 'processing' | 'requires_capture' | 'succeeded' | 'canceled';
  capture_method: CaptureMethod;
  amount: number;
  amount_capturable: number;
  amount_received: number;
  currency: string;
  latest_charge: string | null;
  last_payment_error: Wire | null;
  created: number;
}

/** An attempt to take the money. */
export interface Charge extends Wire {
  id: string;
  amount: number;
  captured: boolean;
  amount_captured: number;
  amount_refunded: number;
  currency: string;
  payment_intent: string;
  status: 'succeeded' | 'pending' | 'failed';
  refunded: boolean;
  disputed: boolean;
  review: string | null;
  created: number;
}

/** Money that went back, or was to. */
export interface Refund extends Wire {
  id: string;
  amount: number;
  charge: string;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
  created: number;
}

/** A buyer's bank that wants money back. */
export interface Dispute extends Wire {
  id: string;
  charge: string;
  amount: number;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  created: number;
}

/** A charge that somebody is to look at for fraud. */
export interface Review extends Wire {
  id: string;
  charge: string;
  open: boolean;
  reason: string;
  created: number;
}

/** A bank's report that a charge is fraud. */
export interface FraudWarning extends Wire {
  id: string;
  charge: string;
  actionable: boolean;
  created: number;
}

/** Something that happened, with a snapshot of its object. */
export interface StripeEvent extends Wire {
  id: string;
  type: string;
  created: number;
  data: { object: Wire };
}
