import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Money } from '../../domain/schemas/money.ts';
import type { Shown } from '../../domain/shown.ts';

/** What an operator signs with. */
export interface Signed {
  operator: string;
  reason: string;
  /**
   * The names of what the operator's form showed: nothing is done where that has changed meanwhile. Without it nothing is
   * compared, as for somebody who types an update in the Temporal UI.
   */
  seen?: string[];
}

/**
 * Something that can happen again, and that an operator's form shows. It is known by its number; `at` is the workflow
 * task's time, for people to read.
 */
export interface Counted {
  n: number;
  at: string;
}

/** What a form shows that sets back how far was read: who did so last. */
export const lastSetBack = (last: (Signed & Counted & { since: string }) | undefined): Shown[] =>
  last ? [{ what: 'setBack', n: last.n, since: last.since, at: last.at, by: last.operator }] : [];

/** The code of a refusal, where something is no longer as the operator's form showed it. */
export const CHANGED = 'CHANGED_MEANWHILE';

/** The step that an operator wants done again: the one that is blocked, or a named one. */
export type RetryStep = 'payment' | 'document' | 'shop';

/** What a person decides where the gateway's answer is not enough. `override`: although the gateway says otherwise. */
export interface Resolution extends Signed {
  outcome: 'POSITIVE' | 'NEGATIVE';
  gatewayReference?: string;
  override?: boolean;
}

/** `amount` in minor units; the whole of what is left where it is absent. */
export interface RefundRequest extends Signed {
  amount?: number;
}

/** `amount` in minor units; all that is held where it is absent. What is not taken is let go of. */
export interface CaptureRequest extends Signed {
  amount?: number;
}

/** What an operator can do now, as a form offers it; `shown`: what the decision is taken over. */
export type ActionOffer = Possible & { shown?: Shown[] };

type Possible =
  | { action: 'retry'; steps: RetryStep[] }
  | { action: 'cancelOrder' | 'letThrough' | 'verifyNow' | 'closePayment' | 'settled' }
  | { action: 'resolve'; contradicts: Resolution['outcome'][] }
  | { action: 'refund' | 'capture'; most: Money }
  /** `until`: up to when all was read, so that only an earlier time makes a difference; UTC, ISO 8601. */
  | { action: 'catchUpFrom' | 'importFrom'; until: string }
  | { action: 'resume' };

/** Answered by every workflow that an operator can do something with. */
export const actionsQuery = defineQuery<ActionOffer[]>('actions');
export const retryUpdate = defineUpdate<string, [Signed & { step?: RetryStep }]>('retry');
export const settledUpdate = defineUpdate<string, [Signed]>('settled');

/** What people read beside each name in the Temporal UI. */
export const operatorDescriptions = {
  actions: 'What an operator can do now.',
  retry:
    'Tries the step that stands again, or "step": "payment", "document" or "shop": {"operator": "your name", "reason": "what was mended"}',
  settled:
    'Says that what stands was dealt with elsewhere: {"operator": "your name", "reason": "what was done about it"}',
} as const;

/** What people do where a gateway takes no order to give money back. */
export const GIVEN_BACK_ELSEWHERE =
  'This gateway takes no refunds from here: should money have to go back, that is done in its own back office, under the charge named here.';
