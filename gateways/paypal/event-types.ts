/** Without these a payment is known only once the list is read. Source: developer.paypal.com/api/rest/webhooks/event-names. */
export const COMPULSORY = [
  'CHECKOUT.ORDER.APPROVED',
  'PAYMENT.CAPTURE.COMPLETED',
  'PAYMENT.CAPTURE.PENDING',
  'PAYMENT.CAPTURE.DENIED',
  'PAYMENT.CAPTURE.DECLINED',
] as const;

/** All types that we use. Not confirmed: the names of the two of refunds; a webhook is made for those that PayPal knows. */
export const TYPES = [
  ...COMPULSORY,
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED',
  'PAYMENT.AUTHORIZATION.CREATED',
  'PAYMENT.AUTHORIZATION.VOIDED',
  'PAYMENT.CAPTURE.REFUNDED',
  'PAYMENT.CAPTURE.REVERSED',
  'PAYMENT.REFUND.PENDING',
  'PAYMENT.REFUND.FAILED',
  'CUSTOMER.DISPUTE.CREATED',
  'CUSTOMER.DISPUTE.RESOLVED',
] as const;

/** Those that no page of PayPal's lists. */
export const UNSURE: readonly string[] = ['PAYMENT.REFUND.PENDING', 'PAYMENT.REFUND.FAILED'];
