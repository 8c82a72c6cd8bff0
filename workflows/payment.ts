import {
  allHandlersFinished,
  CancellationScope,
  condition,
  getExternalWorkflowHandle,
  log,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { type Attention, attentionCatalogue } from '../domain/attention.ts';
import type { Message } from '../domain/schemas/message.ts';
import type { Page } from '../domain/schemas/payment.ts';
import { type Settlement, settle } from '../domain/settle.ts';
import { paymentDetails } from './details.ts';
import { attentionOf } from './failures.ts';
import * as m from './messages.ts';
import { paymentAttention, refuseReturn } from './payment-rules.ts';
import { askingCalls, openingCalls } from './proxies.ts';
import { searchAttributes as key } from './search-attributes.ts';

// Stripe closes a page by its own clock; asking a little later spares a "still open".
const EXPIRY_GRACE_MS = 10_000;
const DAY_MS = 24 * 3_600_000;
const OPENING_PAUSE_MS = 5_000;

/** One request for money sent to one gateway: opens its page, gathers every message, and ends in the truth. */
export async function payment(input: m.PaymentInput): Promise<m.PaymentReport> {
  const run = new PaymentRun(input);
  run.listen();
  // A cancellation is no answer of the gateway: what became of the money still has to be found out.
  return CancellationScope.nonCancellable(() => run.toTheEnd());
}

class PaymentRun {
  readonly #input: m.PaymentInput;
  readonly #inbox: Message[] = [];
  readonly #messages: Message[] = [];
  #page: Page | undefined;
  #opening: 'under way' | 'ended' | 'seen' = 'under way';
  #openingStands: Attention | undefined;
  #orderGone = false;
  #closeAsked = false;
  #returns = 0;
  #returnsAnswered = 0;
  /** Questions asked since the outcome was last clear; and when the last was asked, or the doubt arose. */
  #asked = 0;
  #since = Date.now();
  #settlement: Settlement;
  #published: string;

  constructor(input: m.PaymentInput) {
    this.#input = input;
    this.#settlement = this.#settle();
    this.#published = JSON.stringify(this.#report());
  }

  listen(): void {
    const d = m.descriptions;
    setHandler(m.messageSignal, (message) => void this.#inbox.push(message), { description: d.message });
    setHandler(
      m.closePageSignal,
      () => {
        this.#closeAsked = true;
      },
      { description: d.closePage },
    );
    setHandler(m.paymentQuery, () => this.#view(), { description: d.payment });
    setHandler(
      m.pageOpenedUpdate,
      async () => {
        await condition(() => this.#opening !== 'under way');
        return this.#view();
      },
      { description: d.pageOpened },
    );
    setHandler(
      m.returnedUpdate,
      async ({ page }) => {
        const turn = ++this.#returns;
        this.#inbox.push(this.#said('RETURNED', 'return', `browser came back from ${page}`));
        await condition(() => this.#returnsAnswered >= turn);
        return this.#view();
      },
      { description: d.returned, validator: ({ page }) => refuseReturn(this.#view(), page, this.#returns) },
    );
  }

  async toTheEnd(): Promise<m.PaymentReport> {
    void this.#open();
    for (;;) {
      const waitMs = this.#dueAt() - Date.now();
      if (waitMs === Number.POSITIVE_INFINITY) await condition(() => this.#woken());
      else if (waitMs > 0) await condition(() => this.#woken(), waitMs);
      else if (this.#over()) await condition(() => this.#woken() || allHandlersFinished());
      await this.#turn();
      // Checked in one synchronous step with the return: no message that was taken can be lost.
      if (this.#over() && !this.#woken() && allHandlersFinished()) return this.#report();
    }
  }

  async #turn(): Promise<void> {
    if (this.#opening === 'ended') this.#opening = 'seen';
    const returns = this.#returns;
    this.#hear(this.#inbox.splice(0));
    const { outcome } = this.#settlement;
    const due = Date.now() >= this.#dueAt();
    if (this.#page && (outcome === 'PENDING' || outcome === 'VERIFY')) {
      if (this.#mayClose() && (this.#closeAsked || due)) await this.#ask('closePage', this.#page.id);
      else if (due) await this.#ask('inquire', this.#page.id);
      else if (returns > this.#returnsAnswered) await this.#ask('inquire', this.#page.id, false);
    }
    this.#returnsAnswered = returns;
    await this.#publish();
  }

  #hear(messages: Message[]): void {
    this.#messages.push(...messages);
    const before = this.#settlement;
    this.#settlement = this.#settle();
    if (this.#settlement.outcome === before.outcome && this.#settlement.reason === before.reason) return;
    this.#since = Date.now();
    if (this.#ended()) this.#asked = 0;
  }

  /** Asks the gateway; the lack of an answer is a message too. `counts`: it moves on to the next, longer wait. */
  async #ask(question: 'inquire' | 'closePage', pageId: string, counts = true): Promise<void> {
    const { gateway, paymentId, timing } = this.#input;
    const calls = askingCalls(timing);
    let answer: Message;
    try {
      answer = await calls[question](gateway, paymentId, pageId);
    } catch (error) {
      const { code, text } = attentionOf(error, 'GATEWAY_ANSWER_LOST');
      answer = this.#said('NO_ANSWER', 'inquiry', code, text);
    }
    this.#hear([answer]);
    if (counts && !this.#ended()) {
      this.#asked += 1;
      this.#since = Date.now();
    }
  }

  /** Asks for the page under one key; under the next where the key is spent: a page that nobody was shown can't be paid. */
  async #open(): Promise<void> {
    const { gateway, paymentId, page, timing } = this.#input;
    for (let n = 1; !this.#page && !this.#openingStands; n += 1) {
      const expiresAt = new Date(Date.now() + timing.pageMs).toISOString();
      try {
        this.#page = await openingCalls(timing).openPage(
          gateway,
          { ...page, expiresAt },
          `${paymentId}-${n}`,
        );
      } catch (error) {
        const attention = attentionOf(error, 'GATEWAY_ANSWER_LOST');
        const keySpent = attention.code !== 'GATEWAY_REFUSED' && attention.code !== 'GATEWAY_LOGIN_REFUSED';
        if (keySpent && !this.#closeAsked) await sleep(OPENING_PAUSE_MS * n);
        else this.#openingStands = attention;
      }
    }
    if (this.#openingStands)
      this.#inbox.push(
        this.#said('PAGE_EXPIRED', 'inquiry', `no page was opened: ${this.#openingStands.code}`),
      );
    this.#opening = 'ended';
  }

  #settle(): Settlement {
    const { page, live, timing } = this.#input;
    const since = this.#messages.filter(({ fact }) => fact === 'PROCESSING').map(({ at }) => Date.parse(at));
    return settle(
      {
        money: page.total,
        live,
        page: this.#page?.id,
        delayedUntil: since.length
          ? new Date(Math.min(...since) + timing.delayedMs).toISOString()
          : undefined,
      },
      this.#messages,
    );
  }

  /** When there is something to do though nobody says anything; epoch milliseconds. */
  #dueAt(): number {
    const { verifyMs, keepOpenMs } = this.#input.timing;
    if (this.#ended()) return this.#since + keepOpenMs;
    if (!this.#page) return Number.POSITIVE_INFINITY;
    const wait = (asked: number) => verifyMs[Math.min(asked, verifyMs.length - 1)] ?? DAY_MS;
    if (this.#settlement.outcome === 'VERIFY') return this.#since + wait(this.#asked);
    if (this.#settlement.reason === 'PROCESSING') return this.#since + DAY_MS;
    const expiry = Date.parse(this.#page.expiresAt) + EXPIRY_GRACE_MS;
    return this.#asked === 0 ? expiry : Math.max(expiry, this.#since + wait(this.#asked - 1));
  }

  #mayClose(): boolean {
    const { outcome, reason } = this.#settlement;
    const { verifyMs } = this.#input.timing;
    const rested = this.#asked === 0 || Date.now() >= this.#since + (verifyMs[0] ?? DAY_MS);
    return outcome === 'PENDING' && reason !== 'PROCESSING' && rested;
  }

  #ended(): boolean {
    return this.#settlement.outcome === 'POSITIVE' || this.#settlement.outcome === 'NEGATIVE';
  }

  #over(): boolean {
    return this.#ended() && Date.now() >= this.#dueAt();
  }

  #woken(): boolean {
    const close = this.#closeAsked && this.#page !== undefined && this.#mayClose();
    return (
      this.#inbox.length > 0 || this.#opening === 'ended' || close || this.#returns > this.#returnsAnswered
    );
  }

  #said(fact: Message['fact'], source: Message['source'], status: string, note?: string): Message {
    const id = `${source}:${this.#input.paymentId}:${this.#messages.length + this.#inbox.length + 1}`;
    return { id, source, at: new Date().toISOString(), fact, page: this.#page?.id, status, note };
  }

  #report(): m.PaymentReport {
    const { outcome, reason, charges, verified } = this.#settlement;
    const gone: Attention = { code: 'ORDER_GONE', text: attentionCatalogue.ORDER_GONE };
    return {
      paymentId: this.#input.paymentId,
      gateway: this.#input.gateway,
      outcome,
      reason,
      delayed: reason === 'PROCESSING',
      charges,
      verified,
      attention:
        this.#openingStands ??
        paymentAttention(this.#settlement, this.#asked) ??
        (this.#orderGone ? gone : undefined),
    };
  }

  #view(): m.PaymentView {
    const payable = this.#settlement.outcome === 'PENDING' && !this.#closeAsked;
    return {
      ...this.#report(),
      pageId: this.#page?.id,
      pageUrl: payable && this.#settlement.reason !== 'PROCESSING' ? this.#page?.url : undefined,
      opening: this.#opening === 'under way',
      messages: this.#messages,
    };
  }

  /** Shows and tells what changed: one upsert, one signal to the order. */
  async #publish(): Promise<void> {
    setCurrentDetails(paymentDetails(this.#input, this.#view()));
    const report = this.#report();
    if (JSON.stringify(report) === this.#published) return;
    const before = JSON.parse(this.#published) as m.PaymentReport;
    this.#published = JSON.stringify(report);
    if (before.outcome !== report.outcome || before.attention?.code !== report.attention?.code)
      upsertSearchAttributes([
        { key: key.Outcome, value: report.outcome },
        { key: key.Attention, value: report.attention?.code ?? null },
        { key: key.Stage, value: this.#ended() ? 'DONE' : 'PAYMENT' },
      ]);
    if (!this.#input.order || this.#orderGone) return;
    try {
      await getExternalWorkflowHandle(this.#input.order.workflowId).signal(m.paymentChangedSignal, report);
    } catch (error) {
      log.warn('the order of this payment is gone', { error, order: this.#input.order.workflowId });
      this.#orderGone = true;
    }
  }
}
