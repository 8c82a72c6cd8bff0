import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  log,
  setHandler,
} from '@temporalio/workflow';
import type { Message } from '../../domain/schemas/message.ts';
import { startDepositDocument } from '../deposit-document/start.ts';
import { Alarm } from '../kit/alarm.ts';
import { until } from '../kit/alone.ts';
import { askingCalls } from '../kit/calls.ts';
import { Clock, taskTimeText } from '../kit/clock.ts';
import { attentionOf } from '../kit/failures.ts';
import { Inbox, signalSealed } from '../kit/inbox.ts';
import { lasting, OperatorQueue } from '../kit/operator-queue.ts';
import { paymentChangedSignal } from '../order/messages.ts';
import { listenToOperators } from './actions.ts';
import { PaymentBoard } from './board.ts';
import * as m from './messages.ts';
import { openPage } from './opening.ts';
import * as s from './state.ts';

// A run takes 2,000 updates in its life; browsers must not use up those of operators.
const RETURNS_HEARD = 100;

/** One request for money sent to one gateway: opens its page, gathers every message, and ends in the truth. */
export async function payment(input: m.PaymentInput): Promise<m.PaymentReport> {
  const run = new PaymentRun(input);
  run.listen();
  // A cancellation is no answer of the gateway: what became of the money still has to be found out.
  return CancellationScope.nonCancellable(() => run.toTheEnd());
}

class PaymentRun {
  readonly #inbox: Inbox;
  /** Messages to be heard: of the inbox, and our own. */
  readonly #unheard: Message[] = [];
  readonly #state: s.PaymentState;
  readonly #clock = new Clock();
  readonly #queue = new OperatorQueue(this.#clock);
  readonly #alarm = new Alarm(this.#clock);
  #openingHeard = false;
  #closeHeard = false;
  #returns = 0;
  #ownMessages = 0;
  #returnsAnswered = 0;
  #told = 0;
  readonly #board: PaymentBoard;

  constructor(input: m.PaymentInput) {
    this.#state = s.newPayment(input, this.#clock.now);
    this.#inbox = new Inbox(this.#clock, this.#state.unbelieved);
    this.#board = new PaymentBoard(this.#clock, this.#state);
  }

