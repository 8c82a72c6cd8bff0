import { type Attention, attention, attentionCatalogue } from '../../domain/attention.ts';
import { depositDocumentWorkflowId } from '../../domain/ids.ts';
import type { PaidCharge } from '../../domain/paid-charges.ts';
import { holdsMoney, isCovered, isWayBack } from '../../domain/refunds.ts';
import { type PaymentState, refundsHere } from './state.ts';

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
  holdEnds,
  closeTries,
  closeRequested,
  takeWanted,
  takeTried,
  refundUnsure,
}: PaymentState): Attention[] {
  const { reason, outcome, after, charges, held } = settlement;
  const about = charges.map((c) => c.reference).join(', ');
  const beyondAsking = reason === 'DOUBLE_CHARGE' || reason === 'PAID_AFTER_DENIED';
  // Without a page there is nothing that the gateway could be asked about.
  const unaskable = beyondAsking || (!opening && !page);
  const doubt = outcome === 'VERIFY' && reason in attentionCatalogue && (unaskable || inquiries > 0);
  const here = refundsHere({ input });
  const twice = here && outcome === 'POSITIVE' && charges.filter(({ held }) => held > 0).length > 1;
  const due = here && outcome === 'NEGATIVE' && holdsMoney(charges);
  // What was denied has no document that would have to follow, and neither has a charge where another one pays for all.
  const followed = outcome !== 'NEGATIVE' && !isCovered(charges, input.page.total);
  return [
    ...(doubt ? [attention(reason as keyof typeof attentionCatalogue, about)] : []),
    ...(twice ? [attention('DOUBLE_CHARGE', about)] : []),
    ...(held && reason === 'AUTHORISED' && takeWanted && takeTried && !closeRequested && inquiries > 0
      ? [attention('HOLD_NOT_TAKEN', held.reference)]
      : []),
    ...(held && reason === 'AUTHORISED' && holdEnds
      ? [attention('HOLD_ENDS_SOON', `${held.reference}, ${holdEndsWords(held.until, holdEnds)}`)]
      : []),
    // It was to be let go of.
    ...(held && outcome === 'NEGATIVE' && closeTries > 0
      ? [attention('NO_ANSWER', `${held.reference} is still held`)]
      : []),
    ...(due ? [attention('REFUND_DUE', about)] : []),
    ...(refundUnsure ? [attention('REFUND_UNSURE', refundUnsure.charge)] : []),
    ...after.filter((one) => followed || !isWayBack(one)).map((one) => attention(one.code, one.about)),
    ...(orderGone ? [attention('ORDER_GONE', about)] : []),
  ];
}

/** The gateway's own word decides: by our clock nothing is unpaid. */
const holdEndsWords = (until = '', ends: PaymentState['holdEnds']): string =>
  ends === 'over'
    ? `whose time is over since ${until}. The gateway has not said that it let go of it: look there.`
    : `held until ${until}`;

/** What a person says was dealt with: a deposit's document whose money is not there, money that went back by hand, and signals that are not ours. */
export function dismissible({ input, settlement, documented, documentDismissed, unbelieved }: PaymentState) {
  const unpaid = documented && !documentDismissed && settlement.outcome === 'NEGATIVE';
  const document = depositDocumentWorkflowId(input.paymentId);
  const byHand = dueByHand({ settlement, input });
  const about = byHand.map(({ reference }) => reference).join(', ');
  return [
    ...(unpaid ? [attention('DOCUMENT_NOT_PAID', document)] : []),
    ...(byHand.length > 0
      ? [attention(settlement.outcome === 'NEGATIVE' ? 'REFUND_DUE' : 'DOUBLE_CHARGE', about)]
      : []),
    ...unbelieved,
  ];
}

/**
 * The charges that have to go back, and that only people can give back, in the gateway's back office: nobody else tells of it. All
 * of what was denied; all but the first of what was paid, which document and shop name.
 */
export function dueByHand({ settlement, input }: Pick<PaymentState, 'settlement' | 'input'>): PaidCharge[] {
  const { outcome, charges } = settlement;
  if (refundsHere({ input })) return [];
  const held = charges.filter((charge) => charge.held > 0);
  if (outcome === 'NEGATIVE') return held;
  return outcome === 'POSITIVE' ? held.slice(1) : [];
}

/** A person has dealt with all of it. */
export function dismissAll(state: PaymentState): void {
  state.documentDismissed ||= dismissible(state).some(({ code }) => code === 'DOCUMENT_NOT_PAID');
  state.unbelieved.splice(0);
}
