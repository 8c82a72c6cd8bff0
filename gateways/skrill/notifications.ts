import { Failure } from '../../domain/failure.ts';
import type { Notification } from '../../domain/schemas/message.ts';
import type { NotificationRequest } from '../gateway.ts';
import type { Named } from './client.ts';
import { eventId, type Ours, ownPaymentOf, referenceOf } from './mapping.ts';
import type { SkrillSettings } from './settings.ts';
import { assertSigned } from './signature.ts';
import { type Report, reportOf } from './wire.ts';

/** What a lookup asks for: our reference, or Skrill's id and where that is not known, or not ours, our reference. */
export const byReference = (paymentId: string): string => `reference:${paymentId}`;
export const byIdOrReference = (id: string, paymentId: string): string => `${id},${byReference(paymentId)}`;

/** How a lookup's charge is asked for, one after the other; nothing for what was never one of Skrill's. */
export const namesIn = (charge: string): Named[] =>
  charge.split(',').flatMap((one): Named[] => {
    if (one.startsWith('reference:')) return [{ trn_id: one.slice('reference:'.length) }];
    return /^\d{1,20}$/.test(one) ? [{ mb_trn_id: one }] : [];
  });

/** What a lookup's type says is wanted: the refunds of a payment, or what became of it; of one that is ours by what a signed report says. */
export const REFUND = 'refund';
export const PAYMENT = 'payment';
export const OWN = 'own payment';

/** A status report as it was posted. Throws SIGNATURE_INVALID, MESSAGE_UNREADABLE. */
export function readReport(
  { method, body }: NotificationRequest,
  {
    webhookSecret,
    signature,
    merchantId,
  }: Pick<SkrillSettings, 'webhookSecret' | 'signature' | 'merchantId'>,
): Report {
  const form = new URLSearchParams(method === 'POST' ? body.toString('utf8') : '');
  // A refund's report does not name the account, though it is signed over it. Only who has the secret word can leave it out.
  if (!form.has('merchant_id')) form.set('merchant_id', merchantId);
  assertSigned(form, [webhookSecret].flat(), signature);
  const report = reportOf(form);
  if (report.success) return report.data;
  const where = report.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new Failure('MESSAGE_UNREADABLE', 'refused', `status report not understood (${where})`);
}

/**
 * What a signed report is about. Signed are the account, our reference, the sum in the account's currency and the status; its transaction, which
 * becomes the charge, is only a hint, as all else. So nothing of it is believed alone: Skrill is asked.
 */
export function notificationOf(report: Report, ours: Ours): Notification {
  const { mb_transaction_id: charge, merchant_id } = report;
  const reference = referenceOf(report);
  const named = { id: eventId(report), type: PAYMENT };
  if (merchant_id !== ours.merchantId || reference === undefined) return { ...named, kind: 'foreign' };
  // Its own id says nothing of the payment's: the payment's history has the refund.
  if (report.incasso_refund !== undefined)
    return { kind: 'lookup', id: `${REFUND}:${named.id}`, type: REFUND, charge: byReference(reference) };
  const type = ownPaymentOf(report, ours) === undefined ? PAYMENT : OWN;
  return { ...named, type, kind: 'lookup', charge: byIdOrReference(charge, reference) };
}
