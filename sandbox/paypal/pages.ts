import { templatesIn } from '../kit/templates.ts';
import type { PayPal } from './books.ts';
import type { PageTexts } from './page-texts.ts';

/** What the buyer's page shows of an order; amounts as people read them. */
export interface HostedPage {
  t: PageTexts;
  id: string;
  title: string;
  amount: string;
  items: { text: string; amount: string }[];
  description: string;
  reference: string;
  /** Whether the money is held now and taken later. */
  hold: boolean;
  payNow: boolean;
  canGoBack: boolean;
  /** Empty where the shop gave no address. */
  toShop: string;
}
/** How far a payment is, as its page says it. */
export type State = 'approved' | 'paid' | 'held' | 'processing' | 'failed' | 'expired';

interface Dashboard {
  now: string;
  taken: number;
  modes: readonly string[];
  webhooks: string[];
  orders: {
    id: string;
    at: string;
    reference: string;
    amount: string;
    status: string;
    payments: { id: string; text: string; disputable: boolean; pending: boolean }[];
  }[];
  disputes: { id: string; capture: string; status: string; amount: string }[];
  events: {
    id: string;
    type: string;
    object: string;
    at: string;
    state: string;
    attempts: number;
    answer: string;
  }[];
  misbehaviours: PayPal['misbehaviours'];
}

const template = templatesIn(new URL('./templates/', import.meta.url));

/** The sandbox's pages as HTML. */
export const pages = {
  pay: template<HostedPage & { refused: boolean; delayable: boolean }>('pay'),
  ended: template<HostedPage & { state: State }>('ended'),
  closed: template<HostedPage>('closed'),
  missing: template<Pick<HostedPage, 't' | 'title'>>('missing'),
  dashboard: template<Dashboard>('dashboard'),
};
