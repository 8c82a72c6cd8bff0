import { refusal } from '../kit/operator-queue.ts';
import type { ActionOffer, RetryStep } from '../kit/operators.ts';
import { attentionsOf, dismissible } from './attentions.ts';
import { kept } from './charges.ts';
import { currentNotice, orderStage } from './notices.ts';
import { whyNoNewPage } from './payable.ts';
import * as s from './rules.ts';
import { orderShown } from './shown.ts';

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
  if (dismissible(state, attentions).length > 0) offers.push({ action: 'settled' });
  if (s.passable(state)) offers.push({ action: 'letThrough' });
  if (!whyNotCancel(state)) offers.push({ action: 'cancelOrder' });
  return offers;
}

export function possible(state: s.OrderState): string {
  const offers = offersOf(state).map((o) =>
    o.action === 'retry' ? `retry (${o.steps.join(', ')})` : o.action,
  );
  return offers.length > 0 ? `Possible now: ${offers.join(', ')}.` : 'Nothing can be done now.';
}

export function assertPassable(state: s.OrderState): s.LetThrough {
  const passed = s.passable(state);
  if (!passed)
    throw refusal('NOT_NOW', `letThrough is not possible: nothing asks for it. ${possible(state)}`);
  return passed;
}

export function assertRetry(state: s.OrderState, step: RetryStep | undefined): void {
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
      if (s.isHeld(state)) return 'the money is held: take it or close it on its payment';
      return whyNoNewPage(state);
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
