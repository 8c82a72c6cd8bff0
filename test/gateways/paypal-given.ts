import type { PageRequest } from '../../domain/schemas/payment.ts';
import { requestsTo } from './given.ts';

const HOUR_MS = 3_600_000;
const requests = requestsTo('paypal', HOUR_MS);

/** Without the customer's e-mail address, and without an address for notifications: PayPal keeps that itself. */
export const aRequest = (changes: Partial<PageRequest> = {}): PageRequest =>
  requests({ customerEmail: undefined, notifyUrl: undefined, ...changes });
