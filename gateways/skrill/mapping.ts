import type { Fact, Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { PageRequest } from '../../domain/schemas/payment.ts';
import { isOver } from '../pages.ts';
import { exactMoney } from './amounts.ts';
import { installationMark, pageOf } from './pages.ts';
import type { Report } from './wire.ts';

/** Whose reports are ours. */
export interface Ours {
  merchantId: string;
  installation: string;
  live: boolean;
}

/** The payment that a report's reference could be; whose it is, is another question. */
export const referenceOf = ({ transaction_id }: Report): string | undefined =>
  PageRequest.shape.paymentId.safeParse(transaction_id).data;

/** The payment that a report is about, if it is this installation's by the fields that came back. */
export function ownPaymentOf(report: Report, { merchantId, installation }: Ours): string | undefined {
  const isOurs =
    report.merchant_id === merchantId && report.incasso_installation === installationMark(installation);
  return isOurs ? referenceOf(report) : undefined;
}

const WORDS: Record<string, string> = {
  '2': 'processed',
  '1': 'scheduled',
  '0': 'pending',
  '-1': 'cancelled',
  '-2': 'failed',
  '-3': 'charged back',
};

/** Whether this try took nothing, and won't any more. */
export const tookNothing = ({ status }: Pick<Report, 'status'>): boolean =>
  status === '-1' || status === '-2';

/** Whether its money came, whatever became of it since: only what was paid can be charged back. */
export const wasPaid = ({ status }: Pick<Report, 'status'>): boolean => status === '2' || status === '-3';

/** In Skrill's words, for people: "status 2 (processed)". */
export const statusText = ({ status }: Pick<Report, 'status'>): string =>
  `status ${status}${WORDS[status] ? ` (${WORDS[status]})` : ''}`;

/**
 * What a status says of its try to pay. One that was refused or given up ends the payment only once its page is over: until then the customer
 * may try again on it. Statuses that Skrill does not name are its plugins' own.
 */
export function factOf(report: Report, over: boolean): Fact {
  switch (report.status) {
    case '2':
      return 'PAID';
    case '1':
    case '0':
      return 'PROCESSING';
    case '-1':
    case '-2':
      return triesEnd(over);
    case '-3':
      return chargedBack();
    default:
      return 'UNKNOWN';
  }
}

/** Not confirmed: that a page whose payment was refused can be paid again. Taken so, nobody is shown another page while it might be. */
const triesEnd = (over: boolean): Fact => (over ? 'FAILED' : 'TRY_REFUSED');

/** Not confirmed: whether a payment that was charged back can come back to us. A person looks; nothing is told as lost or won. */
const chargedBack = (): Fact => 'DISPUTED';

/** What the customer was asked for, as Skrill says when it is asked. */
export const askedFor = ({ amount, currency }: Report): Money | undefined => exactMoney(amount, currency);

/** What came of it to the account, in the account's currency. */
export const accountMoney = ({ mb_amount, mb_currency }: Report): Money | undefined =>
  exactMoney(mb_amount, mb_currency);

/** The same status of the same transaction is one message, however often and by whatever way it is told. */
export const eventId = ({ mb_transaction_id, status }: Report): string =>
  `skrill:${mb_transaction_id}:${status}`;

/** Nothing that Skrill tells is dated: it is of the second in which it came. */
export const thisSecond = (): string => new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();

/** What a report says of its payment, with this money. */
export function reportMessage(report: Report, money: Money | undefined, live: boolean): Message {
  const page = pageOf(report.transaction_id, report.incasso_page);
  const message = {
    id: eventId(report),
    source: 'notification' as const,
    at: thisSecond(),
    fact: factOf(report, page !== undefined && isOver(page)),
    page: page && report.incasso_page,
    charge: report.mb_transaction_id,
    money,
    live,
    status: statusText(report),
    note: reasonOf(report),
  };
  // A try is no outcome: its end, once the page is over, is another message.
  if (message.fact === 'TRY_REFUSED') return { ...message, id: `${message.id}:try` };
  if (message.fact === 'DISPUTED') return disputeMessage(report, money, live);
  return message;
}

/** A chargeback has no id, and no date: a transaction has one of them, or none. */
export const disputeMessage = (report: Report, money: Money | undefined, live: boolean): Message => ({
  id: `dispute:${report.mb_transaction_id}:${report.status}`,
  source: 'notification',
  at: thisSecond(),
  fact: 'DISPUTED',
  charge: report.mb_transaction_id,
  money,
  live,
  status: statusText(report),
});

/** That its money came, of a transaction that was charged back since: only what was paid can be. */
export const paidBefore = (report: Report): Report => ({ ...report, status: '2' });

/** Why it was refused; only where Skrill's support has switched that on. */
export function reasonOf({ status, failed_reason_code: code }: Report): string | undefined {
  if (status !== '-2' || !code || !/^\w{1,10}$/.test(code)) return undefined;
  return `${code} ${REASONS[code] ?? 'for a reason that is not known'}`;
}

/** failed_reason_code, by Skrill's own plugin. */
const REASONS: Record<string, string> = {
  '01': 'referred',
  '02': 'invalid merchant',
  '03': 'stolen card',
  '04': 'declined by the issuer',
  '05': 'insufficient funds',
  '08': 'too many wrong PINs',
  '09': 'invalid transaction',
  '10': 'too many transactions',
  '12': 'invalid card or account',
  '15': 'duplicate transaction',
  '19': 'unknown error',
  '24': 'card expired',
  '28': 'lost card',
  '32': 'wrong security code',
  '37': 'card restricted',
  '38': 'security violation',
  '42': 'card blocked',
  '44': 'issuer not available',
  '51': 'system error',
  '63': 'not permitted to the card',
  '70': '3D Secure failed',
  '71': 'SMS verification failed',
  '80': 'stopped by fraud checks',
  '98': 'error of the provider',
  '99': 'not specified',
};
