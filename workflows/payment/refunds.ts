import { formatMoney } from '../../domain/money.ts';
import { givenBackOf, leftToRefund, refundKey } from '../../domain/refunds.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { refundingCalls } from '../kit/calls.ts';
import { failedCall } from '../kit/failures.ts';
import { assertAmount, refusal } from '../kit/operator-queue.ts';
import type { RefundRequest } from '../kit/operators.ts';
import { ask, hear } from './asking.ts';
import type { PaymentContext } from './context.ts';
import { type PaymentState, refundsHere } from './state.ts';

/**
 * The most that can be given back now, and of which charge: what is left of it, or exactly the refund whose answer was
 * lost. Of several charges it is the last one: the first is the one that document and shop name.
 */
function refundNow({ input, settlement, messages, refundUnsure }: PaymentState): {
  charge: string;
  money: Money;
} {
  if (refundUnsure) return refundUnsure;
  const left = settlement.charges.map((c) => ({ charge: c.reference, money: leftToRefund(c, messages) }));
  const nothing = { charge: '', money: { amount: 0, currency: input.page.total.currency } };
  return left.findLast(({ money }) => money.amount > 0) ?? nothing;
}

/** The most that can be given back now. */
export const refundable = (state: PaymentState): Money => refundNow(state).money;

/** What is left to give back where the gateway does that in its back office only; undefined where nothing is, or it does so here. */
export function refundElsewhere(state: PaymentState): Money | undefined {
  const left = refundable(state);
  return refundsHere(state) || left.amount === 0 ? undefined : left;
}

/** Whether the gateway has still to say how a refund ended. */
export function underWay({ messages }: PaymentState): boolean {
  const refundOf = (id: string) => id.split(':')[1];
  const ended = messages.filter(({ fact }) => fact === 'REFUNDED' || fact === 'REFUND_FAILED');
  const over = new Set(ended.map(({ id }) => refundOf(id)));
  return messages.some(({ fact, id }) => fact === 'REFUND_PENDING' && !over.has(refundOf(id)));
}

export function assertNoneUnderWay(state: PaymentState): void {
  if (underWay(state))
    throw refusal('NOT_NOW', 'A refund is under way: wait until the gateway says how it ended.');
}

/** Throws where a refund of this amount (minor units; all that is left without it) can't be made now. */
export function assertRefundable(state: PaymentState, amount: number | undefined): void {
  const most = refundable(state);
  const { refundUnsure } = state;
  assertNoneUnderWay(state);
  if (most.amount === 0) throw refusal('NOT_NOW', 'Nothing is left to give back.');
  if (amount === undefined) return;
  assertAmount(amount, most);
  if (refundUnsure && amount !== refundUnsure.money.amount)
    throw refusal(
      'NOT_NOW',
      `Nobody knows yet whether ${formatMoney(refundUnsure.money)} was given back: send that amount again.`,
    );
}

/** Gives money back; answers what the gateway says of it. Sent again after a lost answer, it gives back once. */
export async function refund(payment: PaymentContext, { amount, operator }: RefundRequest): Promise<string> {
  const { state, loop } = payment;
  const { clock } = loop;
  // Another operator may have been quicker since the update was accepted.
  assertRefundable(state, amount);
  const { paymentId, gateway, timing } = state.input;
  const { charge, money: most } = refundNow(state);
  const money = { amount: amount ?? most.amount, currency: most.currency };
  const n = state.refunds + 1;
  // Of a refund whose answer was lost, what was known when it was first asked for: by now the gateway may have told of it.
  const already = state.refundUnsure?.already ?? {
    ...money,
    amount: givenBackOf(charge, state.messages),
  };
  const unsureSince = state.refundUnsure && (state.refundUnsureSince ?? state.refundUnsure.at);
  const order = {
    paymentId,
    charge,
    refundKey: refundKey(paymentId, n),
    money,
    already,
    ...(state.refundRefusals === 0 ? {} : { refusals: state.refundRefusals }),
    ...(unsureSince === undefined ? {} : { unsureSince }),
  };
  try {
    const answer = await refundingCalls(clock, timing, `Give back ${formatMoney(money)}`).refund(
      gateway,
      order,
    );
    state.refunds = n;
    state.refundRefusals = 0;
    state.refundUnsure = undefined;
    hear(payment, [answer]);
    // Whoever reported the refund first, this operator had it made.
    const kept = state.messages.find(({ id }) => id === answer.id);
    if (kept) kept.by = operator;
    // A refund that was found under the key can be of another amount than was asked for now.
    return `${answer.fact}: ${formatMoney(answer.money ?? money)} (${answer.status}).`;
  } catch (error) {
    const { nothingDone, code, text } = failedCall(error, 'GATEWAY_ANSWER_LOST');
    const isOpen = NOTHING_ASKED.has(code) && (!nothingDone || state.refundUnsure);
    if (DONE_NOTHING.has(code) && !isOpen) {
      if (nothingDone && !state.refundUnsure) state.refundRefusals += 1;
      state.refundUnsure = undefined;
      // The gateway knows something of this charge that we don't: it was given back there, or is disputed.
      if (code === 'GATEWAY_REFUSED') await ask(payment, 'inquire', false);
      throw refusal(code, text);
    }
    // A stored failure keeps the key unusable for a day: the next attempt uses the next key, and looks for a refund under
    // this one too.
    if (code === 'GATEWAY_STORED_FAILURE') state.refunds = n;
    // What certainly did nothing says nothing of what was asked for before it.
    else if (!nothingDone) state.refundUnsure = { charge, money, already, at: clock.text, by: operator };
    await ask(payment, 'inquire', false);
    // The activity's failure did not say when it was: since then the clock may have stood for days.
    if (!state.page) await clock.ask();
    if (!nothingDone) state.refundUnsureSince = clock.text;
    throw refusal(code, `${text}. Send the same refund again: it is made once.`);
  }
}

// A refused refund had no effect; after any other failure it may have been made.
const DONE_NOTHING = new Set<string>([
  'GATEWAY_REFUSED',
  'GATEWAY_AMOUNT_REFUSED',
  'GATEWAY_LOGIN_REFUSED',
  'PAGE_NOT_FOUND',
]);
// Refused before anything was asked for: it says nothing of an attempt before it.
const NOTHING_ASKED = new Set<string>(['GATEWAY_LOGIN_REFUSED', 'PAGE_NOT_FOUND']);
