import { CancellationScope, setHandler } from '@temporalio/workflow';
import { release } from '../kit/lane.ts';
import { Loop } from '../kit/loop.ts';
import { lasting, refusal } from '../kit/operator-queue.ts';
import { listenToOperators, takeUnsignedCancellation } from './actions.ts';
import { unknownInShop } from './attentions.ts';
import { OrderBoard } from './board.ts';
import { checkoutView } from './checkout-view.ts';
import type { OrderContext } from './context.ts';
import * as m from './messages.ts';
import { orderStage } from './notices.ts';
import * as s from './rules.ts';
import { orderView } from './view.ts';
import { startWork, takeShopChange, workDueAt } from './work.ts';

/** One order, from the shop to the ERP and back: imported, collected, written, told. */
export async function order(input: m.OrderInput): Promise<m.OrderView> {
  const state = s.newOrderState(input.announced);
  const loop = new Loop(state.unbelieved);
  const run: OrderContext = { input, state, loop };
  const board = new OrderBoard(loop.clock, input);
  listen(run);
  void CancellationScope.current().cancelRequested.catch(() => takeUnsignedCancellation(run));
  // A cancellation carries neither name nor reason, and money may be moving: it does not stop the order half-way.
  return CancellationScope.nonCancellable(() =>
    loop.run({
      turn: async () => {
        await loop.inbox.empty();
        await loop.operators.serve();
        startWork(run);
        const isDone = orderStage(state) === 'DONE';
        state.doneSince = isDone ? (state.doneSince ?? loop.clock.now) : undefined;
        board.show(orderView(run), run);
      },
      dueAt: () => dueAt(state),
      end: () => endOf(run),
    }),
  );
}

function listen(run: OrderContext): void {
  const { state, loop } = run;
  const { inbox } = loop;
  const d = m.orderDescriptions;
  inbox.on(m.paymentChangedSignal, d.paymentChanged, (change) => s.hearChange(state, change));
  inbox.on(m.shopChangedSignal, d.shopChanged, ({ changedAt, refunded }) => {
    state.listed = true;
    // A refund changes no date of its order: only a look says whether it is known.
    if (refunded || !s.knowsChange(state, changedAt)) takeShopChange(run);
  });
  inbox.on(m.documentChangedSignal, d.documentChanged, ({ state: became, shipment }) => {
    state.documentState = became;
    if (shipment) state.shipment = shipment;
  });
  setHandler(m.orderQuery, () => orderView(run), { description: d.order });
  setHandler(m.checkoutQuery, () => checkoutView(state), { description: d.checkout });
  setHandler(m.announcedUpdate, () => announced(run), { description: d.announced });
  setHandler(m.payAgainUpdate, () => payAgain(run), {
    description: d.payAgain,
    validator: () => {
      const { state: now } = checkoutView(state);
      if (now !== 'can_pay_again') throw refusal('PAY_AGAIN_REFUSED', `order is ${now}`);
    },
  });
  listenToOperators(run);
}

async function announced({ state, loop }: OrderContext): Promise<m.CheckoutView> {
  const { importing } = state.lanes;
  state.announced = true;
  release(importing);
  loop.wake();
  // Waits until it is imported and, where the money comes by a gateway, a payment is under way.
  const collecting = () => state.imported !== undefined && !state.paying.wanted;
  await lasting(() => importing.blockedBy !== undefined || collecting());
  if (importing.blockedBy) throw refusal(importing.blockedBy.code, importing.blockedBy.text);
  return checkoutView(state);
}

async function payAgain({ state, loop }: OrderContext): Promise<{ paymentId: string }> {
  state.paying.wanted = true;
  loop.wake();
  await lasting(() => !state.paying.wanted);
  return { paymentId: s.lastPayment(state)?.paymentId ?? '' };
}

/** When something is due even if nothing happens; epoch milliseconds. */
function dueAt(state: s.OrderState): number {
  const { imported, doneSince } = state;
  if (!imported) return Number.POSITIVE_INFINITY;
  return doneSince === undefined ? workDueAt(state) : doneSince + imported.timing.keepOpenMs;
}

/** The workflow fails where the shop has no such order, so that it can begin anew once the shop has it. */
function endOf(run: OrderContext): (() => m.OrderView) | undefined {
  const { state, loop } = run;
  const unknown = unknownInShop(state);
  if (unknown)
    return () => {
      throw refusal(unknown.code, unknown.text);
    };
  const isOver = state.doneSince !== undefined && loop.clock.now >= dueAt(state);
  return isOver ? () => orderView(run) : undefined;
}
