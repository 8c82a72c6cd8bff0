import type { Axerve, Environment, Payment, Wire } from './books.ts';
import { readAmount, readCurrency } from './currencies.ts';
import { AxerveError } from './errors.ts';
import { balance, giveBack, happened, take } from './history.ts';
import { ID_FIELDS, plainText, readObject, text } from './params.ts';

const DAY_MS = 86_400_000;
/** [INF] How long a hold without an automatic operation can be captured: the longest time of the card networks. */
const HOLD_DAYS = 30;

/** Money that a call moves; minor units. */
export interface Sum {
  amount: number;
  currency: string;
  settlementID?: string;
}

/** The body of payment/capture. */
export function readCapture(input: unknown): Sum {
  const body = readObject(input, [
    ...ID_FIELDS,
    'amount',
    'currency',
    'settlementID',
    'fullFillment',
    'FullFillment',
  ]);
  return readSum(body);
}

/** The body of payment/refund. [INF] Its reason is written by a person, so spaces are allowed. */
export function readRefund(input: unknown): Sum {
  const body = readObject(input, [
    ...ID_FIELDS,
    'amount',
    'currency',
    'settlementID',
    'chargeBackFraud',
    'refundReason',
    'orderDetails',
  ]);
  plainText(body, 'refundReason', 50, true);
  const fraud = text(body, 'chargeBackFraud', 5, '1105');
  if (fraud !== undefined && fraud !== 'TRUE' && fraud !== 'FALSE') throw new AxerveError('1105');
  return readSum(body);
}

/** The body of payment/cancel. */
export function readCancel(input: unknown): void {
  plainText(readObject(input, [...ID_FIELDS, 'cancelReason']), 'cancelReason', 50, true);
}

function readSum(body: Wire): Sum {
  const currency = readCurrency(text(body, 'currency', 3, '1111'));
  const settlementID = plainText(body, 'settlementID', 20);
  return { amount: readAmount(text(body, 'amount', 20), currency), currency, settlementID };
}

/** All that is held, for calls that name no sum. */
export const heldSum = ({ amount, currency }: Payment): Sum => ({ amount, currency });
/** All that is left of what was transferred. */
export const leftSum = (payment: Payment): Sum => ({ amount: balance(payment), currency: payment.currency });

/** Captures held money, once. [INF] The rest is released, and a second capture is refused with 66; or, where it is so ordered, parts are taken until all is. */
export function capture(axerve: Axerve, payment: Payment, sum: Sum, environment: Environment = 'ONL'): void {
  const { state, result } = payment;
  if (result !== 'OK') throw new AxerveError('63');
  if (state === 'CAN' || payment.capture === 'unified') throw new AxerveError('2019');
  const byParts = axerve.answers.captures === 'parts' && (state === 'PRE' || state === 'MOV');
  if (state !== 'AUT' && !byParts) throw new AxerveError('66');
  if (sum.currency !== payment.currency) throw new AxerveError('65');
  if (sum.amount + takenOf(payment) > payment.amount) throw new AxerveError('58');
  if (isLapsed(axerve, payment)) throw new AxerveError('64');
  payment.automatic = null;
  const { settlementID } = sum;
  const later = axerve.nextCaptures.times > 0;
  if (later) axerve.nextCaptures.times -= 1;
  happened(axerve, payment, later ? 'PRE' : 'MOV', sum.amount, { environment, settlementID });
  take(axerve, payment, sum.amount);
}

const takenOf = ({ events }: Payment): number =>
  events.filter(({ type }) => type === 'PRE' || type === 'MOV').reduce((sum, { amount }) => sum + amount, 0);

function isLapsed(axerve: Axerve, payment: Payment): boolean {
  const held = Date.parse(payment.events.findLast(({ type }) => type === 'AUT')?.at ?? '');
  return axerve.sandbox.now().getTime() > held + HOLD_DAYS * DAY_MS;
}

/** Deletes an authorisation of which nothing was transferred: a hold, or a unified payment before its night. */
export function cancel(axerve: Axerve, payment: Payment, environment: Environment = 'ONL'): void {
  if (payment.result !== 'OK' || payment.state !== 'AUT') throw new AxerveError('2017');
  payment.automatic = null;
  const { id } = happened(axerve, payment, 'CAN', payment.amount, { environment });
  if (payment.capture === 'unified') giveBack(axerve, payment, payment.amount, 'cancel', id);
}

/**
 * Gives transferred money back, never more than is left. The refund has no id in the answer, and the same call again gives
 * back again. [INF] Before the night's transfer there is nothing to refund (2018): the whole can only be cancelled.
 */
export function refund(axerve: Axerve, payment: Payment, sum: Sum, environment: Environment = 'ONL'): void {
  const transferred = payment.events.filter(({ type }) => type === 'MOV');
  const moved = transferred.find(({ settlementID }) => settlementID === sum.settlementID) ?? transferred[0];
  if (payment.result !== 'OK' || !moved) throw new AxerveError('2018');
  if (sum.settlementID !== undefined && moved.settlementID !== sum.settlementID)
    throw new AxerveError('8013');
  if (sum.currency !== payment.currency) throw new AxerveError('65');
  if (sum.amount > balance(payment) || sum.amount === 0) throw new AxerveError('2014');
  if (axerve.nextRefunds.times > 0) {
    axerve.nextRefunds.times -= 1;
    payment.requested.push(happened(axerve, payment, 'REQ', sum.amount, { environment }).id);
    return;
  }
  const { id } = happened(axerve, payment, 'STO', sum.amount, { environment, referred: moved.id });
  giveBack(axerve, payment, sum.amount, 'refund', id);
}
