import { templatesIn } from '../kit/templates.ts';
import type { SessionRecord, Skrill } from './books.ts';

/** What the hosted page shows of a prepared payment. */
export interface HostedPage {
  title: string;
  amount: string;
  session: SessionRecord;
}

/** What the page at `/` shows. */
export interface Dashboard {
  now: string;
  taken: number;
  balance: string;
  locked: boolean;
  modes: readonly string[];
  misbehaviours: Skrill['misbehaviours'];
  sessions: {
    sid: string;
    at: string;
    reference: string;
    amount: string;
    state: string;
    tries: { id: string; status: string; amount: string; acts: { what: string; text: string }[] }[];
  }[];
  deliveries: { at: string; about: string; status: string; attempt: number; answer: string }[];
}

const template = templatesIn(new URL('./templates/', import.meta.url));

/** The sandbox's pages as HTML. */
export const pages = {
  pay: template<HostedPage & { reasons: Record<string, string>; refused: string | undefined }>('pay'),
  ended: template<HostedPage & { state: 'paid' | 'processing' | 'expired' | 'used'; back: string | null }>(
    'ended',
  ),
  closed: template<HostedPage>('closed'),
  missing: template<{ title: string }>('missing'),
  dashboard: template<Dashboard>('dashboard'),
};
