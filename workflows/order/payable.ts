import { deniedHolding, keptHold } from './charges.ts';
import { collectedBy, isHeld, orderOutcome } from './rules.ts';
import { type HeldBackBy, heldBackBy, isCancelled, isRefunded } from './shop.ts';
import type { OrderState } from './state.ts';

/**
 * Payments whose pages nobody should pay on any more, with the reason. Where a page can't be closed, the payment says so
 * itself.
 */
export function pagesToClose(state: OrderState): [paymentId: string, reason: string][] {
  const over = whyNotPayable(state);
  const outcomeNow = orderOutcome(state);
  // A customer who pays while an earlier payment is in doubt may pay twice.
  const inDoubtOrPaid =
    outcomeNow === 'POSITIVE'
      ? 'the order is paid'
      : outcomeNow === 'VERIFY'
        ? 'another payment is being verified'
        : undefined;
  const reason = over ?? inDoubtOrPaid;
  // What is held has no time to be paid in: it is let go of only where it will not be wanted any more. What is in doubt may be held, or
  // agreed to, and would be taken as soon as the gateway says so.
  const given = state.givenUp ? 'the order was given up' : undefined;
  const unwanted = whyNoNewPage(state) ?? given ?? (outcomeNow === 'POSITIVE' ? inDoubtOrPaid : undefined);
  const keptOne = isHeld(state) ? keptHold(state) : undefined;
  return state.payments.flatMap(({ paymentId, outcome, unopened, held }, i): [string, string][] => {
    if (unopened && i < state.payments.length - 1) return [[paymentId, 'another payment took its place']];
    const besides =
      keptOne && keptOne.paymentId !== paymentId ? 'another payment holds the money' : undefined;
    const why = (held || outcome === 'VERIFY' ? unwanted : reason) ?? besides;
    return why && (outcome === 'PENDING' || outcome === 'VERIFY') ? [[paymentId, why]] : [];
  });
}

/** Why no new page of the order is opened, however much time there is to pay; undefined where one may be. */
export function whyNoNewPage(state: OrderState): string | undefined {
  if (isCancelled(state)) return 'the order was cancelled in the shop';
  if (isRefunded(state)) return 'the order was refunded in the shop';
  const [denied] = deniedHolding(state);
  if (denied) return `payment ${denied.paymentId} was resolved as unpaid and still has the money: refund it`;
  if (state.documentState === 'cancelled') return 'its document was cancelled in the ERP';
  const dismissed = state.dismissed.some((one) => one.startsWith('DOCUMENT_NOT_PAID '));
  return dismissed ? 'a person has settled that its document was not paid' : undefined;
}

/** Why nobody is to pay the order now, whatever became of its payments; undefined where somebody may. */
export function whyNotPayable(state: OrderState): string | undefined {
  const never = whyNoNewPage(state);
  if (never) return never;
  if (state.windowClosed) return 'the time to pay is over';
  const held = heldBackBy(state);
  return held && heldBackWords[held];
}

const heldBackWords: Record<HeldBackBy, string> = {
  ORDER_ON_HOLD: 'the order is on hold in the shop',
  ORDER_IN_REVIEW: 'the shop suspects the order of fraud',
  FOREIGN_CURRENCY: "the order is in another currency than the ERP's books",
  GATEWAY_AMOUNT_REFUSED: 'the gateway takes no such sum',
  DISPUTE_LOST: 'the customer paid, and has the money back by a dispute',
  REFUNDED: 'the customer paid, and was given the money back',
};

/** Whether another page may be opened: the money comes by a gateway, and every payment so far is definitely unpaid. */
export const mayPayAgain = (state: OrderState): boolean =>
  collectedBy(state) === 'gateway' &&
  !state.imported?.earlier &&
  !whyNotPayable(state) &&
  orderOutcome(state) === 'NEGATIVE';
