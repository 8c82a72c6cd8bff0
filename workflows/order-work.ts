import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import type { Imported, ShopState } from '../activities/shop.ts';
import type { Attention } from '../domain/attention.ts';
import type { ShopNotice } from '../domain/notice.ts';
import { Lane } from './failures.ts';
import { closePageSignal, type OrderInput, paymentWorkflowId, type RetryStep } from './messages.ts';
import { currentNotice, noticeDue } from './order-notices.ts';
import * as s from './order-state.ts';
import * as steps from './order-steps.ts';

const HOUR_MS = 3_600_000;

/**
 * The work of an order, each piece beside the loop that listens: import, payments, a last look at the shop, document,
 * write-back. `start` begins what is due; every end calls `wake`.
 */
export class OrderWork {
  readonly #input: OrderInput;
  readonly #state: s.OrderState;
  readonly #wake: () => void;
  readonly importing: Lane;
  readonly #checking: Lane;
  readonly #writing: Lane;
  readonly #telling: Lane;
  /** A payment is wanted, or being started. */
  paymentWanted = false;
  #startingPayment = false;
  /** An operator wants a new payment: once the open one is definitely unpaid. */
  #replacing = false;
  /** The mapping may have been mended: it is read again before the document is written. */
  #mapAgain = false;
  readonly #closeSent = new Set<string>();
  #tellingOf = '';
  #windowEndsAt = Number.POSITIVE_INFINITY;
  #recheckAt = Number.POSITIVE_INFINITY;
  #rechecks = 0;
  #erpSilent: Attention | undefined;

  constructor(input: OrderInput, state: s.OrderState, wake: () => void) {
    this.#input = input;
    this.#state = state;
    this.#wake = wake;
    this.importing = new Lane('SHOP_ANSWER_LOST', wake);
    this.#checking = new Lane('SHOP_ANSWER_LOST', wake);
    this.#writing = new Lane('ERP_ANSWER_LOST', wake);
    this.#telling = new Lane('SHOP_ANSWER_LOST', wake);
  }

