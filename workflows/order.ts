import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { Imported } from '../activities/shop.ts';
import { type Attention, mostPressing } from '../domain/attention.ts';
import type { ShopNotice } from '../domain/notice.ts';
import { checkoutView } from './checkout-view.ts';
import { changedColumns } from './columns.ts';
import { orderDetails } from './details.ts';
import { Lane } from './failures.ts';
import * as m from './messages.ts';
import * as s from './order-state.ts';
import * as steps from './order-steps.ts';

const HOUR_MS = 3_600_000;

/** One order, from the shop to the ERP and back: imported, collected, written, told. */
export async function order(input: m.OrderInput): Promise<m.OrderView> {
  const run = new OrderRun(input);
  run.listen();
  // A cancellation carries neither name nor reason, and money may be moving: it does not stop the order half-way.
  return CancellationScope.nonCancellable(() => run.toTheEnd());
}

class OrderRun {
  readonly #input: m.OrderInput;
  readonly #state: s.OrderState;
  readonly #inbox: m.PaymentReport[] = [];
  /** Counts what happened, so that the loop wakes. */
  #wakes = 0;
  readonly #wake = (): void => {
    this.#wakes += 1;
  };
  readonly #importing = new Lane('SHOP_ANSWER_LOST', this.#wake);
  readonly #checking = new Lane('SHOP_ANSWER_LOST', this.#wake);
  readonly #writing = new Lane('ERP_ANSWER_LOST', this.#wake);
  readonly #telling = new Lane('SHOP_ANSWER_LOST', this.#wake);
  readonly #lanes = [this.#importing, this.#checking, this.#writing, this.#telling];
  #paymentWanted = false;
  #startingPayment = false;
  readonly #closeSent = new Set<string>();
  #tellingOf = '';
  #windowEndsAt = Number.POSITIVE_INFINITY;
  #recheckAt = Number.POSITIVE_INFINITY;
  #rechecks = 0;
  #doneSince: number | undefined;
  #erpSilent: Attention | undefined;
  #published: Record<string, string | number | undefined>;

  constructor(input: m.OrderInput) {
    this.#input = input;
    const { announced } = input;
    this.#state = {
      announced,
      payments: [],
      windowClosed: false,
      released: false,
      cancelled: false,
      paidInShop: 0,
      told: [],
    };
    this.#published = { Stage: 'IMPORT', Outcome: 'PENDING' };
  }

  listen(): void {
    const d = m.descriptions;
    const state = this.#state;
    setHandler(
      m.paymentChangedSignal,
      (report) => {
        this.#inbox.push(report);
        this.#wake();
      },
      { description: d.paymentChanged },
    );
    setHandler(m.orderQuery, () => this.#view(), { description: d.order });
    setHandler(m.checkoutQuery, () => checkoutView(state), { description: d.checkout });
    setHandler(m.announcedUpdate, () => this.#announced(), { description: d.announced });
    setHandler(m.payAgainUpdate, () => this.#payAgain(), {
      description: d.payAgain,
      validator: () => {
        if (!s.mayPayAgain(state))
          throw ApplicationFailure.nonRetryable(`order is ${checkoutView(state).state}`, 'PAY_AGAIN_REFUSED');
      },
    });
    setHandler(m.retryUpdate, (signed) => this.#retry(signed), {
      description: d.retry,
      validator: (signed) => {
        if (!signed?.operator || !signed.reason)
          throw ApplicationFailure.nonRetryable(
            'Say who you are and why: {"operator": "...", "reason": "..."}',
            'UNSIGNED',
          );
        if (this.#attentions().length === 0)
          throw ApplicationFailure.nonRetryable(
            `Nothing stands: the order is at stage ${s.orderStage(state)}.`,
            'NOTHING_STANDS',
          );
      },
    });
  }

  async toTheEnd(): Promise<m.OrderView> {
    for (;;) {
      const seen = this.#wakes;
      this.#turn();
      // Checked in one synchronous step with the return: no message that was taken can be lost.
      if (this.#over() && this.#inbox.length === 0 && allHandlersFinished()) return this.#view();
      const woken = () => this.#wakes !== seen;
      const waitMs = this.#dueAt() - Date.now();
      if (waitMs === Number.POSITIVE_INFINITY) await condition(woken);
      else if (waitMs > 0) await condition(woken, waitMs);
      else if (this.#over()) await condition(() => woken() || allHandlersFinished());
    }
  }

  /** Hears what came, looks at the clock, starts what is due, shows what changed. Never waits. */
  #turn(): void {
    for (const report of this.#inbox.splice(0)) this.#hear(report);
    this.#lookAtTheClock();
    this.#startWork();
    this.#publish();
  }

  #hear(report: m.PaymentReport): void {
    const { payments } = this.#state;
    const at = payments.findIndex((p) => p.paymentId === report.paymentId);
    if (at >= 0) payments[at] = report;
    else payments.push(report);
  }

  #lookAtTheClock(): void {
    const state = this.#state;
    const now = Date.now();
    if (now >= this.#windowEndsAt && s.orderOutcome(state) !== 'POSITIVE') state.windowClosed = true;
    this.#doneSince = s.orderStage(state) === 'DONE' ? (this.#doneSince ?? now) : undefined;
    for (const [paymentId, reason] of s.pagesToClose(state)) this.#closePage(paymentId, reason);
  }

  #closePage(paymentId: string, reason: string): void {
    if (this.#closeSent.has(paymentId)) return;
    this.#closeSent.add(paymentId);
    const handle = getExternalWorkflowHandle(m.paymentWorkflowId(paymentId));
    // The payment tells what came of it; one that is gone has told already.
    void handle
      .signal(m.closePageSignal, { reason })
      .catch((error) => log.warn('payment could not be told to close', { paymentId, error }));
  }

  #startWork(): void {
    const state = this.#state;
    const { imported } = state;
    if (!imported) {
      if (this.#importing.free) this.#importing.start(() => this.#import());
      return;
    }
    // What came since it was wanted can make a further payment one too many.
    if (state.payments.length > 0 && !s.mayPayAgain(state) && !this.#startingPayment)
      this.#paymentWanted = false;
    if (this.#paymentWanted && !this.#startingPayment) void this.#startPayment(imported);
    if (this.#checkDue() && this.#checking.free) this.#checking.start(() => this.#check(imported));
    if (s.documentDue(state) && state.released && this.#writing.free)
      this.#writing.start(() => this.#write(imported));
    const notice = s.noticeDue(state);
    if (!notice) return;
    // What stood in the way of another notice says nothing of this one.
    if (notice.marker !== this.#tellingOf) this.#telling.release();
    if (!this.#telling.free) return;
    this.#tellingOf = notice.marker;
    this.#telling.start(() => this.#tell(imported, notice));
  }

  async #import(): Promise<void> {
    const imported = await steps.importOrder(this.#input);
    const { order, mapping, timing } = imported;
    const { by } = mapping.collect;
    this.#state.imported = imported;
    this.#state.paidInShop = order.paid;
    this.#state.cancelled = order.state === 'cancelled';
    this.#state.released = by !== 'gateway';
    this.#paymentWanted = by === 'gateway' && !this.#state.cancelled;
    if (by === 'gateway') this.#windowEndsAt = Date.now() + timing.orderMs;
    if (by === 'prepaid') this.#recheckLater(imported);
  }

  async #startPayment(imported: Imported): Promise<void> {
    const { collect } = imported.mapping;
    if (collect.by !== 'gateway' || !imported.checkoutUrl) return;
    this.#startingPayment = true;
    this.#hear(await steps.startPayment(imported, collect.gateway, imported.checkoutUrl));
    this.#paymentWanted = false;
    this.#startingPayment = false;
    this.#wake();
  }

  #checkDue(): boolean {
    const state = this.#state;
    const { imported } = state;
    const outcome = s.orderOutcome(state);
    if (!imported || state.cancelled || state.document) return false;
    if (imported.mapping.collect.by === 'prepaid')
      return outcome !== 'POSITIVE' && Date.now() >= this.#recheckAt;
    return !state.released && outcome === 'POSITIVE';
  }

  async #check(imported: Imported): Promise<void> {
    const now = await steps.readAgain(this.#input, imported);
    this.#state.cancelled = now.state === 'cancelled';
    this.#state.paidInShop = now.paid;
    this.#state.released = !this.#state.cancelled;
    if (imported.mapping.collect.by === 'prepaid') this.#recheckLater(imported);
  }

  #recheckLater({ timing: { verifyMs } }: Imported): void {
    this.#recheckAt = Date.now() + (verifyMs[Math.min(this.#rechecks, verifyMs.length - 1)] ?? HOUR_MS);
    this.#rechecks += 1;
  }

  async #write(imported: Imported): Promise<void> {
    const silent = (attention: Attention) => {
      this.#erpSilent = attention;
      this.#wake();
    };
    try {
      this.#state.document = await steps.writeDocument(this.#state, imported, silent);
    } finally {
      this.#erpSilent = undefined;
    }
  }

  async #tell(imported: Imported, notice: ShopNotice): Promise<void> {
    const said = await steps.tellShop(this.#input, imported, notice);
    this.#state.told.push({ marker: notice.marker, kind: notice.kind, said });
  }

  async #announced(): Promise<m.CheckoutView> {
    this.#state.announced = true;
    this.#importing.release();
    this.#wake();
    await lasting(() => this.#importing.stands !== undefined || this.#collecting());
    const stands = this.#importing.stands;
    if (stands) throw ApplicationFailure.nonRetryable(stands.text, stands.code);
    return checkoutView(this.#state);
  }

  /** Imported, and where the money comes by a gateway a payment is under way. */
  #collecting(): boolean {
    return this.#state.imported !== undefined && !this.#paymentWanted;
  }

  async #payAgain(): Promise<{ paymentId: string }> {
    this.#paymentWanted = true;
    this.#wake();
    await lasting(() => !this.#paymentWanted);
    return { paymentId: this.#state.payments.at(-1)?.paymentId ?? '' };
  }

  #retry({ operator, reason }: m.Signed): string {
    log.info('retry', { operator, reason });
    for (const lane of this.#lanes) lane.release();
    const state = this.#state;
    if (state.cancelled && s.orderOutcome(state) === 'POSITIVE') {
      state.cancelled = false;
      state.released = false;
    }
    if (Number.isFinite(this.#recheckAt)) this.#recheckAt = Date.now();
    const last = state.payments.at(-1);
    if (last?.unopened) {
      this.#paymentWanted = s.mayPayAgain(state);
      // Too late for another: then a person has seen it, and that is all.
      if (!this.#paymentWanted) this.#closePage(last.paymentId, 'the time to pay is over');
    }
    this.#wake();
    return `Trying again, at stage ${s.orderStage(state)}.`;
  }

  /** When there is something to do though nobody says anything; epoch milliseconds. */
  #dueAt(): number {
    const { imported, windowClosed } = this.#state;
    if (!imported) return Number.POSITIVE_INFINITY;
    if (this.#doneSince !== undefined) return this.#doneSince + imported.timing.keepOpenMs;
    const open = s.orderOutcome(this.#state) !== 'POSITIVE';
    const windowEnd = open && !windowClosed ? this.#windowEndsAt : Number.POSITIVE_INFINITY;
    const recheck = open && this.#checking.free ? this.#recheckAt : Number.POSITIVE_INFINITY;
    return Math.min(windowEnd, recheck);
  }

  #over(): boolean {
    return this.#doneSince !== undefined && Date.now() >= this.#dueAt();
  }

  #attentions(): Attention[] {
    const stands = this.#lanes.flatMap((lane) => (lane.stands ? [lane.stands] : []));
    return [...stands, ...(this.#erpSilent ? [this.#erpSilent] : []), ...s.orderAttentions(this.#state)];
  }

  #view(): m.OrderView {
    const { imported, payments, document, told } = this.#state;
    return {
      shop: this.#input.shop,
      id: this.#input.id,
      number: imported?.order.number,
      stage: s.orderStage(this.#state),
      outcome: s.orderOutcome(this.#state),
      attentions: this.#attentions(),
      payments,
      collected: s.collected(this.#state),
      document,
      told,
    };
  }

  /** Shows what changed: one upsert a step. */
  #publish(): void {
    const { imported, document } = this.#state;
    setCurrentDetails(orderDetails(this.#view(), imported));
    const collect = imported?.mapping.collect;
    const now = {
      Stage: s.orderStage(this.#state),
      Outcome: s.orderOutcome(this.#state),
      Attention: mostPressing(this.#attentions())?.code,
      Document: document?.number,
      OrderNumber: imported?.order.number,
      Customer: imported?.customerLabel,
      Amount: imported?.order.total,
      Gateway: collect?.by === 'gateway' ? collect.gateway : collect?.by,
    };
    const changed = changedColumns(this.#published, now);
    if (changed.length > 0) upsertSearchAttributes(changed);
    this.#published = now;
  }
}

/** A handler's wait: a cancellation of the workflow would otherwise end it, now and ever after. */
const lasting = (until: () => boolean): Promise<void> =>
  CancellationScope.nonCancellable(() => condition(until));
