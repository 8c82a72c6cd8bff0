import { log } from '@temporalio/workflow';
import type { Imported } from '../../activities/shop.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { signalSealed } from '../kit/inbox.ts';
import { closePageSignal, takeHeldSignal, verifySignal } from '../payment/messages.ts';
import type { OrderContext } from './context.ts';
import { mayPayAgain, pagesToClose, whyNotPayable } from './payable.ts';
import * as s from './rules.ts';
import * as steps from './steps.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** When the time to pay is over; epoch milliseconds. */
export function windowDueAt(state: s.OrderState): number {
  const paid = s.orderOutcome(state) === 'POSITIVE' || s.isHeld(state);
  return paid || state.windowClosed || isUnopened(state) ? NEVER : state.paying.windowEndsAt;
}

/** Whether no page could be opened: then the time to pay does not run out, since the customer could not use it. */
const isUnopened = (state: s.OrderState): boolean => s.lastPayment(state)?.unopened === true;

/** Starts the time to pay of an order that may be paid; one that is held back gets all of its time once it is released. */
export function openWindow({ state, loop }: OrderContext, { timing }: Imported): void {
  const { paying } = state;
  if (s.collectedBy(state) !== 'gateway' || state.windowClosed) return;
  if (s.heldBackBy(state)) {
    paying.windowEndsAt = NEVER;
    paying.wanted = false;
  } else if (paying.windowEndsAt === NEVER && !s.isOff(state) && !state.imported?.earlier) {
    paying.windowEndsAt = loop.clock.now + timing.orderMs;
    // Its page was closed while it was held back: it gets another one.
    // What is held stays held.
    if (s.isHeld(state)) return;
    if (state.payments.length > 0 || paying.starting) paying.replacing = 'the order was held back';
    else paying.wanted = true;
  }
}

/** Starts the payment that is wanted, and closes the pages on which nobody may pay any more. Never waits. */
export function startPayments(order: OrderContext, imported: Imported): void {
  const { state, loop } = order;
  const { paying } = state;
  openWindow(order, imported);
  noteHold(order, imported);
  if (loop.clock.now >= windowDueAt(state)) state.windowClosed = true;
  for (const [paymentId, reason] of pagesToClose(state)) closePage(order, paymentId, reason);
  takeHeld(order);
  for (const { paymentId, outcome } of paying.replacing ? state.payments : [])
    if (outcome === 'PENDING') closePage(order, paymentId, paying.replacing ?? '');
  if (!paying.starting) startWanted(order, imported);
}

/** Once held money was let go of, its customer gets the whole time to pay again: their own may have passed while it was held. */
function noteHold({ state, loop }: OrderContext, { timing }: Imported): void {
  const { paying } = state;
  if (s.isHeld(state)) paying.held = true;
  else if (paying.held && s.orderOutcome(state) === 'NEGATIVE') {
    paying.held = undefined;
    paying.windowEndsAt = Math.max(paying.windowEndsAt, loop.clock.now + timing.orderMs);
  }
}

function startWanted({ state, loop }: OrderContext, imported: Imported): void {
  const { paying } = state;
  if (paying.replacing && s.orderOutcome(state) !== 'PENDING') {
    paying.replacing = undefined;
    paying.wanted = true;
    if (s.orderOutcome(state) === 'NEGATIVE') state.changedTotal = undefined;
  }
  // Since it was wanted, the order may have been paid, cancelled or held back: another payment would be one too many.
  if (whyNotPayable(state) || (state.payments.length > 0 && !mayPayAgain(state))) paying.wanted = false;
  const { collect } = imported.mapping;
  if (!paying.wanted || collect.by !== 'gateway' || !imported.checkoutUrl) return;
  // The customer could not use the last page: the whole time to pay begins again.
  if (isUnopened(state)) paying.windowEndsAt = loop.clock.now + imported.timing.orderMs;
  paying.starting = true;
  void steps.startPayment(imported, collect.gateway, imported.checkoutUrl).then((report) => {
    // The payment may have reported since it was started.
    if (!state.payments.some(({ paymentId }) => paymentId === report.paymentId)) s.hear(state, report);
    paying.wanted = false;
    paying.starting = false;
    loop.wake();
  });
}

/** A new payment in place of the open one, which is closed first: if that shows that it was paid, it counts. */
export function replacePayment({ payments, paying }: s.OrderState, reason: string): void {
  // No payment was requested yet: the first will be of what the order comes to by then.
  if (payments.length > 0 || paying.starting) paying.replacing = reason;
}

/**
 * `byOperator`: an operator wants a new payment. Otherwise a new one is started only in place of one whose page could not
 * be opened.
 */
export function payAgain(order: OrderContext, byOperator: boolean): void {
  const { state, loop } = order;
  const { paying, imported } = state;
  const last = s.lastPayment(state);
  if (byOperator && imported && s.collectedBy(state) === 'gateway') {
    state.windowClosed = false;
    state.givenUp = false;
    paying.windowEndsAt = Math.max(paying.windowEndsAt, loop.clock.now + imported.timing.orderMs);
    replacePayment(state, 'an operator asked for a new payment');
  } else if (last?.unopened) {
    paying.wanted = mayPayAgain(state);
    // It is too late for another page: the operator who tried again has seen that there is none, and the payment is
    // closed.
    if (!paying.wanted) closePage(order, last.paymentId, 'the time to pay is over');
  }
}

/** The gateway is asked again of every payment that was paid: what others say of its money is no proof. */
export function verifyPaid(order: OrderContext, reason: string): void {
  for (const { paymentId, outcome } of order.state.payments)
    if (outcome === 'POSITIVE') signalPayment(order, paymentId, verifySignal, { reason });
}

/** What is held is taken once, as the goods went out. */
function takeHeld(order: OrderContext): void {
  const { paying } = order.state;
  const { paymentId, money } = s.holdToTake(order.state) ?? {};
  if (!paymentId || paying.takeSent?.includes(paymentId)) return;
  paying.takeSent = [...(paying.takeSent ?? []), paymentId];
  signalPayment(order, paymentId, takeHeldSignal, { reason: 'the goods went out', money });
}

function closePage(order: OrderContext, paymentId: string, reason: string): void {
  const { closeSent } = order.state.paying;
  if (closeSent.includes(paymentId)) return;
  closeSent.push(paymentId);
  signalPayment(order, paymentId, closePageSignal, { reason });
}

/** The payment reports what came of it; one that is gone has reported already. */
function signalPayment(
  { loop }: OrderContext,
  paymentId: string,
  signal: typeof closePageSignal | typeof verifySignal | typeof takeHeldSignal,
  content: { reason: string; money?: Money },
): void {
  void signalSealed(loop.clock, paymentWorkflowId(paymentId), signal, content).catch((error) =>
    log.warn(`payment could not be sent ${signal.name}`, { paymentId, error }),
  );
}