  /** What steps stand at. */
  get stands(): Attention[] {
    const lanes = [this.importing, this.#checking, this.#writing, this.#telling];
    return [...lanes.map((lane) => lane.stands), this.#erpSilent].filter((stands) => stands !== undefined);
  }

  /** When there is something to start though nothing happens; epoch milliseconds. */
  get dueAt(): number {
    const never = Number.POSITIVE_INFINITY;
    if (s.orderOutcome(this.#state) === 'POSITIVE') return never;
    const windowEnd = this.#state.windowClosed ? never : this.#windowEndsAt;
    return Math.min(windowEnd, this.#checking.free ? this.#recheckAt : never);
  }

  /** Starts whatever is due. Never waits. */
  start(): void {
    const state = this.#state;
    const { imported } = state;
    if (!imported) {
      if (this.importing.free) this.importing.start(() => this.#import());
      return;
    }
    if (Date.now() >= this.#windowEndsAt && s.orderOutcome(state) !== 'POSITIVE') state.windowClosed = true;
    for (const [paymentId, reason] of s.pagesToClose(state)) this.#closePage(paymentId, reason);
    this.#startPayment(imported);
    if (this.#checkDue(imported) && this.#checking.free) this.#checking.start(() => this.#check(imported));
    if (s.documentDue(state) && state.released && this.#writing.free)
      this.#writing.start(() => this.#write(imported));
    this.#startTelling(imported);
  }

  /** What could not be read, or was refused, may be right by now. */
  changed(): void {
    this.importing.release();
    this.#checking.release();
    this.#wake();
  }

  /** Does the step that stands again, or a named one. */
  again(step: RetryStep | undefined): void {
    const state = this.#state;
    this.importing.release();
    if (step === undefined || step === 'document') this.#documentAgain();
    if (step === undefined || step === 'payment') this.#paymentAgain(step === 'payment');
    if (step === undefined || step === 'shop') this.#telling.release();
    if (step === 'shop') {
      const notice = currentNotice(state);
      state.told = state.told.filter(({ marker }) => marker !== notice?.marker);
    }
    this.#wake();
  }

  #documentAgain(): void {
    const state = this.#state;
    this.#checking.release();
    this.#writing.release();
    if (state.document && s.isCorrectable(state)) {
      state.correcting = state.document;
      state.document = undefined;
    }
    this.#mapAgain = !state.document;
    if (state.imported?.earlier && !state.document) this.#asPaidInShop(state.imported);
    if (!s.isOff(state) || !s.documentDue(s.asIfOn(state))) return;
    state.cancelled = false;
    state.givenUp = false;
    state.released = false;
  }

  /** Nobody here knows the payment of a forgotten order: a person says that the shop's word will do. */
  #asPaidInShop(imported: Imported): void {
    imported.earlier = undefined;
    if (imported.mapping.collect.by === 'gateway') imported.mapping.collect = { by: 'prepaid' };
    this.#state.released = false;
  }

  #paymentAgain(asked: boolean): void {
    const state = this.#state;
    this.#checking.release();
    if (Number.isFinite(this.#recheckAt)) this.#recheckAt = Date.now();
    const last = s.lastPayment(state);
    if (asked && state.imported && s.collectedBy(state) === 'gateway') {
      state.windowClosed = false;
      state.givenUp = false;
      this.#windowEndsAt = Math.max(this.#windowEndsAt, Date.now() + state.imported.timing.orderMs);
      this.#replace('an operator asked for a new payment');
    } else if (last?.unopened) {
      this.paymentWanted = s.mayPayAgain(state);
      // Too late for another: then a person has seen it, and that is all.
      if (!this.paymentWanted) this.#closePage(last.paymentId, 'the time to pay is over');
    }
  }

  /** A new payment in place of the open one, which is closed first: if that shows that it was paid, it counts. */
  #replace(reason: string): void {
    this.#replacing = true;
    for (const { paymentId, outcome } of this.#state.payments)
      if (outcome === 'PENDING') this.#closePage(paymentId, reason);
  }

  #closePage(paymentId: string, reason: string): void {
    if (this.#closeSent.has(paymentId)) return;
    this.#closeSent.add(paymentId);
    const handle = getExternalWorkflowHandle(paymentWorkflowId(paymentId));
    // The payment tells what came of it; one that is gone has told already.
    void handle
      .signal(closePageSignal, { reason })
      .catch((error) => log.warn('payment could not be told to close', { paymentId, error }));
  }

  async #import(): Promise<void> {
    this.#state.changedInShop = false;
    const imported = await steps.importOrder(this.#input);
    const { order, mapping, timing } = imported;
    const { by } = mapping.collect;
    const earlier = await steps.earlierOf(imported, (attention) => this.#silent(attention));
    this.#silent(undefined);
    imported.earlier = earlier;
    this.#state.imported = imported;
    this.#state.readAt = Date.now();
    this.#state.document = earlier?.document;
    this.#state.paidInShop = order.paid;
    this.#state.cancelled = order.state === 'cancelled';
    this.#state.released = by !== 'gateway';
    this.paymentWanted = by === 'gateway' && !this.#state.cancelled && !earlier;
    if (this.paymentWanted) this.#windowEndsAt = Date.now() + timing.orderMs;
    if (by === 'prepaid') this.#recheckLater(imported);
  }

  #startPayment(imported: Imported): void {
    const state = this.#state;
    if (this.#startingPayment) return;
    if (this.#replacing && s.orderOutcome(state) !== 'PENDING') {
      this.#replacing = false;
      this.paymentWanted = true;
      if (s.orderOutcome(state) === 'NEGATIVE') state.changedTotal = undefined;
    }
    // What came since it was wanted can make a further payment one too many.
    if (state.payments.length > 0 && !s.mayPayAgain(state)) this.paymentWanted = false;
    const { collect } = imported.mapping;
    if (!this.paymentWanted || collect.by !== 'gateway' || !imported.checkoutUrl) return;
    this.#startingPayment = true;
    void steps.startPayment(imported, collect.gateway, imported.checkoutUrl).then((report) => {
      // It may have told more of itself already.
      if (!state.payments.some(({ paymentId }) => paymentId === report.paymentId)) s.hear(state, report);
      this.paymentWanted = false;
      this.#startingPayment = false;
      this.#wake();
    });
  }

  #checkDue({ mapping }: Imported): boolean {
    const state = this.#state;
    const outcome = s.orderOutcome(state);
    if (state.changedInShop) return true;
    if (s.isOff(state) || state.document) return false;
    if (mapping.collect.by === 'prepaid' && outcome !== 'POSITIVE') return Date.now() >= this.#recheckAt;
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
    if (imported.mapping.collect.by === 'prepaid') this.#recheckLater(imported);
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
      this.#replace('the order was changed in the shop');
    }
  }

  #recheckLater({ timing: { verifyMs } }: Imported): void {
    this.#recheckAt = Date.now() + (verifyMs[Math.min(this.#rechecks, verifyMs.length - 1)] ?? HOUR_MS);
    this.#rechecks += 1;
  }

  async #write(imported: Imported): Promise<void> {
    const state = this.#state;
    state.writing = true;
    try {
      if (this.#mapAgain) {
        const { mapping } = await steps.importOrder(this.#input);
        imported.mapping.erpPayment = mapping.erpPayment;
        // Mapped by now; how the money comes was settled without us.
        if (imported.mapping.collect.by === 'unmapped' && mapping.collect.by !== 'unmapped')
          imported.mapping.collect = { by: 'offline' };
        this.#mapAgain = false;
      }
      state.document = await steps.writeDocument(state, imported, (attention) => this.#silent(attention));
      state.correcting = undefined;
    } finally {
      // What could not be put right is still written.
      state.document ??= state.correcting;
      state.writing = false;
      this.#silent(undefined);
    }
  }

  /** The ERP takes no calls, or keeps swallowing answers; undefined once it spoke. */
  #silent(attention: Attention | undefined): void {
    if (this.#erpSilent === attention) return;
    this.#erpSilent = attention;
    this.#wake();
  }

  #startTelling(imported: Imported): void {
    const notice = noticeDue(this.#state);
    if (!notice) return;
    // What stood in the way of another notice says nothing of this one.
    if (notice.marker !== this.#tellingOf) this.#telling.release();
    if (!this.#telling.free) return;
    this.#tellingOf = notice.marker;
    this.#telling.start(() => this.#tell(imported, notice));
  }

  async #tell(imported: Imported, notice: ShopNotice): Promise<void> {
    const said = await steps.tellShop(this.#input, imported, notice);
    this.#state.told.push({ marker: notice.marker, kind: notice.kind, said });
  }
}
