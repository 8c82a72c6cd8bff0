import type { FailureCode } from './failure.ts';

/** Why a person should look, most pressing first, and what that person does. */
export const attentionCatalogue = {
  DOUBLE_CHARGE: 'Two payments of this order were both paid: refund one of them at its gateway.',
  PAID_BUT_CANCELLED:
    'The order was paid, but is cancelled or given back in the shop: refund the payment, or restore the order and retry.',
  REFUND_DUE:
    'A payment that was resolved as unpaid still has the money at its gateway: refund it, all of it; nobody can pay again before.',
  REFUND_UNSURE:
    'Nobody knows whether this refund was made, since its answer was lost: look in the gateway, and order the same refund again; it is made once.',
  FORGOTTEN_ORDER:
    'This order was followed before, but nobody here knows its payment and the ERP has no open document: look for it in the gateway, and in the ERP among what was shipped or invoiced; retry the document only if there is none.',
  CANCELLED_AFTER_DOCUMENT:
    'The order was cancelled in the shop after its document was written: cancel the document in the ERP, or restore the order.',
  REFUNDED_IN_SHOP:
    'The shop says that money of this order was given back: see that it was, in the gateway, and correct the document in the ERP if there is one.',
  PAID_TWICE:
    'The shop has this order as paid by something else than the payment taken here: refund one of the two.',
  OVERPAID_IN_SHOP:
    'The shop has more money of this order than it comes to now: see what was taken out of it, and give back the rest.',
  ORDER_IN_REVIEW:
    'The shop suspects this order of fraud: nothing is written until somebody clears it there, or lets it through here.',
  ORDER_ON_HOLD:
    'Somebody put this order on hold in the shop: it goes on by itself once it is released there.',
  FOREIGN_CURRENCY:
    "The order is in another currency than the ERP's books: nothing was asked for or written. Write it by hand, or configure the ERP's foreignCurrency and retry.",
  TOTAL_UNEXPLAINED:
    "The order's total has a sum in it that none of its rows explains: find out what it is for, and put it into the document.",
  PAYMENT_AUTHORISED:
    'The money is held and not taken: it is taken when the order ships. Let the order through to have its document now.',
  HOLD_ENDS_SOON:
    'The time for which the gateway holds this money ends in less than two days, or is over: take it, or close the payment and have it paid anew.',
  HOLD_NOT_TAKEN:
    'Money that is held was to be taken, and the gateway did not take it: see why in its back office. It is tried again; take it, or close the payment.',
  DOCUMENT_NOT_PAID:
    'The document is written, and the money is not there any more: ship nothing, and cancel the document in the ERP, or resolve the payment again. If the goods went out, have the customer pay again.',
  ORDER_CHANGED:
    'The order was changed in the shop after it was paid or written: correct the document in the ERP, or the payment.',
  PAID_AFTER_DENIED:
    'A payment that was resolved as unpaid says it was paid: look at it in the gateway and resolve it again.',
  CONTRADICTION:
    "The gateway said both paid and failed: look at the payment in the gateway's back office and resolve it.",
  AMOUNT_MISMATCH:
    'What was paid is not what was asked for: look at the payment in the gateway and resolve it, or refund it.',
  WRONG_ENVIRONMENT:
    'A message of the other environment (test or production) came in: compare keys and webhook endpoints.',
  UNKNOWN_STATUS:
    'The gateway used a status that nobody here knows: look at the payment in the gateway and resolve it.',
  NO_ANSWER:
    'The gateway does not answer what became of this payment: it is asked again; look there if it lasts.',
  DELAYED_TOO_LONG:
    'A delayed payment has no result although its time is over: look at it in the gateway and resolve it.',
  DISPUTE_LOST:
    'The customer won a dispute and has the money back: correct the document in the ERP; where none is written yet, let the order through or cancel it.',
  DISPUTED: 'The customer disputes the charge: answer the dispute in the gateway.',
  FRAUD_WARNING:
    "The card's bank says that this charge was fraud: stop the goods and refund it before it becomes a dispute, or resolve it if you know the customer.",
  IN_REVIEW_AT_GATEWAY:
    'The gateway suspects this payment: look at it there before the goods go out, and approve or refund it there.',
  REFUNDED:
    'Money was given back at the gateway, or is on its way: correct the document in the ERP; where none is written yet, let the order through or cancel it.',
  REFUND_FAILED: 'A refund did not reach the customer: look at it in the gateway.',
  PREPAID_NOT_PAID:
    "The shop's own gateway should have taken the money, but the shop does not say so: look at the order in the shop.",
  ORDER_GONE: 'The order of this payment is no longer followed: tell shop and ERP by hand.',
  SIGNAL_NOT_BELIEVED:
    'A signal came that is not signed by us: it was not believed, and changed nothing. Find out who sent it, then settle it.',
  CANCELLATION_IGNORED:
    'A cancellation was sent without a name and a reason: if it was meant, use cancelOrder or refund.',
  LATE_MESSAGE:
    'A message came for a payment that is no longer followed: look at it in the gateway and settle it.',
  TOTAL_MISMATCH:
    "The ERP's total of the document is not what the order comes to or what was paid: compare the two and correct the document.",
  MAPPING_UNKNOWN:
    'The mapping names ERP payments that the ERP does not have: correct mapping.payments, or code them in the ERP.',
  UNMAPPED_PAYMENT:
    'No ERP payment is mapped to this payment method: the document has none. Add it to mapping.payments and fill it in.',
  TAX_DATA_LEFT_OUT:
    'The document was written without tax data that can not be right: ask the customer for it and fill it in.',
} as const satisfies Record<string, string>;

/** A code of the catalogue above, or the code of the failure that blocks a step. */
export type AttentionCode = keyof typeof attentionCatalogue | FailureCode;

export interface Attention {
  code: AttentionCode;
  /** What happened, with ids; no personal data. */
  text: string;
}

/** An attention of the catalogue; `about` is what is particular to it. */
export const attention = (code: keyof typeof attentionCatalogue, about = ''): Attention => ({
  code,
  text: `${attentionCatalogue[code]} ${about}`.trim(),
});

const rank = Object.keys(attentionCatalogue);

/** The one to show where there is room for one: failures of a step first, then by the catalogue's order. */
export function mostPressing(attentions: Attention[]): Attention | undefined {
  return [...attentions].sort((a, b) => rank.indexOf(a.code) - rank.indexOf(b.code))[0];
}
