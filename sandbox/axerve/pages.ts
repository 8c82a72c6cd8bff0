import { templatesIn } from '../kit/templates.ts';
import type { Axerve, Payment, Shop } from './books.ts';

/** What the hosted page shows of a payment. */
export interface HostedPage {
  payment: Payment;
  money: string;
  /** Why it was declined, in the bank's words. */
  reason: string;
  /** The buyer is at a bank and has not come back. */
  atBank: boolean;
  returnTo: string | undefined;
}

interface Dashboard {
  now: string;
  shops: Shop[];
  taken: number;
  movedByGet: number;
  modes: string[];
  payments: (Payment & { money: string; at: string })[];
  notifications: {
    paymentID: string;
    status: string;
    at: string;
    state: string;
    attempts: number;
    answer: string;
  }[];
  misbehaviours: Axerve['misbehaviours'];
}

/** A payment with everything that belongs to it; none where there is no such. */
interface PaymentPage {
  id: string;
  payment?: Payment;
  reason: string;
  money: (amount: number, currency: string) => string;
  time: (at: string) => string;
  actions: { what: string; text: string }[];
}

const template = templatesIn(new URL('./templates/', import.meta.url));

/** The sandbox's pages as HTML. */
export const pages = {
  pay: template<HostedPage & { offered: string[] }>('pay'),
  ended: template<HostedPage & { state: 'paid' | 'processing' | 'failed' | 'expired' }>('ended'),
  closed: template<HostedPage>('closed'),
  missing: template<object>('missing'),
  dashboard: template<Dashboard>('dashboard'),
  payment: template<PaymentPage>('payment'),
};
