import { own } from '../kit/records.ts';
import { formOf } from '../kit/requests.ts';
import {
  newId,
  newSid,
  now,
  type Refund,
  type RefundSession,
  type Skrill,
  type Transaction,
} from './books.ts';
import { RefundError, SteeringError } from './errors.ts';
import { refunded } from './history.ts';
import { refusedLogin } from './login.ts';
import { parseAmount, sixPlaces } from './money.ts';
import { isAddress, merchantFieldsOf } from './params.ts';
import { transactionTold } from './payments.ts';
import { reportRefund } from './reports.ts';

const TO_EXECUTE = 15 * 60_000;

/** Refunds in two steps at `/app/refund.pl`: action=prepare answers a session id, action=refund makes its refund. */
export function refundRoutes(skrill: Skrill): void {
  skrill.sandbox.app.route({
    method: ['GET', 'POST'],
    url: '/app/refund.pl',
    handler: (request, reply) => {
      reply.type('text/xml; charset=UTF-8');
      try {
        return reply.send(answer(skrill, formOf(request), request.ip));
      } catch (error) {
        if (!(error instanceof RefundError)) throw error;
        return reply.send(xml(`<error><error_msg>${error.code}</error_msg></error>`));
      }
    },
  });
}

const xml = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<response>${inside}</response>`;

function answer(skrill: Skrill, form: Record<string, string>, ip: string): string {
  switch (form.action) {
    case 'prepare': {
      const refused = refusedLogin(skrill, form, ip);
      if (refused) throw new RefundError(/locked/.test(refused.message) ? 'ACCOUNT_LOCKED' : 'CANNOT_LOGIN');
      return xml(`<sid>${prepareRefund(skrill, form).sid}</sid>`);
    }
    case 'refund': {
      const { mbMinor, mbCurrency, id, transactionId, status } = executeRefund(skrill, form.sid ?? '');
      const { merchantId } = skrill.account;
      return xml(
        `<mb_amount>${sixPlaces(mbMinor, mbCurrency)}</mb_amount><mb_currency>${mbCurrency}</mb_currency><mb_transaction_id>${id}</mb_transaction_id><merchant_id>${merchantId}</merchant_id><status>${status}</status><transaction_id>${escaped(transactionId)}</transaction_id>`,
      );
    }
    default:
      throw new RefundError('INVALID_OR_MISSING_ACTION');
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Prepares a refund; each call makes another session id and moves nothing. `amount` in the account's currency; by default all that is left. */
function prepareRefund(skrill: Skrill, form: Record<string, string>): RefundSession {
  const { transaction_id, mb_transaction_id, amount, refund_status_url } = form;
  const { transactions } = skrill.books;
  const transaction = mb_transaction_id
    ? own(transactions, mb_transaction_id)
    : transactionTold(skrill, transaction_id ?? '');
  if (transaction?.status !== 2) throw new RefundError('INVALID_TRANSACTION_ID');
  if (leftOf(transaction) === 0) throw new RefundError('ALREADY_REFUNDED');
  const mbMinor = amount ? parseAmount(amount, transaction.mbCurrency) : leftOf(transaction);
  if (mbMinor === undefined || mbMinor > leftOf(transaction)) throw new RefundError('INVALID_AMOUNT');
  const merchantFields = merchantFieldsOf(form);
  if (!merchantFields) throw new RefundError('TOO_MANY_MERCHANT_FIELDS');
  if (refund_status_url && !isAddress(refund_status_url)) throw new RefundError('INVALID_STATUS_URL');
  const session: RefundSession = {
    sid: newSid(),
    transaction: transaction.id,
    mbMinor,
    statusUrl: refund_status_url || null,
    merchantFields,
    preparedAt: now(skrill),
    refund: null,
  };
  skrill.books.refundSessions[session.sid] = session;
  skrill.sandbox.save();
  return session;
}

/**
 * Makes the prepared refund. Inferred: a session id works once. A second time it is answered ALREADY_EXECUTED, after its 15
 * minutes always SESSION_EXPIRED.
 */
function executeRefund(skrill: Skrill, sid: string): Refund {
  const session = own(skrill.books.refundSessions, sid);
  if (!session || now(skrill) >= session.preparedAt + TO_EXECUTE) throw new RefundError('SESSION_EXPIRED');
  if (session.refund !== null) throw new RefundError('ALREADY_EXECUTED');
  const transaction = own(skrill.books.transactions, session.transaction);
  if (transaction?.status !== 2) throw new RefundError('INVALID_TRANSACTION_ID');
  if (session.mbMinor > leftOf(transaction)) throw new RefundError('ALREADY_REFUNDED');
  if (session.mbMinor > skrill.books.balance) throw new RefundError('BALANCE_NOT_ENOUGH');
  const refund = giveBack(skrill, transaction, session);
  session.refund = refund.id;
  return refund;
}

/** Gives money back. Inferred: the payment's status stays as it was; no answer about the payment says that money went back. */
function giveBack(
  skrill: Skrill,
  payment: Transaction,
  { mbMinor, statusUrl, merchantFields }: Pick<Refund, 'mbMinor' | 'statusUrl' | 'merchantFields'>,
): Refund {
  const { nextRefunds, books } = skrill;
  const otherwise = nextRefunds.times > 0;
  if (otherwise) nextRefunds.times -= 1;
  const refund: Refund = {
    id: newId(skrill),
    transaction: payment.id,
    transactionId: payment.transactionId,
    mbMinor,
    mbCurrency: payment.mbCurrency,
    status: otherwise ? nextRefunds.status : 2,
    statusUrl,
    merchantFields,
    at: now(skrill),
  };
  books.refunds[refund.id] = refund;
  if (refund.status !== -2) payment.refundedMinor += mbMinor;
  refunded(skrill, refund, payment);
  reportRefund(skrill, refund);
  return refund;
}

/** The account's owner gives money back on Skrill's site. Inferred: there is no report, only the account's history has it. */
export function refundByHand(skrill: Skrill, payment: Transaction, amount: string | undefined): Refund {
  const mbMinor = amount === undefined ? leftOf(payment) : parseAmount(amount, payment.mbCurrency);
  if (payment.status !== 2 || !mbMinor || mbMinor > leftOf(payment))
    throw new SteeringError(`${amount} of ${payment.id} can't be given back`);
  return giveBack(skrill, payment, { mbMinor, statusUrl: null, merchantFields: {} });
}

/** Ends a pending refund; where it fails the account gets the amount back. */
export function settleRefund(skrill: Skrill, id: string, result: 'succeeded' | 'failed'): Refund {
  const refund = own(skrill.books.refunds, id);
  const payment = refund && own(skrill.books.transactions, refund.transaction);
  if (!refund || !payment || refund.status !== 0) throw new SteeringError(`${id} is no pending refund`);
  refund.status = result === 'succeeded' ? 2 : -2;
  if (result === 'failed') payment.refundedMinor -= refund.mbMinor;
  refunded(skrill, refund, payment);
  reportRefund(skrill, refund);
  return refund;
}

const leftOf = ({ mbMinor, refundedMinor }: Transaction): number => mbMinor - refundedMinor;
