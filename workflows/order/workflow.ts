import { allHandlersFinished, CancellationScope, setHandler } from '@temporalio/workflow';
import type { Attention } from '../../domain/attention.ts';
import { Alarm } from '../kit/alarm.ts';
import { until } from '../kit/alone.ts';
import { Clock } from '../kit/clock.ts';
import { Inbox } from '../kit/inbox.ts';
import { lasting, OperatorQueue, refusal } from '../kit/operator-queue.ts';
import { giveUp, listenToOperators, type OrderContext, whyNotCancel } from './actions.ts';
import { cancelledUnsigned, orderAttentions, unsettled } from './attentions.ts';
import { OrderBoard } from './board.ts';
import { checkoutView } from './checkout-view.ts';
import * as m from './messages.ts';
import { orderStage } from './notices.ts';
import * as s from './rules.ts';
import { OrderWork } from './work.ts';

/** One order, from the shop to the ERP and back: imported, collected, written, told. */
export async function order(input: m.OrderInput): Promise<m.OrderView> {
  const run = new OrderRun(input);
  run.listen();
  void CancellationScope.current().cancelRequested.catch(() => run.cancelledUnsigned());
  // A cancellation carries neither name nor reason, and money may be moving: it does not stop the order half-way.
  return CancellationScope.nonCancellable(() => run.toTheEnd());
}

