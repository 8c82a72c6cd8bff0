import { ABOUT_DISPUTES, casesOf, lastWord } from '../../domain/cases.ts';
import { refundsOf } from '../../domain/refunds.ts';
import type { Shown } from '../../domain/shown.ts';
import type { ActionOffer } from '../kit/operators.ts';
import { dismissible } from './attentions.ts';
import { type PaymentState, settlementOf } from './state.ts';

/**
 * What an action on a payment is decided over. What does not matter to the action is left out, so that a change of it
 * stops nobody.
 */
export function paymentShown(state: PaymentState, action: ActionOffer['action']): Shown[] {
  switch (action) {
    case 'refund':
      return moneyOf(state);
    case 'resolve':
      return [whatIsSaid(state), ...moneyOf(state)];
    case 'closePayment':
    case 'capture':
      return [whatIsSaid(state)];
    case 'settled':
      return dismissible(state).map((one) => ({ what: 'attention', ...one }));
    default:
      return [];
  }
}

/** A missing answer need not be seen by somebody first: the form itself asks the gateway. */
function whatIsSaid(state: PaymentState): Shown {
  const { outcome, reason } = settlementOf({
    ...state,
    messages: state.messages.filter(({ fact }) => fact !== 'NO_ANSWER'),
  });
  return { what: 'outcome', outcome, reason };
}

/** The money that was taken, what became of it, what a person decided about it, and what nobody knows yet. */
function moneyOf({ settlement, messages, refundUnsure }: PaymentState): Shown[] {
  const decision = messages.findLast(({ fact }) => fact === 'CONFIRMED' || fact === 'DENIED');
  return [
    ...settlement.charges.map(
      ({ reference, money, at }): Shown => ({ what: 'charge', reference, money, at }),
    ),
    ...refundsOf(messages).map(
      ({ id, last: { fact, money, at }, by }): Shown => ({
        what: 'refund',
        id,
        fact,
        money,
        at,
        by,
      }),
    ),
    ...casesOf(messages, ABOUT_DISPUTES).map((words): Shown => {
      const { fact, money, at, charge = '', case: id = charge } = lastWord(words);
      return { what: 'dispute', id, fact, money, at };
    }),
    ...(decision ? [decided(decision)] : []),
    ...(refundUnsure ? [{ what: 'refundAsked', ...refundUnsure } as const] : []),
  ];
}

const decided = ({ id, fact, at, by }: PaymentState['messages'][number]): Shown => ({
  what: 'decision',
  id,
  fact,
  at,
  by,
});
