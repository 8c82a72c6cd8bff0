import type { Imported, ShopState } from '../../activities/shop.ts';
import { isFree, release, start } from '../kit/lane.ts';
import type { OrderContext } from './context.ts';
import { replacePayment, verifyPaid } from './payments.ts';
import * as s from './rules.ts';
import * as steps from './steps.ts';

const HOUR_MS = 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

/** When to look at the order in its shop though nothing happens; epoch milliseconds. */
export const checkDueAt = (state: s.OrderState): number =>
  isFree(state.lanes.checking) && s.waitsForShop(state) ? state.rechecks.at : NEVER;

/** Looks at the order in its shop: when it changed there, before its document, and while it waits for money. Never waits. */
export function startCheck(order: OrderContext, imported: Imported): void {
  const { state, loop } = order;
  const { checking } = state.lanes;
  if (isDue(order) && isFree(checking))
    start(checking, 'SHOP_ANSWER_LOST', () => check(order, imported), loop.wake);
}

/**
 * While an order waits for the shop, the shop is asked at the same intervals as gateways are in doubt; where people take
 * their time, always at the longest of them.
 */
export function checkLater({ state, loop }: OrderContext, { timing: { verifyMs } }: Imported): void {
  const { rechecks } = state;
  const slow = s.passable(state) !== undefined;
  const next = slow ? verifyMs.length - 1 : Math.min(rechecks.count, verifyMs.length - 1);
  rechecks.at = loop.clock.now + (verifyMs[next] ?? HOUR_MS);
  rechecks.count += 1;
}

/** An order that waits for the shop is looked at now, without waiting for its next time. */
export function checkSoon({ lanes, rechecks }: s.OrderState): void {
  release(lanes.checking);
  rechecks.at = 0;
}

function isDue({ state, loop }: OrderContext): boolean {
  if (state.changedInShop) return true;
  if (s.waitsForShop(state)) return loop.clock.now >= state.rechecks.at;
  return s.documentDue(state) && !state.released;
}

async function check(order: OrderContext, imported: Imported): Promise<void> {
  const { state, input, loop } = order;
  const changed = state.changedInShop;
  const refunds = s.refundsOf(state);
  state.changedInShop = false;
  const now = await steps.readAgain(loop.clock, input, imported);
  state.readAt = loop.clock.now;
  s.readInShop(state, now);
  if (s.refundsOf(state) !== refunds) verifyPaid(order, 'the shop says that money was given back');
  const known = state.imported ?? imported;
  if (changed || now.total !== known.order.total) await takeChanges(order, known, now);
  state.released = s.documentDue(state);
  if (changed) state.rechecks.count = 0;
  checkLater(order, imported);
}

/** Takes what people changed on the order in the shop while it was under way here. */
async function takeChanges({ state, input, loop }: OrderContext, imported: Imported, now: ShopState) {
  if (now.replacedBy) await steps.startReplacement(input.shop, now.replacedBy);
  const { updatedAt, total } = imported.order;
  // A change within the second of the import bears the same time as the import.
  const differs = now.updatedAt !== updatedAt || now.total !== total;
  s.learn(state, { order: { ...imported.order, updatedAt: now.updatedAt } });
  if (s.isBound(state)) {
    state.changedTotal = now.total === total ? undefined : now.total;
  } else if (!s.isOver(state) && differs) {
    const { order, booksIn, notTaken } = await steps.importOrder(loop.clock, input);
    s.learn(state, { order, booksIn, notTaken });
    s.readInShop(state, order);
    if (order.total === total || s.collectedBy(state) !== 'gateway') return;
    if (state.payments.length === 0) return;
    // It was paid meanwhile, but it is no longer the order that was paid.
    state.changedTotal = order.total;
    replacePayment(state, 'the order was changed in the shop');
  }
}
