/** An object as Stripe's API answers it. */
export type Wire = Record<string, unknown>;
export type Metadata = Record<string, string>;

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

export interface PaymentIntent extends Wire {
  id: string;
  status: 'requires_payment_method' | 'processing' | 'succeeded';
  amount: number;
  amount_received: number;
  currency: string;
  latest_charge: string | null;
  last_payment_error: Wire | null;
  created: number;
}

export interface Charge extends Wire {
  id: string;
  amount: number;
  amount_refunded: number;
  currency: string;
  payment_intent: string;
  status: 'succeeded' | 'pending' | 'failed';
  refunded: boolean;
  disputed: boolean;
  review: string | null;
  created: number;
}

export interface Refund extends Wire {
  id: string;
  amount: number;
  charge: string;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
  created: number;
}

export interface Dispute extends Wire {
  id: string;
  charge: string;
  amount: number;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  created: number;
}

export interface Review extends Wire {
  id: string;
  charge: string;
  open: boolean;
  reason: string;
  created: number;
}

export interface FraudWarning extends Wire {
  id: string;
  charge: string;
  actionable: boolean;
  created: number;
}

export interface StripeEvent extends Wire {
  id: string;
  type: string;
  created: number;
  data: { object: Wire };
}
