import type { Imported, ShopState } from '../activities/shop.ts';
import { Lane } from './failures.ts';
import type { OrderInput } from './messages.ts';
import type { OrderPayments } from './order-payments.ts';
import * as s from './order-state.ts';
import * as steps from './order-steps.ts';

const HOUR_MS = 3_600_000;
const NEVER = Number.POSITIVE_INFINITY;

/** Looks at the order in its shop again: when it changed there, before its document, and while the shop waits for money. */
export class OrderChecks {
  readonly #input: OrderInput;
  readonly #state: s.OrderState;
  readonly #payments: OrderPayments;
  readonly lane: Lane;
  #recheckAt = NEVER;
  #rechecks = 0;

  constructor(input: OrderInput, state: s.OrderState, payments: OrderPayments, wake: () => void) {
    this.#input = input;
    this.#state = state;
    this.#payments = payments;
    this.lane = new Lane('SHOP_ANSWER_LOST', wake);
  }

  /** When to look though nothing happens; epoch milliseconds. */
  get dueAt(): number {
    return this.lane.free ? this.#recheckAt : NEVER;
  }

  /** Looks where it is due. Never waits. */
  start(imported: Imported): void {
    if (this.#due(imported) && this.lane.free) this.lane.start(() => this.#check(imported));
  }

  /** Of money that comes by way of the shop the shop is asked, in the rhythm of the doubts of gateways. */
  later({ timing: { verifyMs } }: Imported): void {
    this.#recheckAt = Date.now() + (verifyMs[Math.min(this.#rechecks, verifyMs.length - 1)] ?? HOUR_MS);
    this.#rechecks += 1;
  }

  /** An order that waits for the shop's word need not wait for its next time. */
  soon(): void {
    this.lane.release();
    if (Number.isFinite(this.#recheckAt)) this.#recheckAt = Date.now();
  }

  #due({ mapping }: Imported): boolean {
    const state = this.#state;
    if (state.changedInShop) return true;
    if (s.isOff(state) || state.document) return false;
    if (mapping.collect.by === 'prepaid' && s.orderOutcome(state) !== 'POSITIVE')
      return Date.now() >= this.#recheckAt;
    return !state.released && s.documentDue(state);
  }

  async #check(imported: Imported): Promise<void> {
    const state = this.#state;
    const documentDue = s.documentDue(state);
    const changed = state.changedInShop;
    state.changedInShop = false;
    const now = await steps.readAgain(this.#input, imported);
    state.readAt = Date.now();
    state.cancelled = now.state === 'cancelled';
    state.paidInShop = now.paid;
    if (changed || now.total !== imported.order.total) await this.#takeChanges(imported, now);
    if (documentDue) state.released = !state.cancelled;
    if (imported.mapping.collect.by === 'prepaid') this.later(imported);
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
    } else if (!state.cancelled && differs) {
      const { order } = await steps.importOrder(this.#input);
      imported.order = order;
      if (order.total === total || imported.mapping.collect.by !== 'gateway') return;
      // Paid meanwhile: then it is no longer the order that was paid.
      state.changedTotal = order.total;
      this.#payments.replace('the order was changed in the shop');
    }
  }
}
