import { formatMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { settle } from '../../domain/settle.ts';
import { assertAmount, refusal } from '../kit/operator-queue.ts';
import { type ActionOffer, GIVEN_BACK_ELSEWHERE, type Resolution } from '../kit/operators.ts';
import { dismissible } from './attentions.ts';
import { isOtherHeld } from './due.ts';
import { refundable, underWay } from './refunds.ts';
import { paymentShown } from './shown.ts';
import { awaitsCustomer, type PaymentState, refundsHere, requestedOf } from './state.ts';

/** What can be done with a payment now, and what it is decided over. */
export const paymentActions = (state: PaymentState): ActionOffer[] =>
  possible(state).map((offer) => ({ ...offer, shown: paymentShown(state, offer.action) }));

function possible(state: PaymentState): ActionOffer[] {
  const { page, opening, settlement } = state;
  const offers: ActionOffer[] = [];
  if (page) offers.push({ action: 'verifyNow' });
  if (!opening) offers.push({ action: 'resolve', contradicts: contradicted(state) });
  const held = takeable(state);
  if (held) offers.push({ action: 'capture', most: held });
  const { outcome, reason } = settlement;
  if (awaitsCustomer(state)) offers.push({ action: 'closePayment' });
  if (page && ((outcome === 'PENDING' && reason !== 'PROCESSING') || isOtherHeld(state)))
    offers.push({ action: 'closePayment' });
  const most = refundable(state);
  if (most.amount > 0 && !underWay(state) && refundsHere(state)) offers.push({ action: 'refund', most });
  if (dismissible(state).length > 0) offers.push({ action: 'settled' });
  return offers;
}

/** What is held and can be taken now; undefined where nothing is. */
export const takeable = ({ settlement, closeRequested }: PaymentState): Money | undefined =>
  settlement.reason === 'AUTHORISED' && !closeRequested ? settlement.held?.money : undefined;

/** Throws where this much (minor units; all of it without it) can't be taken of what is held. */
export function assertTakeable(state: PaymentState, amount: number | undefined): Money {
  assertOffered(state, 'capture');
  const { captureUnsure, taken } = state;
  const most = takeable(state) ?? state.input.page.total;
  if (amount !== undefined) assertAmount(amount, most);
  const money = { ...most, amount: amount ?? most.amount };
  if (captureUnsure && taken && taken.amount !== money.amount)
    throw refusal(
      'NOT_NOW',
      `Nobody knows yet whether ${formatMoney(taken)} was taken: ask for that amount again.`,
    );
  return money;
}

export function assertOffered(state: PaymentState, action: ActionOffer['action']): void {
  const offers = possible(state).map((offer) => offer.action);
  if (offers.includes(action)) return;
  const { outcome, reason } = state.settlement;
  const now = offers.length > 0 ? `Possible now: ${offers.join(', ')}.` : 'Nothing can be done now.';
  const elsewhere = action === 'refund' && !refundsHere(state) ? ` ${GIVEN_BACK_ELSEWHERE}` : '';
  throw refusal(
    'NOT_NOW',
    `${action} is not possible: the payment is ${outcome} (${reason}).${elsewhere} ${now}`,
  );
}

/** The outcomes that would contradict what the gateway has said so far. */
export function contradicted(state: PaymentState): Resolution['outcome'][] {
  const { messages } = state;
  const gateways = settle(
    requestedOf(state),
    messages.filter(({ source }) => source !== 'operator'),
  );
  if (gateways.outcome === 'POSITIVE') return ['NEGATIVE'];
  if (gateways.outcome === 'NEGATIVE') return ['POSITIVE'];
  if (gateways.reason === 'PROCESSING') return ['POSITIVE', 'NEGATIVE'];
  // Whatever else the gateway says: if it took money, "unpaid" contradicts that.
  if (gateways.charges.length > 0) return ['NEGATIVE'];
  if (gateways.reason === 'APPROVED' || gateways.held) return ['POSITIVE'];
  // The gateway was asked and said that nothing was paid: the page is still open.
  const open = messages.some(({ fact, source }) => fact === 'PAGE_OPEN' && source === 'inquiry');
  return open && gateways.outcome === 'PENDING' ? ['POSITIVE'] : [];
}