class OrderRun {
  readonly #input: m.OrderInput;
  readonly #state: s.OrderState;
  readonly #inbox: Inbox;
  /** Of each payment the number of its last report. */
  readonly #heard = new Map<string, number>();
  /** Counts what happened, so that the loop wakes. */
  #wakes = 0;
  readonly #wake = (): void => {
    this.#wakes += 1;
  };
  readonly #clock = new Clock();
  readonly #work: OrderWork;
  readonly #queue = new OperatorQueue(this.#clock, this.#wake);
  readonly #context: OrderContext;
  readonly #board: OrderBoard;
  readonly #alarm = new Alarm(this.#clock);
  #ignored: Attention | undefined;
  #doneSince: number | undefined;

  constructor(input: m.OrderInput) {
    this.#input = input;
    this.#state = s.newOrderState(input.announced);
    this.#inbox = new Inbox(this.#clock, this.#state.unbelieved, this.#wake);
    this.#board = new OrderBoard(this.#clock, input);
    this.#work = new OrderWork(this.#clock, input, this.#state, this.#wake);
    this.#context = {
      state: this.#state,
      queue: this.#queue,
      attentions: () => this.#attentions(),
      again: (step) => {
        this.#ignored = undefined;
        this.#work.again(step);
        return `Trying again, at stage ${orderStage(this.#state)}.`;
      },
    };
  }

  listen(): void {
    const d = m.orderDescriptions;
    const state = this.#state;
    this.#inbox.on(m.paymentChangedSignal, d.paymentChanged, ({ report, n }) => {
      if (n <= (this.#heard.get(report.paymentId) ?? 0)) return;
      this.#heard.set(report.paymentId, n);
      s.hear(state, report);
    });
    this.#inbox.on(m.shopChangedSignal, d.shopChanged, ({ changedAt, refunded }) => {
      state.listed = true;
      // A refund changes no date of its order: only a look says whether it is known.
      if (!refunded && s.knowsChange(state, changedAt)) return;
      state.changedInShop = true;
      this.#work.changed();
    });
    this.#inbox.on(m.documentChangedSignal, d.documentChanged, ({ state: became, shipment }) => {
      state.documentState = became;
      if (shipment) state.shipment = shipment;
    });
    setHandler(m.orderQuery, () => this.#view(), { description: d.order });
    setHandler(m.checkoutQuery, () => checkoutView(state), { description: d.checkout });
    setHandler(m.announcedUpdate, () => this.#announced(), { description: d.announced });
    setHandler(m.payAgainUpdate, () => this.#payAgain(), {
      description: d.payAgain,
      validator: () => {
        const { state: now } = checkoutView(state);
        if (now !== 'can_pay_again') throw refusal('PAY_AGAIN_REFUSED', `order is ${now}`);
      },
    });
    listenToOperators(this.#context);
  }

  /** Somebody pressed "Request Cancellation": nobody signed it, so it is done only where no money can be lost by it. */
  cancelledUnsigned(): void {
    const unsigned = { operator: 'unsigned', reason: 'a cancellation was requested' };
    void this.#queue.take('cancel', unsigned, () => {
      const why = whyNotCancel(this.#state);
      if (why) this.#ignored = cancelledUnsigned(why);
      return why ?? giveUp(this.#state);
    });
  }

  async toTheEnd(): Promise<m.OrderView> {
    for (;;) {
      const seen = this.#wakes;
      await this.#inbox.empty();
      await this.#queue.serve();
      this.#turn();
      // Checked in one synchronous step with the return: no message that was taken can be lost.
      const idle = !this.#inbox.full && !this.#queue.busy && allHandlersFinished();
      const unknown = this.#unknown();
      if (unknown && idle) throw refusal(unknown.code, unknown.text);
      if (this.#over() && idle) return this.#view();
      const woken = () => this.#wakes !== seen;
      const dueAt = this.#dueAt();
      if (unknown || this.#over()) await until(() => woken() || allHandlersFinished());
      else if (dueAt > this.#clock.now) await this.#alarm.wait(woken, dueAt);
    }
  }

  /** Starts what is due, shows what changed. Never waits. */
  #turn(): void {
    const state = this.#state;
    this.#work.start();
    this.#doneSince = orderStage(state) === 'DONE' ? (this.#doneSince ?? this.#clock.now) : undefined;
    this.#board.show(this.#view(), this.#context);
  }

  async #announced(): Promise<m.CheckoutView> {
    const { importing } = this.#work;
    this.#state.announced = true;
    importing.release();
    this.#wake();
    // Imported, and where the money comes by a gateway a payment is under way.
    const collecting = () => this.#state.imported !== undefined && !this.#work.payments.wanted;
    await lasting(() => importing.stands !== undefined || collecting());
    if (importing.stands) throw refusal(importing.stands.code, importing.stands.text);
    return checkoutView(this.#state);
  }

  async #payAgain(): Promise<{ paymentId: string }> {
    this.#work.payments.wanted = true;
    this.#wake();
    await lasting(() => !this.#work.payments.wanted);
    return { paymentId: s.lastPayment(this.#state)?.paymentId ?? '' };
  }

  /** When there is something to do though nobody says anything; epoch milliseconds. */
  #dueAt(): number {
    const { imported } = this.#state;
    if (!imported) return Number.POSITIVE_INFINITY;
    return this.#doneSince === undefined ? this.#work.dueAt : this.#doneSince + imported.timing.keepOpenMs;
  }

  #over(): boolean {
    return this.#doneSince !== undefined && this.#clock.now >= this.#dueAt();
  }

  /**
   * Why the shop has no such order, where nobody but an announcement says that there is one: nothing is left for a
   * person. The run fails, so that the order can begin anew once the shop has it.
   */
  #unknown(): Attention | undefined {
    const { stands } = this.#work.importing;
    const onlyAnnounced = !this.#state.imported && !this.#state.listed;
    return onlyAnnounced && stands?.code === 'ORDER_NOT_FOUND' ? stands : undefined;
  }

  #attentions(): Attention[] {
    if (this.#unknown()) return [];
    return unsettled(this.#state, [
      ...this.#work.stands,
      ...(this.#ignored ? [this.#ignored] : []),
      ...orderAttentions(this.#state),
    ]);
  }

  #view(): m.OrderView {
    const { imported, inShop, payments, document, documentState, told } = this.#state;
    return {
      shop: this.#input.shop,
      id: this.#input.id,
      number: imported?.order.number,
      method: imported && { code: imported.order.payment.code, title: imported.order.payment.title },
      stage: orderStage(this.#state),
      outcome: s.orderOutcome(this.#state),
      inShop: inShop && { state: inShop.state, status: inShop.status, refunds: inShop.refunds },
      attentions: this.#attentions(),
      payments,
      collected: s.collected(this.#state),
      document,
      documentState,
      told,
    };
  }
}
