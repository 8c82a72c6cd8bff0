import type { Axerve, Payment, Shop, Wire } from './books.ts';
import { money } from './currencies.ts';
import { methodName, resultWord } from './detail.ts';
import { AxerveError, wordsOf } from './errors.ts';
import { readSearch, type Search, type Span } from './search-params.ts';
import { day, dayNumber, longTime } from './time.ts';

/** POST dashboard/search: a shop's payments, the newest first. Days are Rome's, both ends included. */
export function search(axerve: Axerve, shop: Shop, input: unknown): Wire {
  const params = readSearch(input);
  const today = dayOf(axerve.sandbox.now());
  const found = Object.values(axerve.books.payments)
    .filter((payment) => payment.shopLogin === shop.shopLogin && matches(payment, params, today))
    .sort((a, b) => b.number - a.number);
  if (found.length === 0) throw new AxerveError('1401');
  const [first, last] = params.range;
  const shown = found.slice(first - 1, last).slice(0, axerve.answers.mostRows);
  return {
    nResults: String(found.length),
    rangeResults: `${first}/${first - 1 + shown.length}`,
    payments: shown.map((payment) => row(axerve, payment)),
  };
}

const dayOf = (at: Date): number => dayNumber(day(at)) ?? 0;

function matches(payment: Payment, params: Search, today: number): boolean {
  const { ids, currency, results, states, paymentTypes, customFields, errorCode, event, chargeback } = params;
  // [INF] A payment that nobody submitted is no transaction yet: it is found only by its result.
  const wanted = results ? results.includes(payment.result) : payment.endedAt !== null;
  return (
    wanted &&
    within(new Date(payment.created), params.span, today) &&
    (ids.paymentID === undefined || payment.paymentID === ids.paymentID) &&
    (ids.shopTransactionID === undefined || payment.shopTransactionID === ids.shopTransactionID) &&
    (ids.bankTransactionID === undefined || payment.bankTransactionID === ids.bankTransactionID) &&
    (!currency || currency.includes(payment.currency)) &&
    (!states || states.includes(payment.state)) &&
    (!paymentTypes || paymentTypes.includes(payment.paymentType)) &&
    (errorCode === undefined || payment.errorCode === errorCode) &&
    customFields.every(([key, value]) => payment.customInfo[key] === value) &&
    (!event ||
      payment.events.some(({ type, at }) => type === event.type && within(new Date(at), event, today))) &&
    (!chargeback || disputed(payment, chargeback, today))
  );
}

function disputed({ dispute }: Payment, wanted: { type: string } & Span, today: number): boolean {
  if (!dispute || !within(new Date(dispute.at), wanted, today)) return false;
  switch (wanted.type) {
    case 'OPEN':
      return dispute.status === 'Open';
    case 'CLOSE':
      return dispute.status === 'Closed';
    case 'CLOSE WITH CHARGE':
      return dispute.status === 'Closed' && dispute.chargeback === 'True';
    default:
      return true;
  }
}

/** [INF] The last N days are those before today; `includeToday` adds today, and is always so for the payments' own days. */
function within(at: Date, { from, to, lastNDays, includeToday }: Span, today: number): boolean {
  const number = dayOf(at);
  if (lastNDays !== undefined)
    return number >= today - lastNDays && (includeToday ? number <= today : number < today);
  return (from === undefined || number >= from) && (to === undefined || number <= to);
}

function row({ answers, sandbox }: Axerve, payment: Payment): Wire {
  const { paymentType, dispute } = payment;
  const logo = `${sandbox.url}/logos/${methodName(paymentType).replace(' ', '')}`;
  return {
    Date: longTime(new Date(payment.created)),
    transactionResult: resultWord(answers, payment),
    transactionState: payment.shown.state ?? payment.state,
    bankTransactionID: payment.bankTransactionID,
    shopTransactionID: payment.shopTransactionID,
    authorizationCode: payment.authorizationCode,
    transactionErrorCode: payment.errorCode,
    transactionErrorDescription: wordsOf(payment.errorCode),
    ...(answers.rowsWithPaymentID && { paymentID: payment.paymentID }),
    amount: money(payment.amount, payment.currency),
    currency: payment.currency,
    paymentMethod: {
      paymentType,
      name: methodName(paymentType),
      logo: { large: `${logo}_Large.png`, mobile: `${logo}_mobile.png`, vector: `${logo}.svg` },
    },
    riskAlert: '',
    disputeState: { status: dispute?.status ?? '', chargeback: dispute?.chargeback ?? '' },
    tdLevel: paymentType === 'CREDITCARD' ? 'FULL' : '',
    fraudAlert: '',
    guaranteePaymentResult: '',
  };
}
