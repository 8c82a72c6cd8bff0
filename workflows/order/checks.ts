import type { Imported, ShopState } from '../../activities/shop.ts';
import type { Clock } from '../kit/clock.ts';
import { Lane } from '../kit/failures.ts';
import type { OrderInput } from './messages.ts';
import type { OrderPayments } from './payments.ts';
import * as s from './rules.ts';
import * as steps from './steps.ts';

const HOUR_MS = 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

/** Looks at the order in its shop again: when it changed there, before its document, and while the shop waits for money. */
export class OrderChecks {
  readonly #clock: Clock;
  readonly #input: OrderInput;
  readonly #state: s.OrderState;
  readonly #payments: OrderPayments;
  readonly lane: Lane;
  #recheckAt = 0;
  #rechecks = 0;

  constructor(
    clock: Clock,
    input: OrderInput,
    state: s.OrderState,
    payments: OrderPayments,
    wake: () => void,
  ) {
    this.#clock = clock;
    this.#input = input;
    this.#state = state;
    this.#payments = payments;
    this.lane = new Lane('SHOP_ANSWER_LOST', wake);
  }

  /** When to look though nothing happens; epoch milliseconds. */
  get dueAt(): number {
    return this.lane.free && s.waitsForShop(this.#state) ? this.#recheckAt : NEVER;
  }

  /** Looks where it is due. Never waits. */
  start(imported: Imported): void {
    if (this.#due() && this.lane.free) this.lane.start(() => this.#check(imported));
  }

  /** What waits for the shop is asked of it in the rhythm of the doubts of gateways; where people take their time, in its slowest. */
  later({ timing: { verifyMs } }: Imported): void {
    const slow = s.passable(this.#state) !== undefined;
    const next = slow ? verifyMs.length - 1 : Math.min(this.#rechecks, verifyMs.length - 1);
    this.#recheckAt = this.#clock.now + (verifyMs[next] ?? HOUR_MS);
    this.#rechecks += 1;
  }

  /** An order that waits for the shop's word need not wait for its next time. */
  soon(): void {
    this.lane.release();
    this.#recheckAt = 0;
  }

  #due(): boolean {
    const state = this.#state;
    if (state.changedInShop) return true;
    if (s.waitsForShop(state)) return this.#clock.now >= this.#recheckAt;
    return s.documentDue(state) && !state.released;
  }

  async #check(imported: Imported): Promise<void> {
    const state = this.#state;
    const changed = state.changedInShop;
    const refunds = s.refundsOf(state);
    state.changedInShop = false;
    const now = await steps.readAgain(this.#clock, this.#input, imported);
    state.readAt = this.#clock.now;
    s.readInShop(state, now);
    if (s.refundsOf(state) !== refunds) this.#payments.verify('the shop says that money was given back');
    if (changed || now.total !== imported.order.total) await this.#takeChanges(imported, now);
    state.released = s.documentDue(state);
    if (changed) this.#rechecks = 0;
    this.later(imported);
  }

  /** What people did to the order in the shop while it was under way here. */
  async #takeChanges(imported: Imported, now: ShopState): Promise<void> {
    const state = this.#state;
    if (now.replacedBy) await steps.startReplacement(this.#input.shop, now.replacedBy);
    const { updatedAt, total } = imported.order;
    // Within a second of the import a change bears the same time.
    const differs = now.updatedAt !== updatedAt || now.total !== total;
    imported.order.updatedAt = now.updatedAt;
    if (s.isBound(state)) {
      state.changedTotal = now.total === total ? undefined : now.total;
    } else if (!s.isOver(state) && differs) {
      const { order, booksIn, notTaken } = await steps.importOrder(this.#clock, this.#input);
      Object.assign(imported, { order, booksIn, notTaken });
      s.readInShop(state, order);
      if (order.total === total || imported.mapping.collect.by !== 'gateway') return;
      if (state.payments.length === 0) return;
      // Paid meanwhile: then it is no longer the order that was paid.
      state.changedTotal = order.total;
      this.#payments.replace('the order was changed in the shop');
    }
  }
}
