import { randomUUID } from 'node:crypto';
import { own } from '../kit/records.ts';
import { type Axerve, type DelayedResult, digits, type Payment, type Shop, type Wire } from './books.ts';
import type { CreateParams } from './create-params.ts';
import { AxerveError } from './errors.ts';
import { happened, take } from './history.ts';
import type { Ids } from './params.ts';
import { motoOf } from './shops.ts';
import { notify } from './webhooks.ts';

const DAY_MS = 86_400_000;

/** POST payment/create. Nothing makes it idempotent: the same body again opens a second page. */
export function createPayment(axerve: Axerve, shop: Shop, params: CreateParams): Wire {
  const payment: Payment = {
    number: Object.keys(axerve.books.payments).length + 1,
    paymentID: newPaymentId(axerve),
    paymentToken: randomUUID(),
    shopLogin: shop.shopLogin,
    bankTransactionID: '',
    result: 'UNSUBMITTED',
    state: '',
    errorCode: '',
    authorizationCode: '',
    paymentType: '',
    capture: '',
    events: [],
    automatic: null,
    requested: [],
    created: axerve.sandbox.now().toISOString(),
    endedAt: null,
    tokenReads: 0,
    expired: false,
    shown: {},
    delayed: null,
    dispute: null,
    ...params,
  };
  axerve.books.payments[payment.paymentID] = payment;
  const { paymentToken, paymentID } = payment;
  return { paymentToken, paymentID, userRedirect: { href: pageAddress(axerve, payment) } };
}

/** Ten digits; every other id begins with 0, so that a client that makes numbers of them finds nothing. */
function newPaymentId(axerve: Axerve): string {
  const { payments } = axerve.books;
  const id = `${Object.keys(payments).length % 2 === 0 ? '1' : '0'}${digits(9)}`;
  return own(payments, id) ? newPaymentId(axerve) : id;
}

/** The page's address, as docs.axerve.com shows it for production. */
function pageAddress({ sandbox }: Axerve, { paymentID, paymentToken, shopLogin }: Payment): string {
  const query = new URLSearchParams({ paymentID, paymentToken, shopLogin, lightbox: 'false' });
  return `${sandbox.url}/pagam/src/index.html?${query}`;
}

/** The shop's payment with these ids. Throws 2011 where there is none, 2012 where there are several. */
export function findPayment(axerve: Axerve, { shopLogin }: Shop, ids: Ids): Payment {
  const { payments } = axerve.books;
  const named = ids.paymentID === undefined ? undefined : own(payments, ids.paymentID);
  const candidates = ids.paymentID === undefined ? Object.values(payments) : named ? [named] : [];
  const [found, another] = candidates.filter(
    (payment) =>
      payment.shopLogin === shopLogin &&
      (ids.shopTransactionID === undefined || payment.shopTransactionID === ids.shopTransactionID) &&
      (ids.bankTransactionID === undefined || payment.bankTransactionID === ids.bankTransactionID),
  );
  if (!found) throw new AxerveError('2011');
  if (another) throw new AxerveError('2012');
  return found;
}

/** Whether the buyer can still do something on the page. [INF] A KO ends it: a next attempt needs a page of its own. */
export const isOpen = (payment: Payment): boolean =>
  !payment.expired && (payment.result === 'UNSUBMITTED' || payment.result === 'WAITING');

/** The buyer is at a third party, such as his bank. */
export function wait(axerve: Axerve, payment: Payment, paymentType: string): void {
  Object.assign(payment, { result: 'WAITING', paymentType });
  axerve.sandbox.save();
}

/** The money is authorised, once. Resolves when the merchant's server has answered, or failed to. */
export async function authorise(axerve: Axerve, payment: Payment, paymentType: string): Promise<void> {
  const { capture, automaticBehaviour } = motoOf(axerve, payment.shopLogin, paymentType);
  submit(axerve, payment, paymentType);
  Object.assign(payment, {
    result: 'OK',
    errorCode: '',
    authorizationCode: digits(6),
    capture,
    delayed: null,
  });
  happened(axerve, payment, 'AUT', payment.amount);
  if (capture === 'unified') take(axerve, payment, payment.amount);
  else if (automaticBehaviour.type !== '') {
    const dueAt = axerve.sandbox.now().getTime() + Number(automaticBehaviour.days) * DAY_MS;
    payment.automatic = { type: automaticBehaviour.type, dueAt: new Date(dueAt).toISOString() };
  }
  await notify(axerve, payment, 'OK');
}

/** Bank or buyer said no. [INF] The history has an AUT event all the same, also where the buyer left the page. */
export async function decline(axerve: Axerve, payment: Payment, code: string, type: string): Promise<void> {
  submit(axerve, payment, type);
  Object.assign(payment, { result: 'KO', errorCode: code, delayed: null });
  happened(axerve, payment, 'AUT', payment.amount);
  await notify(axerve, payment, 'KO');
}

/** The bank will answer later: XX. The buyer goes to buyerOK all the same. */
export async function pend(
  axerve: Axerve,
  payment: Payment,
  result: DelayedResult,
  type: string,
): Promise<void> {
  submit(axerve, payment, type);
  const { delayedMs } = axerve.settings;
  const dueAt = delayedMs === null ? null : axerve.sandbox.now().getTime() + delayedMs;
  Object.assign(payment, { result: 'XX', delayed: { result, dueAt } });
  await notify(axerve, payment, 'XX');
}

/** The bank's answer to an XX; false where none is awaited. */
export function decide(axerve: Axerve, payment: Payment, result: DelayedResult): boolean {
  if (payment.result !== 'XX') return false;
  const { paymentType } = payment;
  void (result === 'succeed'
    ? authorise(axerve, payment, paymentType)
    : decline(axerve, payment, '74', paymentType));
  return true;
}

/** Gives the banks' answers that are due. */
export function decideDue(axerve: Axerve): void {
  const now = axerve.sandbox.now().getTime();
  for (const payment of Object.values(axerve.books.payments)) {
    const { delayed } = payment;
    if (delayed && delayed.dueAt !== null && delayed.dueAt <= now) decide(axerve, payment, delayed.result);
  }
}

/** [INF] A page that nobody answered stays UNSUBMITTED in its details, expired or not. */
export function expireDue(axerve: Axerve): void {
  const { pageLifeMs } = axerve.settings;
  if (pageLifeMs === null) return;
  const oldest = axerve.sandbox.now().getTime() - pageLifeMs;
  for (const payment of Object.values(axerve.books.payments))
    if (isOpen(payment) && Date.parse(payment.created) <= oldest) payment.expired = true;
}

function submit(axerve: Axerve, payment: Payment, paymentType: string): void {
  payment.bankTransactionID ||= digits(18);
  payment.paymentType = paymentType;
  payment.endedAt ??= axerve.sandbox.now().toISOString();
}
