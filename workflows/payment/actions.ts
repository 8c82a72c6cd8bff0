import { setHandler } from '@temporalio/workflow';
import { settle } from '../../domain/settle.ts';
import { assertSigned, assertUnchanged, type OperatorQueue, refusal } from '../kit/operator-queue.ts';
import {
  type ActionOffer,
  actionsQuery,
  operatorDescriptions,
  type Resolution,
  type Signed,
  settledUpdate,
} from '../kit/operators.ts';
import { ask, hear, say } from './asking.ts';
import { settleAll, settleable } from './attentions.ts';
import type { PaymentContext } from './context.ts';
import { closeOwed, closeTried } from './due.ts';
import * as m from './messages.ts';
import { assertNoneUnderWay, assertRefundable, refund, refundable, underWay } from './refunds.ts';
import { paymentShown } from './shown.ts';
import type { PaymentState } from './state.ts';

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
        throw refusal('RESOLUTION_INVALID', 'A "gatewayReference" is text, such as "pi_...".');
      assertOffered(state, 'resolve');
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
  setHandler(
    settledUpdate,
    (signed) =>
      take('settled', signed, () => {
        settleAll(state);
        return 'Settled.';
      }),
    {
      description: operatorDescriptions.settled,
      validator: (signed) => {
        assertSigned(signed);
        assertOffered(state, 'settled');
      },
    },
  );
}

/** What can be done with a payment now, and what it is decided over. */
export const paymentActions = (state: PaymentState): ActionOffer[] =>
  possible(state).map((offer) => ({ ...offer, shown: paymentShown(state, offer.action) }));

function possible(state: PaymentState): ActionOffer[] {
  const { page, opening, settlement } = state;
  const offers: ActionOffer[] = [];
  if (page) offers.push({ action: 'verifyNow' });
  if (!opening) offers.push({ action: 'resolve', contradicts: contradicted(state) });
  if (page && settlement.outcome === 'PENDING' && settlement.reason !== 'PROCESSING')
    offers.push({ action: 'closePayment' });
  const most = refundable(state);
  if (most.amount > 0 && !underWay(state)) offers.push({ action: 'refund', most });
  if (settleable(state).length > 0) offers.push({ action: 'settled' });
  return offers;
}

function assertOffered(state: PaymentState, action: ActionOffer['action']): void {
  const offers = possible(state).map((offer) => offer.action);
  if (offers.includes(action)) return;
  const { outcome, reason } = state.settlement;
  const now = offers.length > 0 ? `Possible now: ${offers.join(', ')}.` : 'Nothing can be done now.';
  throw refusal('NOT_NOW', `${action} is not possible: the payment is ${outcome} (${reason}). ${now}`);
}

/** The outcomes that go against what the gateway has said so far. */
function contradicted({ input, messages, page }: PaymentState): Resolution['outcome'][] {
  const gateways = settle(
    { money: input.page.total, live: input.live, gateway: input.gateway, page: page?.id },
    messages.filter(({ source }) => source !== 'operator'),
  );
  if (gateways.outcome === 'POSITIVE') return ['NEGATIVE'];
  if (gateways.outcome === 'NEGATIVE') return ['POSITIVE'];
  if (gateways.reason === 'PROCESSING') return ['POSITIVE', 'NEGATIVE'];
  // Whatever else it says: money that it took is against "unpaid".
  if (gateways.charges.length > 0) return ['NEGATIVE'];
  // Asked, and told that nothing was paid: a page that is still open.
  const open = messages.some(({ fact, source }) => fact === 'PAGE_OPEN' && source === 'inquiry');
  return open && gateways.outcome === 'PENDING' ? ['POSITIVE'] : [];
}

async function verify(payment: PaymentContext): Promise<string> {
  await ask(payment, 'inquire', false);
  return standing(payment.state);
}

async function close(payment: PaymentContext): Promise<string> {
  payment.state.closeAsked = true;
  await ask(payment, 'closePage');
  return standing(payment.state);
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
    await ask(at, 'closePage', false);
  }
  return standing(state);
}

const lastWords = ({ messages }: PaymentState): string =>
  messages.findLast(({ source }) => source === 'inquiry' || source === 'notification')?.status ??
  'nothing yet';

/** How the payment stands, in words. */
const standing = (state: PaymentState): string =>
  `${state.settlement.outcome} (${state.settlement.reason}). The gateway's last words: ${lastWords(state)}.`;
