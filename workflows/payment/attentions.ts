import { type Attention, attention, attentionCatalogue } from '../../domain/attention.ts';
import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import { holdsMoney, isCovered, isWayBack } from '../../domain/refunds.ts';
import type { PaymentState } from './state.ts';

/**
 * Why a person should look at a payment, most pressing first. A doubt is first put to the gateway: a person sees only
 * what its first answer leaves open, and at once what no answer could clear up.
 */
export function paymentAttentions({
  settlement,
  inquiries,
  opening,
  page,
  orderGone,
  input,
}: PaymentState): Attention[] {
  const { reason, outcome, after, charges } = settlement;
  const about = charges.map((c) => c.reference).join(', ');
  const beyondAsking = reason === 'DOUBLE_CHARGE' || reason === 'PAID_AFTER_DENIED';
  // Without a page there is nothing that the gateway could be asked about.
  const unaskable = beyondAsking || (!opening && !page);
  const doubt = outcome === 'VERIFY' && reason in attentionCatalogue && (unaskable || inquiries > 0);
  const twice = outcome === 'POSITIVE' && charges.filter(({ held }) => held > 0).length > 1;
  const due = outcome === 'NEGATIVE' && holdsMoney(charges) && input.can?.refund !== false;
  // What was denied has no document that would have to follow, and neither has a charge where another one pays for all.
  const followed = outcome !== 'NEGATIVE' && !isCovered(charges, input.page.total);
  return [
    ...(doubt ? [attention(reason as keyof typeof attentionCatalogue, about)] : []),
    ...(twice ? [attention('DOUBLE_CHARGE', about)] : []),
    ...(due ? [attention('REFUND_DUE', about)] : []),
    ...after.filter((one) => followed || !isWayBack(one)).map((one) => attention(one.code, one.about)),
    ...(orderGone ? [attention('ORDER_GONE', about)] : []),
  ];
}

/** What a person says was dealt with: a deposit's document whose money is not there, and signals that are not ours. */
export function dismissible({ input, settlement, documented, documentDismissed, unbelieved }: PaymentState) {
  const unpaid = documented && !documentDismissed && settlement.outcome === 'NEGATIVE';
  const document = depositDocumentWorkflowId(input.paymentId);
  return [
    ...(unpaid ? [attention('DOCUMENT_NOT_PAID', document)] : []),
    ...(isRefundByHand({ settlement, input })
      ? [attention('REFUND_DUE', settlement.charges[0]?.reference)]
      : []),
    ...unbelieved,
  ];
}

/** Whether money has to go back that only people can give back, in the gateway's back office: nobody else tells of it. */
export const isRefundByHand = ({ settlement, input }: Pick<PaymentState, 'settlement' | 'input'>): boolean =>
  settlement.outcome === 'NEGATIVE' && holdsMoney(settlement.charges) && input.can?.refund === false;

/** A person has dealt with all of it. */
export function dismissAll(state: PaymentState): void {
  state.documentDismissed ||= dismissible(state).some(({ code }) => code === 'DOCUMENT_NOT_PAID');
  state.unbelieved.splice(0);
}
