import { ApplicationFailure } from '@temporalio/workflow';
import { type Attention, attentionCatalogue } from '../domain/attention.ts';
import type { Settlement } from '../domain/settle.ts';
import type { PaymentView } from './messages.ts';

// A run takes 2,000 updates in its life; browsers must not use up those of operators.
const RETURNS_HEARD = 100;

/** Refuses a return that can't change anything: foreign page, settled payment, or too many. */
export function refuseReturn(view: PaymentView, page: string, returns: number): void {
  const refuse = (text: string) => {
    throw ApplicationFailure.nonRetryable(text, 'RETURN_REFUSED');
  };
  if (view.outcome === 'POSITIVE' || view.outcome === 'NEGATIVE')
    refuse(`payment ${view.paymentId} is ${view.outcome} already`);
  if (view.pageId !== page) refuse(`payment ${view.paymentId} has no page ${page}`);
  if (returns >= RETURNS_HEARD) refuse(`payment ${view.paymentId} has heard ${returns} returns already`);
}

/**
 * Why a person should look at a payment. A doubt is first asked of the gateway: only what the first answer leaves open
 * is for a person, and what no answer could settle is so at once.
 */
export function paymentAttention(settlement: Settlement, asked: number): Attention | undefined {
  const { reason, outcome, after, charges } = settlement;
  const worth = (code: keyof typeof attentionCatalogue): Attention => ({
    code,
    text: `${attentionCatalogue[code]} ${charges.map((c) => c.reference).join(', ')}`.trim(),
  });
  if (outcome === 'VERIFY') {
    const beyondAsking = reason === 'DOUBLE_CHARGE' || reason === 'PAID_AFTER_DENIED';
    if (reason in attentionCatalogue && (beyondAsking || asked > 0))
      return worth(reason as keyof typeof attentionCatalogue);
  }
  return after[0] ? worth(after[0]) : undefined;
}
