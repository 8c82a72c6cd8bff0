import type { Answers, Axerve, Payment, PaymentEvent, Result, Wire } from './books.ts';
import { money } from './currencies.ts';
import { AxerveError, wordsOf } from './errors.ts';
import { day, shortTime } from './time.ts';

const DAY_MS = 86_400_000;
const LONG: Partial<Record<Result, string>> = { OK: 'APPROVED', KO: 'DECLINED', XX: 'PENDING' };

/** How a method calls itself: the circuit of a card, the method itself otherwise. */
export const methodName = (paymentType: string): string =>
  paymentType === 'CREDITCARD' ? 'VISA VBV' : paymentType;

/** The result as answers have it, short or long; or the word that was ordered instead. */
export const resultWord = ({ results }: Answers, { shown, result }: Payment): string =>
  shown.result ?? (results === 'long' ? (LONG[result] ?? result) : result);

/**
 * GET and POST payment/detail. The amount stands in the AUT event only, which a declined payment has too.
 */
export function presentDetail(axerve: Axerve, payment: Payment, method: 'GET' | 'POST'): Wire {
  const { answers } = axerve;
  const { paymentType } = payment;
  const { events, state } = seen(axerve, payment);
  const nested = answers.events === 'default' ? method === 'GET' : answers.events === 'nested';
  const rows = events.map((event) => presentEvent(answers, payment, event));
  const ended = payment.endedAt !== null;
  return {
    transactionType: 'detail',
    [answers.names === 'pascal' ? 'TransactionResult' : 'transactionResult']: resultWord(answers, payment),
    transactionState: payment.shown.state ?? state,
    transactionErrorCode: payment.errorCode,
    transactionErrorDescription: wordsOf(payment.errorCode),
    bankTransactionID: payment.bankTransactionID,
    shopTransactionID: payment.shopTransactionID,
    authorizationCode: payment.authorizationCode,
    paymentID: payment.paymentID,
    currency: payment.currency,
    country: ended ? 'ITALIA' : '',
    company: ended ? methodName(paymentType) : '',
    tdLevel: ended && paymentType === 'CREDITCARD' ? 'FULL' : '',
    events: nested ? rows.map((event) => ({ event })) : rows,
    buyer: payment.buyer,
    risk: { riskResponseCode: '', riskResponseDescription: '' },
    customInfo: payment.customInfo,
    alertCode: '',
    alertDescription: '',
    cvvPresent: '',
    dcc: { eligible: '', currency: '' },
    maskedPAN: ended && paymentType === 'CREDITCARD' ? '401200******1112' : '',
    paymentMethod: paymentType,
    productType: '',
    token: '',
    tokenExpiryMonth: '',
    tokenExpiryYear: '',
    vbv: { flag: '', buyer: '' },
    payPalFee: '',
    fraudPrevention: { check: '', state: '', description: '', order: '' },
    automaticOperation: automaticOperation(payment),
  };
}

/** What its details have of a payment: where they are behind, what was known so long ago, and its authorisation at least. */
function seen({ answers, sandbox }: Axerve, payment: Payment): Pick<Payment, 'events' | 'state'> {
  if (answers.detailsBehindMs === 0) return payment;
  const until = sandbox.now().getTime() - answers.detailsBehindMs;
  const events = payment.events.filter(({ type, at }) => type === 'AUT' || Date.parse(at) <= until);
  return { events, state: events.at(-1)?.type ?? payment.state };
}

function presentEvent({ eventIDs }: Answers, { currency }: Payment, event: PaymentEvent): Wire {
  return {
    eventtype: event.type,
    eventamount: money(event.amount, currency),
    eventdate: shortTime(new Date(event.at)),
    eventARN: '',
    eventID: eventIDs ? event.id : '',
    eventReferred: eventIDs ? (event.referred ?? '') : '',
    environment: event.environment,
    operator: event.environment === 'BOF' ? 'operatore' : '',
  };
}

/** [INF] The date's form, and that the type is written as shop/moto has it. */
function automaticOperation({ automatic, amount, currency }: Payment): Wire {
  if (!automatic) return { type: '', date: '', amount: '' };
  return { type: automatic.type, date: day(new Date(automatic.dueAt)), amount: money(amount, currency) };
}

/**
 * Counts a read by paymentToken: those are allowed for 24 hours after the page was answered, ten times (five in the test
 * environment). [INF] Earlier reads don't count; later ones are answered 1457.
 */
export function countTokenRead(axerve: Axerve, payment: Payment, live: boolean): void {
  if (payment.endedAt === null) return;
  const over = axerve.sandbox.now().getTime() > Date.parse(payment.endedAt) + DAY_MS;
  if (over || payment.tokenReads >= (live ? 10 : 5)) throw new AxerveError('1457');
  payment.tokenReads += 1;
}
