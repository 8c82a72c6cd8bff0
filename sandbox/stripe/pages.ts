import { templatesIn } from '../kit/templates.ts';
import type {
  Charge,
  CheckoutSession,
  Dispute,
  FraudWarning,
  PaymentIntent,
  Refund,
  Review,
  SessionRecord,
  Stripe,
} from './books.ts';
import type { PageTexts } from './page-texts.ts';

/** What the hosted page shows of a session; `money` writes amounts in its currency. */
export interface HostedPage {
  t: PageTexts;
  title: string;
  money: (amount: number) => string;
  session: CheckoutSession;
  lineItems: SessionRecord['lineItems'];
  /** Whether the money is held now and taken later. */
  hold: boolean;
}

interface Dashboard {
  now: string;
  live: boolean;
  taken: number;
  modes: string[];
  endpoints: string[];
  sessions: (CheckoutSession & { amount: string; at: string })[];
  events: {
    id: string;
    type: string;
    object: string;
    at: string;
    state: string;
    attempts: number;
    answer: string;
  }[];
  misbehaviours: Stripe['misbehaviours'];
}

/** A payment with everything that belongs to it; without `payment` where there is none. */
interface PaymentPage {
  id: string;
  money: (amount: number, currency: string) => string;
  payment?: {
    intent?: PaymentIntent;
    session?: CheckoutSession;
    charges: Charge[];
    refunds: Refund[];
    disputes: Dispute[];
    reviews: Review[];
    warnings: FraudWarning[];
    events: { id: string; type: string; at: string }[];
  };
}

const template = templatesIn(new URL('./templates/', import.meta.url));

/** The sandbox's pages as HTML. */
export const pages = {
  pay: template<HostedPage & { declined: boolean }>('pay'),
  ended: template<HostedPage & { state: 'paid' | 'processing' | 'held' | 'released' | 'failed' | 'expired' }>(
    'ended',
  ),
  closed: template<HostedPage>('closed'),
  missing: template<Pick<HostedPage, 't' | 'title'>>('missing'),
  dashboard: template<Dashboard>('dashboard'),
  payment: template<PaymentPage>('payment'),
};
