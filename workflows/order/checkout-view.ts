import { deniedHolding } from './charges.ts';
import type { CheckoutView } from './messages.ts';
import { mayPayAgain } from './payable.ts';
import {
  authorised,
  collectedBy,
  heldBackBy,
  isHeld,
  isOver,
  lastPayment,
  type OrderState,
  orderOutcome,
} from './rules.ts';

/** What the customers' pages show of an order. */
export function checkoutView(state: OrderState): CheckoutView {
  const { imported } = state;
  const payment = lastPayment(state);
  return {
    number: imported?.order.number ?? '',
    locale: imported?.locale ?? 'it',
    total: { amount: imported?.order.total ?? 0, currency: imported?.order.currency ?? 'EUR' },
    state: checkoutState(state),
    paymentId: payment?.paymentId,
    heldUntil: authorised(state)?.until,
    checkoutUrl: imported?.checkoutUrl,
  };
}

function checkoutState(state: OrderState): CheckoutView['state'] {
  const payment = lastPayment(state);
  if (!state.imported) return 'importing';
  const outcome = orderOutcome(state);
  if (outcome === 'POSITIVE') return 'paid';
  if (collectedBy(state) !== 'gateway') return 'not_by_gateway';
  if (outcome === 'VERIFY') return 'verify';
  if (deniedHolding(state).length > 0) return 'to_clarify';
  // Until an operator has mended why the gateway refuses the page, another page would be refused too.
  if (mayPayAgain(state)) return payment?.unopened ? 'unavailable' : 'can_pay_again';
  if (isOver(state)) return 'closed';
  if (isHeld(state)) return 'held';
  if (payment?.delayed) return 'processing';
  if (heldBackBy(state) && !state.windowClosed) return 'unavailable';
  return outcome === 'NEGATIVE' ? 'closed' : 'payable';
}
