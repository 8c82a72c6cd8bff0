import { templatesIn } from '../kit/templates.ts';
import type { Iwsmile, Visit } from './books.ts';

/** What the hosted page shows of a visit. */
export interface HostedPage {
  visit: Visit;
  title: string;
  amount: string;
}

/** What the page at `/` shows. */
export interface Dashboard {
  now: string;
  taken: number;
  modes: readonly string[];
  misbehaviours: Iwsmile['misbehaviours'];
  visits: {
    id: string;
    at: string;
    custom: string;
    amount: string;
    paid: string | null;
    callbacks: string[];
    checks: string[];
  }[];
}

const template = templatesIn(new URL('./templates/', import.meta.url));

/** The sandbox's pages as HTML. */
export const pages = {
  pay: template<HostedPage>('pay'),
  paid: template<HostedPage & { back: string | null }>('paid'),
  closed: template<object>('closed'),
  refused: template<{ reason: string }>('refused'),
  dashboard: template<Dashboard>('dashboard'),
};