  listen(): void {
    const d = m.paymentDescriptions;
    const state = this.#state;
    this.#inbox.on(m.messageSignal, d.message, (message) => void this.#unheard.push(message));
    this.#inbox.on(m.closePageSignal, d.closePage, () => {
      state.closeAsked = true;
    });
    this.#inbox.on(m.verifySignal, d.verify, ({ reason }) => {
      void this.#queue.take('verify', { operator: 'the order', reason }, async () => {
        if (state.page) await this.#ask('inquire', state.page.id, false);
        return state.settlement.outcome;
      });
    });
    setHandler(m.paymentQuery, () => s.paymentView(state), { description: d.payment });
    setHandler(
      m.pageOpenedUpdate,
      async () => {
        await lasting(() => !state.opening);
        return s.paymentView(state);
      },
      { description: d.pageOpened },
    );
    setHandler(m.returnedUpdate, ({ page }) => this.#returned(page), {
      description: d.returned,
      validator: (came) => this.#refuseReturn(came?.page),
    });
    listenToOperators({
      state,
      clock: this.#clock,
      queue: this.#queue,
      ask: async (question, counts) => {
        if (state.page) await this.#ask(question, state.page.id, counts);
      },
      hear: (messages) => this.#hear(messages),
      said: (...words) => this.#said(...words),
    });
  }

  async toTheEnd(): Promise<m.PaymentReport> {
    void this.#open();
    for (;;) {
      const dueAt = s.dueAt(this.#state);
      if (dueAt > this.#clock.now) await this.#alarm.wait(() => this.#woken(), dueAt);
      else if (this.#over()) await until(() => this.#woken() || allHandlersFinished());
      await this.#turn();
      // Checked in one synchronous step with the return: no message that was taken can be lost.
      if (this.#over() && !this.#woken() && allHandlersFinished()) return s.paymentReport(this.#state);
    }
  }

  /** Hears what came, asks the gateway what is due, shows and tells what changed. */
  async #turn(): Promise<void> {
    const state = this.#state;
    const returns = this.#returns;
    await this.#inbox.empty();
    this.#openingHeard = !state.opening;
    this.#closeHeard = state.closeAsked;
    this.#hear(this.#unheard.splice(0));
    const { now } = this.#clock;
    const due = now >= s.dueAt(state);
    if (state.page && !s.ended(state)) {
      if (s.mayClose(state, now) && (state.closeAsked || due)) await this.#ask('closePage', state.page.id);
      else if (due) await this.#ask('inquire', state.page.id);
      else if (returns > this.#returnsAnswered) await this.#ask('inquire', state.page.id, false);
    }
    if (state.page && s.ended(state) && s.closeOwed(state) && now >= s.nextCloseAt(state)) {
      s.closeTried(state, now);
      await this.#ask('closePage', state.page.id, false);
    }
    this.#returnsAnswered = returns;
    await this.#queue.serve();
    await startDepositDocument(state);
    await this.#publish();
  }

  #woken(): boolean {
    const { opening, closeAsked } = this.#state;
    return (
      this.#inbox.full ||
      this.#unheard.length > 0 ||
      this.#queue.busy ||
      (!opening && !this.#openingHeard) ||
      this.#returns > this.#returnsAnswered ||
      (closeAsked && !this.#closeHeard)
    );
  }

  #over(): boolean {
    return s.ended(this.#state) && this.#clock.now >= s.keepOpenUntil(this.#state);
  }

  #hear(messages: Message[]): void {
    const state = this.#state;
    const before = state.settlement;
    // The same is told by webhook, catching up and every answer: it is kept once.
    const known = new Set(state.messages.map(({ id }) => id));
    state.messages.push(...messages.filter(({ id }) => !known.has(id) && known.add(id)));
    state.settlement = s.settled(state);
    // Should its document be without money again, a person decides again.
    if (state.settlement.outcome === 'POSITIVE') state.documentSettled = false;
    if (state.settlement.outcome === before.outcome && state.settlement.reason === before.reason) return;
    state.since = this.#clock.now;
    if (s.isClear(state)) state.asked = 0;
  }

  /** Asks the gateway; the lack of an answer is a message too. `counts`: it moves on to the next, longer wait. */
  async #ask(question: 'inquire' | 'closePage', pageId: string, counts = true): Promise<void> {
    const { gateway, paymentId, timing } = this.#state.input;
    const calls = askingCalls(this.#clock, timing);
    let answers: Message[];
    try {
      answers = await calls[question](gateway, paymentId, pageId);
    } catch (error) {
      const { code, text } = attentionOf(error, 'GATEWAY_ANSWER_LOST');
      await this.#clock.ask();
      answers = [this.#said('NO_ANSWER', 'inquiry', code, text)];
    }
    this.#hear(answers);
    if (!counts || s.ended(this.#state)) return;
    if (!s.isClear(this.#state)) this.#state.asked += 1;
    this.#state.since = this.#clock.now;
  }

  async #open(): Promise<void> {
    const state = this.#state;
    await openPage(this.#clock, state);
    const { openingStands } = state;
    if (openingStands) {
      await this.#clock.ask();
      this.#unheard.push(this.#said('PAGE_EXPIRED', 'inquiry', `no page was opened: ${openingStands.code}`));
    }
    state.opening = false;
  }

  async #returned(page: string): Promise<m.PaymentView> {
    this.#returns += 1;
    const turn = this.#returns;
    const returned = this.#said('RETURNED', 'return', `browser came back from ${page}`);
    // It proves nothing, and is held against nothing.
    this.#unheard.push({ ...returned, at: taskTimeText() });
    await lasting(() => this.#returnsAnswered >= turn);
    return s.paymentView(this.#state);
  }

  /** Refuses a return that can't change anything: foreign page, settled payment, or too many. */
  #refuseReturn(page: string | undefined): void {
    const { input, settlement, page: own } = this.#state;
    const refuse = (text: string) => {
      throw ApplicationFailure.nonRetryable(`payment ${input.paymentId} ${text}`, 'RETURN_REFUSED');
    };
    if (s.ended(this.#state)) refuse(`is ${settlement.outcome} already`);
    if (own?.id !== page) refuse(`has no page ${page}`);
    if (this.#returns >= RETURNS_HEARD) refuse(`has heard ${this.#returns} returns already`);
  }

  #said(fact: Message['fact'], source: Message['source'], status: string, note?: string): Message {
    const { input, page } = this.#state;
    this.#ownMessages += 1;
    const id = `${source}:${input.paymentId}:${this.#ownMessages}`;
    return { id, source, at: this.#clock.text, fact, page: page?.id, status, note };
  }

  /** Shows what changed, and tells the order of it. */
  async #publish(): Promise<void> {
    const state = this.#state;
    const report = this.#board.show(state, this.#queue);
    const { order } = state.input;
    if (!report || !order || state.orderGone) return;
    this.#told += 1;
    try {
      await signalSealed(this.#clock, order.workflowId, paymentChangedSignal, { report, n: this.#told });
    } catch (error) {
      log.warn('the order of this payment is gone', { error, order: order.workflowId });
      state.orderGone = true;
      await this.#publish();
    }
  }
}
