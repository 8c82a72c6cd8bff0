import { setHandler } from '@temporalio/workflow';
import { assertSigned, refusal } from '../kit/operator-queue.ts';
import {
  type ActionOffer,
  actionsQuery,
  operatorDescriptions,
  type RetryStep,
  retryUpdate,
  type Signed,
  settledUpdate,
} from '../kit/operators.ts';
import { attentionsOf, cancelledUnsigned, dismiss, dismissible } from './attentions.ts';
import type { OrderContext } from './context.ts';
import * as m from './messages.ts';
import { orderStage } from './notices.ts';
import { assertPassable, assertRetry, orderActions, possible, whyNotCancel } from './offers.ts';
import * as s from './rules.ts';
import { orderShown } from './shown.ts';
import { retry } from './work.ts';

/** Lets operators retry and give up; each refusal says what is possible now. */
export function listenToOperators(at: OrderContext): void {
  const { state, loop } = at;
  const d = m.orderDescriptions;
  const take = (action: ActionOffer['action'], signed: Signed, work: () => string) =>
    loop.operators.take(action, signed, work, () => orderShown(state, attentionsOf(state), action));
  setHandler(actionsQuery, () => orderActions(state), { description: operatorDescriptions.actions });
  setHandler(retryUpdate, (signed) => take('retry', signed, () => tryAgain(at, signed.step)), {
    description: operatorDescriptions.retry,
    validator: (signed) => {
      assertSigned(signed);
      assertRetry(state, signed.step);
    },
  });
  setHandler(
    settledUpdate,
    (signed) => {
      // What comes up before it is done was not shown to the operator.
      const shown = attentionsOf(state);
      return take('settled', signed, () => {
        dismiss(state, shown);
        return 'Settled.';
      });
    },
    {
      description: operatorDescriptions.settled,
      validator: (signed) => {
        assertSigned(signed);
        if (dismissible(state, attentionsOf(state)).length === 0)
          throw refusal('NOT_NOW', `Nothing is there that a person settles elsewhere. ${possible(state)}`);
      },
    },
  );
  setHandler(m.letThroughUpdate, (signed) => take('letThrough', signed, () => letThrough(state)), {
    description: d.letThrough,
    validator: (signed) => {
      assertSigned(signed);
      assertPassable(state);
    },
  });
  setHandler(
    m.cancelOrderUpdate,
    (signed) =>
      take('cancelOrder', signed, () => {
        // A payment may have reported something since the update was accepted.
        const reason = whyNotCancel(state);
        if (reason) throw refusal('NOT_NOW', `cancelOrder is not possible: ${reason}. ${possible(state)}`);
        return giveUp(state);
      }),
    {
      description: d.cancelOrder,
      validator: (signed) => {
        assertSigned(signed);
        const reason = whyNotCancel(state);
        if (reason) throw refusal('NOT_NOW', `cancelOrder is not possible: ${reason}. ${possible(state)}`);
      },
    },
  );
}

function letThrough(state: s.OrderState): string {
  // Another operator may have been quicker since the update was accepted.
  const passed = assertPassable(state);
  state.letThrough.push(passed);
  return `${passed} is let through: the order goes on, at stage ${orderStage(state)}.`;
}

function tryAgain(at: OrderContext, step: RetryStep | undefined): string {
  at.state.ignored = undefined;
  retry(at, step);
  return `Trying again, at stage ${orderStage(at.state)}.`;
}

/** Gives the order up: nothing more is asked for or written. */
export function giveUp(state: s.OrderState): string {
  state.givenUp = true;
  state.windowClosed = true;
  if (s.orderOutcome(state) === 'POSITIVE')
    return 'The order is given up: nothing is written. The shop is not told: cancel the order there too.';
  return 'The order is given up: its page is closed at the gateway, and the shop is told once it is definitely unpaid.';
}

/** Somebody pressed "Request Cancellation". Nobody signed that, so it is done only where no money can be lost by it. */
export function takeUnsignedCancellation({ state, loop }: OrderContext): void {
  const unsigned = { operator: 'unsigned', reason: 'a cancellation was requested' };
  void loop.operators.take('cancel', unsigned, () => {
    const why = whyNotCancel(state) ?? (s.isHeld(state) ? 'its money is held' : undefined);
    if (why) state.ignored = cancelledUnsigned(why);
    return why ?? giveUp(state);
  });
}
