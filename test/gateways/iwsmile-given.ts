import { createHmac } from 'node:crypto';
import type { NotificationRequest } from '../../gateways/gateway.ts';
import { iwsmile } from '../../gateways/iwsmile/index.ts';
import { requestsTo } from './given.ts';

export const ACCOUNT = '71000001';
export const KEYS = { right: '5a'.repeat(32), wrong: 'c3'.repeat(32) };

export const PAYMENT = '100042-7b1c';
/** A page of that payment over 25.40 EUR, whose time is over in 2099 or was in 2001. */
export const PAGE = {
  open: `${PAYMENT}-1.4070908800.2540.EUR.${mark(`${PAYMENT}-1.4070908800.2540.EUR`)}`,
  over: `${PAYMENT}-1.1000000000.2540.EUR.${mark(`${PAYMENT}-1.1000000000.2540.EUR`)}`,
};

function mark(said: string): string {
  return createHmac('sha256', KEYS.right).update(`incasso page ${said}`).digest('hex').slice(0, 16);
}

/** The fields of a callback, in the order of the reference's example. */
const CALLBACK: Record<string, string | undefined> = {
  thx_id: '80012345',
  payer_id: '71009999',
  payer_name: 'Mario Rossi',
  payer_email: 'm@example.it',
  amount: '25,40',
  qta: '1',
  item_number: PAGE.open,
  custom: PAYMENT,
  payment_date: '02/03/2026',
  payment_status: 'Completed',
  verify_sign: '0123456789abcdef',
};

/** A callback's form; `undefined` takes a field away. */
export const formOf = (changes: Record<string, string | undefined> = {}): string =>
  String(
    new URLSearchParams(
      Object.entries({ ...CALLBACK, ...changes }).filter(
        (one): one is [string, string] => one[1] !== undefined,
      ),
    ),
  );

export const posted = (form: string): NotificationRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  body: Buffer.from(form),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

export const inQuery = (form: string): NotificationRequest => ({
  method: 'GET',
  query: new URLSearchParams(form),
  body: Buffer.alloc(0),
  headers: {},
});

export const aRequest = requestsTo('iwsmile', iwsmile.pageWindow.usualMs);
