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
import { attentionsOf, cancelledUnsigned, settle, settleable } from './attentions.ts';
import { kept } from './charges.ts';
import type { OrderContext } from './context.ts';
import * as m from './messages.ts';
import { currentNotice, orderStage } from './notices.ts';
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
      // What comes up until it is done was not shown.
      const shown = attentionsOf(state);
      return take('settled', signed, () => {
        settle(state, shown);
        return 'Settled.';
      });
    },
    {
      description: operatorDescriptions.settled,
      validator: (signed) => {
        assertSigned(signed);
        if (settleable(state, attentionsOf(state)).length === 0)
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
        // A payment may have told something since the update was accepted.
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

/** What can be done with an order now, and what it is decided over. */
export function orderActions(state: s.OrderState): ActionOffer[] {
  const attentions = attentionsOf(state);
  return offersOf(state, attentions).map((offer) => ({
    ...offer,
    shown: orderShown(state, attentions, offer.action),
  }));
}

function offersOf(state: s.OrderState, attentions = attentionsOf(state)): ActionOffer[] {
  const steps = (['payment', 'document', 'shop'] as const).filter((step) => !whyNot(state, step));
  const offers: ActionOffer[] = [];
  if (attentions.length > 0 || steps.length > 0) offers.push({ action: 'retry', steps });
  if (settleable(state, attentions).length > 0) offers.push({ action: 'settled' });
  if (s.passable(state)) offers.push({ action: 'letThrough' });
  if (!whyNotCancel(state)) offers.push({ action: 'cancelOrder' });
  return offers;
}

function possible(state: s.OrderState): string {
  const offers = offersOf(state).map((o) =>
    o.action === 'retry' ? `retry (${o.steps.join(', ')})` : o.action,
  );
  return offers.length > 0 ? `Possible now: ${offers.join(', ')}.` : 'Nothing can be done now.';
}

function assertPassable(state: s.OrderState): s.LetThrough {
  const passed = s.passable(state);
  if (!passed)
    throw refusal('NOT_NOW', `letThrough is not possible: nothing asks for it. ${possible(state)}`);
  return passed;
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

function assertRetry(state: s.OrderState, step: RetryStep | undefined): void {
  if (step === undefined) {
    if (attentionsOf(state).length > 0) return;
    throw refusal(
      'NOTHING_STANDS',
      `Nothing stands: the order is at stage ${orderStage(state)}. ${possible(state)}`,
    );
  }
  if (!['payment', 'document', 'shop'].includes(step))
    throw refusal('STEP_UNKNOWN', 'A "step" is "payment", "document" or "shop".');
  const reason = whyNot(state, step);
  if (reason) throw refusal('NOT_NOW', `retry of the ${step} is not possible: ${reason}. ${possible(state)}`);
}

/** Why a step can't be done again now; undefined where it can. */
function whyNot(state: s.OrderState, step: RetryStep): string | undefined {
  const { imported, document, payments } = state;
  if (!imported) return 'the order is not imported yet';
  const outcome = s.orderOutcome(state);
  const { by } = imported.mapping.collect;
  const held = s.heldBackBy(state);
  if (held && step !== 'shop' && !document) return `the order waits (${held})`;
  switch (step) {
    case 'payment':
      if (by === 'prepaid') return outcome === 'POSITIVE' ? 'the shop says that it is paid' : undefined;
      if (by !== 'gateway') return 'the money of this order does not come by a gateway';
      if (outcome === 'POSITIVE') return 'the order is paid';
      if (outcome === 'VERIFY') return 'a payment has to be verified first: resolve it';
      if (payments.some(({ delayed }) => delayed)) return 'a delayed payment is under way';
      return s.whyNoNewPage(state);
    case 'document':
      if (document && s.isCorrectable(state)) return undefined;
      if (document) return `the document ${document.number} is written`;
      if (imported.earlier) return undefined;
      return s.documentDue(s.asIfOn(state)) ? undefined : 'the payment comes first';
    case 'shop':
      return currentNotice(state) ? undefined : 'there is nothing to tell the shop';
    default:
      return step satisfies never;
  }
}

/** Why an order can't be given up; undefined where it can. Money that has moved, or may be moving, is not given up by a click. */
export function whyNotCancel(state: s.OrderState): string | undefined {
  if (!state.imported) return 'the order is not imported yet';
  if (state.document) return `the document ${state.document.number} is written`;
  if (state.writing) return 'the document is being written';
  if (state.givenUp) return 'the order is given up already';
  const outcome = s.orderOutcome(state);
  const gone = state.payments.length > 0 && kept(state).length === 0;
  if (outcome === 'POSITIVE' && !gone) return 'the order is paid: refund the payment first';
  // Of money taken in the shop there is no payment here that anybody could resolve.
  const prepaid = s.collectedBy(state) === 'prepaid';
  if (outcome === 'VERIFY' && !prepaid) return 'a payment has to be verified first: resolve it';
  return state.payments.some(({ delayed }) => delayed) ? 'a delayed payment is under way' : undefined;
}

/** Gives the order up: nothing more is asked for or written. */
export function giveUp(state: s.OrderState): string {
  state.givenUp = true;
  state.windowClosed = true;
  if (s.orderOutcome(state) === 'POSITIVE')
    return 'The order is given up: nothing is written. The shop is not told: cancel the order there too.';
  return 'The order is given up: its page is closed at the gateway, and the shop is told once it is definitely unpaid.';
}

/** Somebody pressed "Request Cancellation": nobody signed it, so it is done only where no money can be lost by it. */
export function takeUnsignedCancellation({ state, loop }: OrderContext): void {
  const unsigned = { operator: 'unsigned', reason: 'a cancellation was requested' };
  void loop.operators.take('cancel', unsigned, () => {
    const why = whyNotCancel(state);
    if (why) state.ignored = cancelledUnsigned(why);
    return why ?? giveUp(state);
  });
}
