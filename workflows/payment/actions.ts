import { setHandler } from '@temporalio/workflow';
import { until } from '../kit/alone.ts';
import { assertSigned, assertUnchanged, type OperatorQueue, refusal } from '../kit/operator-queue.ts';
import {
  type ActionOffer,
  actionsQuery,
  type CaptureRequest,
  operatorDescriptions,
  type Resolution,
  type Signed,
  settledUpdate,
} from '../kit/operators.ts';
import { ask, hear, say } from './asking.ts';
import { dismissAll, dueByHand } from './attentions.ts';
import { capture } from './capturing.ts';
import type { PaymentContext } from './context.ts';
import { closeOwed, closeTried, closingOf, stillPayable } from './due.ts';
import * as m from './messages.ts';
import { assertOffered, assertTakeable, contradicted, paymentActions } from './offers.ts';
import { assertNoneUnderWay, assertRefundable, refund } from './refunds.ts';
import { paymentShown } from './shown.ts';
import { awaitsCustomer, closesPages, type PaymentState } from './state.ts';
import { captureDue } from './tries.ts';

/** Lets operators verify, resolve, close and refund; each refusal says what is possible now. */
export function listenToOperators(at: PaymentContext): void {
  const { state, loop } = at;
  const d = m.paymentDescriptions;
  const take = (action: ActionOffer['action'], signed: Signed, work: Parameters<OperatorQueue['take']>[2]) =>
    loop.operators.take(action, signed, work, () => paymentShown(state, action));
  setHandler(actionsQuery, () => paymentActions(state), { description: operatorDescriptions.actions });
  setHandler(m.verifyNowUpdate, (signed) => take('verifyNow', signed, () => verify(at)), {
    description: d.verifyNow,
    validator: (signed) => {
      assertSigned(signed);
      assertOffered(state, 'verifyNow');
    },
  });
  setHandler(m.closePaymentUpdate, (signed) => take('closePayment', signed, () => close(at)), {
    description: d.closePayment,
    validator: (signed) => {
      assertSigned(signed);
      assertOffered(state, 'closePayment');
    },
  });
  setHandler(m.resolveUpdate, (resolution) => take('resolve', resolution, () => resolve(at, resolution)), {
    description: d.resolve,
    validator: (resolution) => {
      assertSigned(resolution);
      if (resolution.outcome !== 'POSITIVE' && resolution.outcome !== 'NEGATIVE')
        throw refusal('RESOLUTION_INVALID', 'Say how it ended: "outcome": "POSITIVE" or "NEGATIVE".');
      if (!['string', 'undefined'].includes(typeof resolution.gatewayReference))
        throw refusal(
          'RESOLUTION_INVALID',
          'A "gatewayReference" is text: the charge, as the gateway calls it.',
        );
      assertOffered(state, 'resolve');
    },
  });
  setHandler(m.captureUpdate, (request) => take('capture', request, () => takeHeld(at, request)), {
    description: d.capture,
    validator: (request) => {
      assertSigned(request);
      assertTakeable(state, request.amount);
    },
  });
  setHandler(m.refundUpdate, (request) => take('refund', request, () => refund(at, request)), {
    description: d.refund,
    validator: (request) => {
      assertSigned(request);
      assertNoneUnderWay(state);
      assertOffered(state, 'refund');
      assertRefundable(state, request.amount);
    },
  });
  setHandler(settledUpdate, (signed) => take('settled', signed, () => dismiss(at, signed)), {
    description: operatorDescriptions.settled,
    validator: (signed) => {
      assertSigned(signed);
      assertOffered(state, 'settled');
    },
  });
}

/** A person has dealt with what stands; where only people can give money back, this says that they did. */
function dismiss(at: PaymentContext, { operator, reason }: Signed): string {
  const { state } = at;
  const given = dueByHand(state).map(({ reference: charge, money, held }) => {
    const said = say(at, 'REFUNDED', 'operator', `given back by hand, says ${operator}`, reason);
    const id = `refund:${said.id.replaceAll(':', '-')}:REFUNDED`;
    return { ...said, id, by: operator, charge, money: { ...money, amount: held } };
  });
  if (given.length > 0) hear(at, given);
  dismissAll(state);
  return 'Settled.';
}

async function verify(payment: PaymentContext): Promise<string> {
  await ask(payment, 'inquire', false);
  return outcomeText(payment.state);
}

async function takeHeld(at: PaymentContext, { amount }: CaptureRequest): Promise<string> {
  const { state, loop } = at;
  // What came meanwhile may say that it is to be let go of.
  while (loop.inbox.full) await loop.inbox.empty();
  // Another operator may have been quicker since the update was accepted.
  state.takeWanted = assertTakeable(state, amount);
  state.captureAfter = 0;
  const failed = captureDue(state, loop.clock.now) ? await capture(at) : undefined;
  const again = failed ? ` ${failed}. It is tried again by itself.` : '';
  return outcomeText(state) + again;
}

async function close(payment: PaymentContext): Promise<string> {
  const { state } = payment;
  const awaits = awaitsCustomer(state);
  state.closeRequested = true;
  if (awaits) {
    await until(() => !state.opening);
    hear(payment, state.unheard.splice(0));
  }
  await ask(payment, closingOf(state));
  return outcomeText(state) + whileOpen(state);
}

async function resolve(at: PaymentContext, resolution: Resolution): Promise<string> {
  const { state, loop } = at;
  const { outcome, operator, reason, gatewayReference, override } = resolution;
  await ask(at, 'inquire', false);
  // What the gateway says only now was not seen by whoever decided.
  assertUnchanged(resolution, paymentShown(state, 'resolve'));
  if (contradicted(state).includes(outcome) && override !== true)
    throw refusal(
      'GATEWAY_CONTRADICTS',
      `The gateway says otherwise: ${lastWords(state)}. If you know better, send it again with "override": true.`,
    );
  const over = state.messages.map(({ id }) => id);
  // The answer is of a moment after it was asked for, and the decision comes after the answer.
  await loop.clock.ask();
  const decision = say(
    at,
    outcome === 'POSITIVE' ? 'CONFIRMED' : 'DENIED',
    'operator',
    `resolved ${outcome} by ${operator}`,
    reason,
  );
  hear(at, [{ ...decision, by: operator, charge: gatewayReference, over }]);
  // A payment that was decided must not be paid (again) on a page that is still open.
  if (closeOwed(state)) {
    closeTried(state, loop.clock.now);
    await ask(at, closingOf(state), false);
  }
  return outcomeText(state) + whileOpen(state);
}

const lastWords = ({ messages }: PaymentState): string =>
  messages.findLast(({ source }) => source === 'inquiry' || source === 'notification')?.status ??
  'nothing yet';

/** What becomes of a page that its gateway can't close. */
const whileOpen = (state: PaymentState): string => {
  const { page, settlement } = state;
  return page && !closesPages(state) && (settlement.outcome === 'PENDING' || stillPayable(state))
    ? ` This gateway closes no page: nobody is shown it any more, and its time is over at ${page.expiresAt}.`
    : '';
};

/** How the payment stands, in words. */
const outcomeText = (state: PaymentState): string =>
  `${state.settlement.outcome} (${state.settlement.reason}). The gateway's last words: ${lastWords(state)}.`;
