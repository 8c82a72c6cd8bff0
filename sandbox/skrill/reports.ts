import { own } from '../kit/records.ts';
import type { Refund, Skrill, Transaction } from './books.ts';
import { shortest } from './money.ts';
import { signature } from './signature.ts';
import { dispatch } from './webhooks.ts';

/** A report's fields, in the order in which they are posted. */
export type Report = Record<string, string>;

/** The status report of a payment; the merchant's own fields come last. */
export function reportOf(skrill: Skrill, transaction: Transaction): Report {
  const { account, books } = skrill;
  const { status, reason, amount, currency, paymentType } = transaction;
  const fields: Report = {
    pay_to_email: account.email,
    pay_from_email: transaction.buyer,
    ...signed(skrill, transaction, status),
    ...(account.reasons && status === -2 && { failed_reason_code: reason ?? '99' }),
  };
  return {
    ...fields,
    ...signatures(skrill, fields),
    amount,
    currency,
    payment_type: paymentType,
    ...own(books.sessions, transaction.sid)?.merchantFields,
  };
}

/** What is told of a refund. Inferred: mb_transaction_id is the refund's own, and it is signed over merchant_id as a payment's report is. */
export function refundReportOf(skrill: Skrill, refund: Refund): Report {
  const fields: Report = signed(skrill, refund, refund.status);
  return { ...fields, ...signatures(skrill, fields), ...refund.merchantFields };
}

/** Posts a payment's report to each of its addresses. */
export function report(skrill: Skrill, transaction: Transaction): void {
  const session = own(skrill.books.sessions, transaction.sid);
  void sendReport(skrill, transaction.id, reportOf(skrill, transaction), session?.statusUrls ?? []);
}

/** Posts a refund's report to its address. It does not name the account. */
export function reportRefund(skrill: Skrill, refund: Refund): void {
  const urls = refund.statusUrl ? [refund.statusUrl] : [];
  const { merchant_id: _unsaid, ...fields } = refundReportOf(skrill, refund);
  void sendReport(skrill, refund.id, fields, urls);
}

/** Posts a report. Resolves after the first attempt at each address. */
export function sendReport(skrill: Skrill, about: string, fields: Report, urls: string[]): Promise<void> {
  const body = String(new URLSearchParams(fields));
  skrill.sandbox.save();
  return dispatch(skrill, { about, status: fields.status ?? '', body }, urls);
}

function signed(
  { account }: Skrill,
  {
    id,
    transactionId,
    mbMinor,
    mbCurrency,
  }: Pick<Transaction, 'id' | 'transactionId' | 'mbMinor' | 'mbCurrency'>,
  status: number,
) {
  return {
    merchant_id: account.merchantId,
    transaction_id: transactionId,
    mb_transaction_id: id,
    mb_amount: shortest(mbMinor, mbCurrency),
    mb_currency: mbCurrency,
    status: String(status),
  };
}

function signatures({ account }: Skrill, fields: Report): Report {
  const { merchant_id = '', transaction_id = '', mb_amount = '', mb_currency = '', status = '' } = fields;
  const values = { merchant_id, transaction_id, mb_amount, mb_currency, status };
  return {
    md5sig: signature('md5', account.secretWord, values),
    ...(account.sha2 && { sha2sig: signature('sha256', account.secretWord, values) }),
  };
}
