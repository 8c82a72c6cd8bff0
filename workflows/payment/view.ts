import { isWayBack } from '../../domain/refunds.ts';
import { dismissible, paymentAttentions } from './attentions.ts';
import { stillPayable } from './due.ts';
import type { PaymentReport, PaymentView } from './messages.ts';
import { refundElsewhere } from './refunds.ts';
import type { PaymentState } from './state.ts';

/** What the payment says of itself. */
export function paymentReport(state: PaymentState): PaymentReport {
  const { outcome, reason, charges, verified, held } = state.settlement;
  // If the answer to its opening was lost, the page can have been paid all the same.
  const unopened = state.openingFailure !== undefined && outcome === 'NEGATIVE' && charges.length === 0;
  // Once it is asked to close, another payment has taken its place: nobody has to look at this one.
  const opening = unopened && !state.closeRequested ? state.openingFailure : undefined;
  return {
    paymentId: state.input.paymentId,
    gateway: state.input.gateway,
    outcome,
    reason,
    delayed: reason === 'PROCESSING',
    charges,
    verified,
    held: reason === 'AUTHORISED' ? held : undefined,
    lettingGo: (reason === 'AUTHORISED' && state.closeRequested) || undefined,
    stillPayable: stillPayable(state) || undefined,
    unopened,
    attentions: [...(opening ? [opening] : paymentAttentions(state)), ...dismissible(state)],
  };
}

/** The same with its page and every message. */
export function paymentView(state: PaymentState): PaymentView {
  const { settlement, page, closeRequested, opening, messages } = state;
  // A page that was agreed to is not offered again while it is taken.
  const payable = settlement.reason === 'NOTHING_YET' && !closeRequested;
  const report = paymentReport(state);
  // Whether the document has to follow a refund is for the order to say: another of its payments may pay for all.
  const isOrders = state.input.order !== undefined && !state.orderGone;
  return {
    ...report,
    attentions: report.attentions.filter((one) => !isOrders || !isWayBack(one)),
    total: state.input.page.total,
    pageId: page?.id,
    pageUrl: payable ? page?.url : undefined,
    linkUntil: payable ? linkUntil(state) : undefined,
    pageUntil: page?.expiresAt,
    opening,
    messages,
    refundAsked: state.refundUnsure,
    refundElsewhere: refundElsewhere(state),
  };
}

/** Until when customers can be sent to the page, counted from before it was opened. */
function linkUntil({ page, input: { timing } }: PaymentState): string | undefined {
  if (!page || timing.linkMs === undefined) return undefined;
  return new Date(Date.parse(page.expiresAt) - timing.pageMs + timing.linkMs).toISOString();
}
