import { CancellationScope, log, setHandler, workflowInfo } from '@temporalio/workflow';
import { startDepositDocument } from '../deposit-document/start.ts';
import { signalSealed } from '../kit/inbox.ts';
import { Loop } from '../kit/loop.ts';
import { lasting } from '../kit/operator-queue.ts';
import { paymentChangedSignal } from '../order/messages.ts';
import { listenToOperators } from './actions.ts';
import { ask, hear } from './asking.ts';
import { PaymentBoard } from './board.ts';
import { capture } from './capturing.ts';
import type { PaymentContext } from './context.ts';
import * as due from './due.ts';
import * as m from './messages.ts';
import { openPage } from './opening.ts';
import { assertReturn, takeReturn } from './returns.ts';
import { ended, newPayment } from './state.ts';
import { captureDue } from './tries.ts';
import { paymentReport, paymentView } from './view.ts';

/** One request for money at one gateway: opens its page, gathers every message, and ends with a settled outcome. */
export async function payment(input: m.PaymentInput): Promise<m.PaymentReport> {
  const state = newPayment(input, workflowInfo().startTime.getTime());
  const loop = new Loop(state.unbelieved);
  const run: PaymentContext = { state, loop };
  const board = new PaymentBoard(loop.clock, state);
  listen(run);
  // A cancellation is no answer of the gateway: what became of the money still has to be found out.
  return CancellationScope.nonCancellable(() => {
    void openPage(run);
    return loop.run({
      turn: async () => {
        // Browsers that come back while the inbox is read wait for the next turn: on replay both come together.
        const { returns } = state;
        await loop.inbox.empty();
        hear(run, state.unheard.splice(0));
        await askWhatIsDue(run, returns);
        await loop.operators.serve();
        if (captureDue(state, loop.clock.now)) loop.wake();
        await startDepositDocument(state);
        await publish(run, board);
      },
      dueAt: () => due.dueAt(state),
      end: () => {
        const isOver = ended(state) && loop.clock.now >= due.keepOpenUntil(state);
        return isOver ? () => paymentReport(state) : undefined;
      },
    });
  });
}

function listen(run: PaymentContext): void {
  const { state, loop } = run;
  const { inbox } = loop;
  const d = m.paymentDescriptions;
  inbox.on(m.messageSignal, d.message, (message) => void state.unheard.push(message));
  inbox.on(m.closePageSignal, d.closePage, () => {
    state.closeRequested = true;
  });
  inbox.on(m.takeHeldSignal, d.takeHeld, ({ money }) => {
    state.takeWanted ??= money ?? state.input.page.total;
  });
  inbox.on(m.verifySignal, d.verify, ({ reason }) => {
    void loop.operators.take('verify', { operator: 'the order', reason }, async () => {
      await ask(run, 'inquire', false);
      return state.settlement.outcome;
    });
  });
  setHandler(m.paymentQuery, () => paymentView(state), { description: d.payment });
  setHandler(
    m.pageOpenedUpdate,
    async () => {
      state.visited = true;
      await lasting(() => !state.opening);
      return paymentView(state);
    },
    { description: d.pageOpened },
  );
  setHandler(m.returnedUpdate, ({ page }) => takeReturn(run, page), {
    description: d.returned,
    validator: (came) => assertReturn(state, came?.page),
  });
  listenToOperators(run);
}

/**
 * Asks the gateway where it is due, or where browsers wait for it: `returns` of them have come back. Then money is taken, where that
 * is wanted: nobody and nothing else does. What came meanwhile is heard before, since it may say that nothing is to be taken any more.
 */
async function askWhatIsDue(run: PaymentContext, returns: number): Promise<void> {
  const { state, loop } = run;
  const { now } = loop.clock;
  due.noteNobodyCame(state, now);
  const { closeRequested } = state;
  due.noteHoldEnds(state, now);
  // Whoever comes back may have agreed anew, with another card: the rest after a refusal is over.
  if (returns > state.returnsAnswered && state.settlement.reason === 'APPROVED') state.captureAfter = 0;
  const isDue = now >= due.dueAt(state);
  if (state.page && !ended(state)) {
    if (due.mayVoid(state, now)) await ask(run, 'void');
    else if (due.mayClose(state, now) && (closeRequested || isDue)) await ask(run, 'closePage');
    else if (isDue) await ask(run, 'inquire');
    else if (returns > state.returnsAnswered && !captureDue(state, now)) await ask(run, 'inquire', false);
  }
  if (state.page && ended(state) && due.closeOwed(state) && now >= due.nextCloseAt(state)) {
    due.closeTried(state, now);
    await ask(run, due.closingOf(state), false);
  }
  if (captureDue(state, loop.clock.now)) {
    // Another turn follows at once, and browsers that came back wait for it.
    if (loop.inbox.full || loop.operators.busy) return;
    await capture(run);
  }
  state.returnsAnswered = returns;
}

/** Shows what changed, and tells the order of it. */
async function publish(run: PaymentContext, board: PaymentBoard): Promise<void> {
  const { state, loop } = run;
  const report = board.show(run);
  const { order } = state.input;
  if (!report || !order || state.orderGone) return;
  state.reports += 1;
  try {
    const n = state.reports;
    await signalSealed(loop.clock, order.workflowId, paymentChangedSignal, { report, n });
  } catch (error) {
    log.warn('the order of this payment is gone', { error, order: order.workflowId });
    state.orderGone = true;
    await publish(run, board);
  }
}
