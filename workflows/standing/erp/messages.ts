import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ErpPayment } from '../../../domain/schemas/document.ts';
import type { Shown } from '../../../domain/shown.ts';
import type { SealedSignal } from '../../kit/inbox.ts';
import type { ActionOffer, Counted, Signed } from '../../kit/operators.ts';
import type { StandingState } from '../life.ts';

/** Where documents are written: by the worker that has the lease, in as many slots as the ERP takes calls. */
export const erpTaskQueue = (taskQueue: string, erp: string): string => `${taskQueue}-erp-${erp}`;
/** Where the ERP is read and opened again, also while no document may be written. */
export const erpReadingQueue = (taskQueue: string, erp: string): string => `${taskQueue}-erp-${erp}-desk`;

/** What is carried from run to run; bounded. */
export interface ErpState extends StandingState {
  erp: string;
  /** The ERP's payment table, as last read. */
  payments: ErpPayment[];
  lookedAt?: string;
  /** Until when changes of documents were heard; UTC, ISO 8601. */
  changesUntil: string;
  /** Changes of documents told to orders since the first start. */
  told: number;
  /** Since when the login is refused, and what the ERP said: no call is made until somebody resumes. */
  refused?: Counted & { why: string };
  /** How often it was refused since the first start. */
  refusals?: number;
  /** The worker asks for no more documents: only the next call can open the ERP again. */
  shut?: boolean;
  /** Who last resumed. */
  resumed?: Signed & { at: string };
}

export interface ErpView extends ErpState {
  /** When it is read next; UTC, ISO 8601. */
  nextAt: string;
}

export const erpQuery = defineQuery<ErpView>('erp');
export const loginRefusedSignal: SealedSignal<{ why: string }> = defineSignal('loginRefused');
export const resumeUpdate = defineUpdate<string, [Signed]>('resume');

/** What an operator can do with an ERP now. */
export const erpActions = (state: ErpState): ActionOffer[] =>
  state.refused ? [{ action: 'resume', shown: refusedShown(state) }] : [];

/** Since when the login is refused: it may have been resumed, and refused once more. */
export const refusedShown = ({ refused }: ErpState): Shown[] =>
  refused ? [{ what: 'loginRefused', n: refused.n, at: refused.at }] : [];

export const erpDescriptions = {
  erp: 'What is known of this ERP: its payments, and whether it lets us in.',
  loginRefused: 'The ERP refused our login: all calls stop. Sent by the worker.',
  resume:
    'Tries the login again, once, after the password was mended: {"operator": "your name", "reason": "what was mended"}',
} as const;
