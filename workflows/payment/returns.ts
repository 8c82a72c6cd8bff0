import { ApplicationFailure } from '@temporalio/workflow';
import { taskTimeText } from '../kit/clock.ts';
import { lasting } from '../kit/operator-queue.ts';
import { say } from './asking.ts';
import type { PaymentContext } from './context.ts';
import type { PaymentView } from './messages.ts';
import { ended, type PaymentState } from './state.ts';
import { paymentView } from './view.ts';

// A run takes 2,000 updates in its life; browsers must not use up those of operators.
const RETURNS_HEARD = 100;

/** A browser came back from the page: the gateway is asked before this answers how the payment stands. */
export async function takeReturn(payment: PaymentContext, page: string): Promise<PaymentView> {
  const { state, loop } = payment;
  state.returns += 1;
  const turn = state.returns;
  const returned = say(payment, 'RETURNED', 'return', `browser came back from ${page}`);
  // It proves nothing, and counts for nothing.
  state.unheard.push({ ...returned, at: taskTimeText() });
  loop.wake();
  await lasting(() => state.returnsAnswered >= turn);
  return paymentView(state);
}

/** Refuses a return that can't change anything: of another page, of a payment that has ended, or after too many. */
export function assertReturn(state: PaymentState, page: string | undefined): void {
  const { input, settlement, page: own, returns } = state;
  const refuse = (text: string) => {
    throw ApplicationFailure.nonRetryable(`payment ${input.paymentId} ${text}`, 'RETURN_REFUSED');
  };
  if (ended(state)) refuse(`is ${settlement.outcome} already`);
  if (own?.id !== page) refuse(`has no page ${page}`);
  if (returns >= RETURNS_HEARD) refuse(`has heard ${returns} returns already`);
}
