import { Money } from '../domain/schemas/money.ts';
import type { PageRequest } from '../domain/schemas/payment.ts';

/** What is known of a page whose gateway can't be asked for it: its id, which is ours, has it in it. */
export interface KnownPage {
  key: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  total: Money;
}

/** A page's id: the key that it was opened under, its expiry in seconds since 1970, and the sum. It is safe in addresses and forms. */
export const pageIdOf = ({ expiresAt, total }: PageRequest, key: string): string =>
  `${key}.${Math.floor(Date.parse(expiresAt) / 1000)}.${total.amount}.${total.currency}`;

/** Undefined for what is no page's id of ours. */
export function readPageId(pageId: string | undefined): KnownPage | undefined {
  const [, key, seconds, amount, currency] =
    /^([A-Za-z0-9-]{1,80})\.(\d{9,11})\.(\d{1,15})\.([A-Z]{3})$/.exec(pageId ?? '') ?? [];
  const total = Money.safeParse({ amount: Number(amount), currency });
  return key && total.success ? { key, expiresAt: Number(seconds) * 1000, total: total.data } : undefined;
}

/** Whether the page is one of this payment: keys are the payment's id, or that, a hyphen and a number. */
export const isPageOf = ({ key }: KnownPage, paymentId: string): boolean =>
  key.startsWith(paymentId) && /^(-\d+)?$/.test(key.slice(paymentId.length));

/** Whether nobody could pay on it any more at that time, by our clock: such a gateway closes no page, and tells of none. */
export const isOver = ({ expiresAt }: KnownPage, at = new Date()): boolean => expiresAt <= at.getTime();

/**
 * An address that a browser comes back to, with one more parameter, before its fragment. The value stands in it as it is given:
 * some gateways put something in the place of a mark, which URL classes would encode.
 */
export function withParameter(address: string, name: string, value: string): string {
  const [path = '', ...fragment] = address.split('#');
  const joint = path.includes('?') ? '&' : '?';
  return [`${path}${joint}${name}=${value}`, ...fragment].join('#');
}
