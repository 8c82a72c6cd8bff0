import type { Imported } from '../../activities/shop.ts';
import type { Attention } from '../../domain/attention.ts';
import type { ShopNotice } from '../../domain/notice.ts';
import { isFree, release, start } from '../kit/lane.ts';
import type { RetryStep } from '../kit/operators.ts';
import { checkDueAt, checkLater, checkSoon, startCheck } from './checks.ts';
import type { OrderContext } from './context.ts';
import { currentNotice, noticeDue } from './notices.ts';
import { openWindow, payAgain, startPayments, windowDueAt } from './payments.ts';
import * as s from './rules.ts';
import * as steps from './steps.ts';

/** When there is something to start though nothing happens; epoch milliseconds. */
export const workDueAt = (state: s.OrderState): number => Math.min(windowDueAt(state), checkDueAt(state));

/**
 * Begins whatever is due, each piece beside the loop that listens: import, payments, a look at the shop, document,
 * write-back. Never waits.
 */
export function startWork(order: OrderContext): void {
  const { state, loop } = order;
  const { importing, writing } = state.lanes;
  const { imported } = state;
  if ((!imported || state.importAgain) && isFree(importing))
    start(importing, 'SHOP_ANSWER_LOST', () => importOrder(order), loop.wake);
  if (!imported) return;
  startPayments(order, imported);
  startCheck(order, imported);
  if (s.documentDue(state) && state.released && isFree(writing))
    start(writing, 'ERP_ANSWER_LOST', () => writeDocument(order, imported), loop.wake);
  startTelling(order, imported);
}

/** The shop says that the order changed: what could not be read, or was refused, may be right by now. */
export function takeShopChange({ state, loop }: OrderContext): void {
  state.changedInShop = true;
  release(state.lanes.importing);
  release(state.lanes.checking);
  loop.wake();
}

/** Does the blocked step of the order again, or a named one. */
export function retry(order: OrderContext, step: RetryStep | undefined): void {
  const { state, loop } = order;
  release(state.lanes.importing);
  state.importAgain = s.isUnfit(s.heldBackBy(state));
  if (step === undefined || step === 'document') documentAgain(state);
  if (step === undefined || step === 'payment') {
    checkSoon(state);
    payAgain(order, step === 'payment');
  }
  if (step === undefined || step === 'shop') release(state.lanes.telling);
  if (step === 'shop') {
    const notice = currentNotice(state);
    state.told = state.told.filter(({ marker }) => marker !== notice?.marker);
  }
  loop.wake();
}

function documentAgain(state: s.OrderState): void {
  release(state.lanes.checking);
  release(state.lanes.writing);
  if (state.document && s.isCorrectable(state)) {
    state.correcting = state.document;
    state.document = undefined;
  }
  state.mapAgain = !state.document;
  if (state.imported?.earlier && !state.document) believeShop(state, state.imported);
  if (!s.isOff(state) || !s.documentDue(s.asIfOn(state))) return;
  state.givenUp = false;
  // The reason in the shop that stopped it may be gone.
  state.changedInShop = true;
}

/**
 * Nobody here knows the payment of a forgotten order. A person who has its document written accepts the shop's word: it
 * counts as paid once the shop says so.
 */
function believeShop(state: s.OrderState, { mapping }: Imported): void {
  s.learn(state, { earlier: undefined });
  if (mapping.collect.by === 'gateway')
    s.learn(state, { mapping: { ...mapping, collect: { by: 'prepaid' } } });
  checkSoon(state);
}

async function importOrder(order: OrderContext): Promise<void> {
  const { state, input, loop } = order;
  const { clock } = loop;
  state.changedInShop = false;
  const read = await steps.importOrder(clock, input);
  const earlier = await steps.earlierOf(clock, read, (attention) => setSilent(order, attention));
  setSilent(order, undefined);
  state.importAgain = false;
  const imported = { ...read, earlier };
  state.imported = imported;
  state.readAt = clock.now;
  state.document = earlier?.document;
  s.readInShop(state, imported.order);
  state.released = s.documentDue(state);
  openWindow(order, imported);
  checkLater(order, imported);
}

async function writeDocument(order: OrderContext, begun: Imported): Promise<void> {
  const { state, input, loop } = order;
  state.writing = true;
  try {
    if (state.mapAgain) {
      const { mapping: mended } = await steps.importOrder(loop.clock, input);
      const { mapping } = state.imported ?? begun;
      // The method is mapped by now; how the money comes was decided without us.
      const isMended = mapping.collect.by === 'unmapped' && mended.collect.by !== 'unmapped';
      const collect = isMended ? ({ by: 'offline' } as const) : mapping.collect;
      s.learn(state, { mapping: { ...mapping, erpPayment: mended.erpPayment, collect } });
      state.mapAgain = false;
    }
    const imported = state.imported ?? begun;
    state.document = await steps.writeDocument(loop.clock, state, imported, (attention) =>
      setSilent(order, attention),
    );
    state.correcting = undefined;
  } finally {
    // If it could not be corrected, the document is still there as it was.
    state.document ??= state.correcting;
    state.writing = false;
    setSilent(order, undefined);
  }
}

/** Notes that the ERP takes no calls, or keeps losing answers; undefined once it answered. */
function setSilent({ state, loop }: OrderContext, attention: Attention | undefined): void {
  if (state.erpSilent === attention) return;
  state.erpSilent = attention;
  loop.wake();
}

function startTelling(order: OrderContext, imported: Imported): void {
  const { state, loop } = order;
  const { telling } = state.lanes;
  const notice = noticeDue(state);
  // What blocked another notice, or this one before the order was held back, does not block this one now.
  if (notice?.marker !== state.tellingOf) release(telling);
  if (!telling.running) state.tellingOf = notice?.marker;
  if (!notice || !isFree(telling)) return;
  if (notice.kind === 'paid') state.booked = true;
  start(telling, 'SHOP_ANSWER_LOST', () => tellShop(order, imported, notice), loop.wake);
}

async function tellShop(
  { state, input, loop }: OrderContext,
  imported: Imported,
  notice: ShopNotice,
): Promise<void> {
  const said = await steps.tellShop(loop.clock, input, imported, notice);
  state.told.push({ marker: notice.marker, kind: notice.kind, said });
}
