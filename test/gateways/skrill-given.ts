import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Page } from '../../domain/schemas/payment.ts';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import { skrill } from '../../gateways/skrill/index.ts';
import type { SkrillBooks } from '../../sandbox/skrill/books.ts';
import type { SessionRecord } from '../../sandbox/skrill/objects.ts';
import { requestsTo } from './given.ts';

export const aRequest = requestsTo('skrill', skrill.pageWindow.usualMs);

export const ACCOUNT = { email: 'shop@example.it', merchantId: '100005' };
export const words = { standing: 'vkxjstan1', previous: 'wqzkprev2', wrong: 'kzvqwron3' };

/** md5sig or sha2sig, as whoever sends a report works it out. */
export function signature(by: 'md5' | 'sha256', fields: Record<string, string>, word: string): string {
  const hash = (text: string) => createHash(by).update(text).digest('hex').toUpperCase();
  const { merchant_id = '', transaction_id = '', mb_amount = '', mb_currency = '', status = '' } = fields;
  return hash(`${merchant_id}${transaction_id}${hash(word)}${mb_amount}${mb_currency}${status}`);
}

/** The fields of the reference's example, which secret word "incasso1" signed; without its signature. */
export const example: Record<string, string> = {
  pay_to_email: 'shop@example.it',
  pay_from_email: 'b@example.com',
  merchant_id: '100005',
  transaction_id: '100042-7b1c',
  mb_transaction_id: '2451682729',
  mb_amount: '25.4',
  mb_currency: 'EUR',
  status: '2',
  amount: '25.40',
  currency: 'EUR',
  payment_type: 'WLT',
};

export const formOf = (fields: Record<string, string | undefined>): string =>
  String(
    new URLSearchParams(
      Object.entries(fields).filter((one): one is [string, string] => one[1] !== undefined),
    ),
  );

export const fieldsOf = ({ body }: Pick<NotificationRequest, 'body'>): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(String(body)));

/** A report as Skrill posts it. */
export const posted = (form: string): NotificationRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  body: Buffer.from(form),
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
});

/** A page's session, in the sandbox's books. */
export const sessionOf = ({ sessions }: SkrillBooks, page: Page): SessionRecord =>
  sessions[sidOf(page)] ?? expect.fail(`no page ${page.id}`);
export const sidOf = ({ url }: Page): string =>
  new URL(url).searchParams.get('sid') ?? expect.fail(`no session in ${url}`);
