import { Failure } from '../../domain/failure.ts';
import type { Notification } from '../../domain/schemas/message.ts';
import type { NotificationRequest } from '../gateway.ts';
import type { Named } from './client.ts';
import type { Ours } from './marks.ts';
import { parameter } from './pages.ts';
import { PaymentID } from './wire.ts';

/** What a lookup's type says: there is one only. It and the id are logged, so nothing of a query is in them. */
export const PAYMENT = 'payment';
const HINT = 'notification';

const BANK = 'bank:';
/** A row of a search that has no paymentID is asked for by the bank's id. */
export const byBank = (bankTransactionID: string): string => `${BANK}${bankTransactionID}`;

/** How a lookup's charge is asked for; undefined for what was never one of Axerve's. */
export function namedBy(charge: string): Named | undefined {
  if (/^bank:\d{1,50}$/.test(charge)) return { bankTransactionID: charge.slice(BANK.length) };
  return PaymentID.safeParse(charge).success ? { paymentID: charge } : undefined;
}

/**
 * What a notification names: a GET that nobody signed. Anybody can send it, so nothing of it is believed, its status neither: it makes us
 * ask. Throws MESSAGE_UNREADABLE.
 */
export function notificationOf({ query }: NotificationRequest, { shopLogin }: Ours): Notification {
  const named = { id: HINT, type: PAYMENT };
  const shop = parameter(query, 'a') || parameter(query, 'shopLogin');
  const paymentID = PaymentID.safeParse(parameter(query, 'paymentID')).data;
  if (paymentID === undefined)
    throw new Failure(
      'MESSAGE_UNREADABLE',
      'refused',
      'notification not understood: it names no paymentID (those of the older interface, a and b, are not read)',
    );
  if (shop && shop.toUpperCase() !== shopLogin.toUpperCase()) return { ...named, kind: 'foreign' };
  return { ...named, kind: 'lookup', charge: paymentID };
}

/** What Axerve, and its older programs, look for in the answer. Not confirmed: that it is needed at all. */
export const receipt = { type: 'text/html', body: '<HTML></HTML>' };
