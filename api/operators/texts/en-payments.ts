import type { Texts } from './it.ts';

/** Why a payment's outcome is what it is. */
export const reasons: Texts['reasons'] = {
  NOTHING_YET: 'the customer has not paid yet',
  APPROVED: 'the customer agreed: the money is being taken',
  AUTHORISED: 'the money is held, and not taken yet',
  PROCESSING: 'the charge is under way: the bank may take days',
  PAID: 'the gateway says it is paid',
  FAILED: 'the gateway says it failed',
  PAGE_EXPIRED: 'the page expired unpaid',
  CONFIRMED: 'an operator decided so',
  DENIED: 'an operator decided so',
  DOUBLE_CHARGE: 'charged twice',
  CONTRADICTION: 'the gateway contradicts itself',
  AMOUNT_MISMATCH: 'another amount or currency',
  WRONG_ENVIRONMENT: 'the wrong environment (test or production)',
  UNKNOWN_STATUS: 'a status that nobody knows',
  NO_ANSWER: 'the gateway does not answer',
  DELAYED_TOO_LONG: 'a delayed payment without a result',
  PAID_AFTER_DENIED: 'paid after it was decided that it was not',
};

/** What a message says. */
export const facts: Texts['facts'] = {
  PAGE_OPEN: 'Page still open',
  PAGE_EXPIRED: 'Page expired',
  TRY_REFUSED: 'One try refused',
  APPROVED: 'The customer agreed to the payment',
  AUTHORISED: 'Money held, not taken yet',
  PROCESSING: 'Charge under way',
  PAID: 'Paid',
  FAILED: 'Failed',
  REFUND_PENDING: 'Refund under way',
  REFUNDED: 'Refunded',
  REFUND_FAILED: 'Refund failed',
  DISPUTED: 'Disputed',
  DISPUTE_CLOSED: 'Dispute closed',
  DISPUTE_LOST: 'Dispute lost',
  FRAUD_WARNING: 'The bank warns of fraud',
  IN_REVIEW: 'In review at the gateway',
  REVIEW_CLOSED: 'Review closed',
  RETURNED: 'The customer came back',
  WENT_BACK: 'The customer went back',
  CONFIRMED: 'An operator: paid',
  DENIED: 'An operator: not paid',
  NO_ANSWER: 'No answer',
  UNKNOWN: 'Unknown status',
};

/** What the shop was told. */
export const told: Texts['told'] = {
  paid: 'Paid',
  held: 'Authorised, not taken yet',
  failed: 'Not paid',
  verify: 'To be verified',
  accepted: 'Accepted: paid in another way',
  pay: 'The customer was sent the link to pay',
  document: 'document changed in the ERP',
};
