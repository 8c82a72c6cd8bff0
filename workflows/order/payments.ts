import { log } from '@temporalio/workflow';
import type { Imported } from '../../activities/shop.ts';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { Clock } from '../kit/clock.ts';
import { signalSealed } from '../kit/inbox.ts';
import { closePageSignal, verifySignal } from '../payment/messages.ts';
import * as s from './rules.ts';
import * as steps from './steps.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** The payments of an order: starts the one that is wanted, and closes the pages on which nobody may pay any more. */
export class OrderPayments {
  readonly #clock: Clock;
  readonly #state: s.OrderState;
  readonly #wake: () => void;
  /** A payment is wanted, or being started. */
  wanted = false;
  #starting = false;
  /** Why a new payment is wanted, once the open one is closed and definitely unpaid. */
  #replacing: string | undefined;
  readonly #closeSent = new Set<string>();
  #windowEndsAt = NEVER;

  constructor(clock: Clock, state: s.OrderState, wake: () => void) {
    this.#clock = clock;
    this.#state = state;
    this.#wake = wake;
  }

  /** When the time to pay is over; epoch milliseconds. */
  get dueAt(): number {
    const paid = s.orderOutcome(this.#state) === 'POSITIVE';
    return paid || this.#state.windowClosed || this.#unopened ? NEVER : this.#windowEndsAt;
  }

  /** No page could be opened: time that the customer could not use does not run out. */
  get #unopened(): boolean {
    return s.lastPayment(this.#state)?.unopened === true;
  }

  /** An order that may be paid has its time to pay from now on; one that is held back has it whole once it is released. */
  open({ timing }: Imported): void {
    const state = this.#state;
    if (s.collectedBy(state) !== 'gateway' || state.windowClosed) return;
    if (s.heldBackBy(state)) {
      this.#windowEndsAt = NEVER;
      this.wanted = false;
    } else if (this.#windowEndsAt === NEVER && !s.isOff(state) && !state.imported?.earlier) {
      this.#windowEndsAt = this.#clock.now + timing.orderMs;
      // A page that was closed while it was held back: another one in its place.
      if (state.payments.length > 0 || this.#starting) this.#replacing = 'the order was held back';
      else this.wanted = true;
    }
  }

  /** Starts whatever is due. Never waits. */
  start(imported: Imported): void {
    const state = this.#state;
    this.open(imported);
    if (this.#clock.now >= this.dueAt) state.windowClosed = true;
    for (const [paymentId, reason] of s.pagesToClose(state)) this.#closePage(paymentId, reason);
    for (const { paymentId, outcome } of this.#replacing ? state.payments : [])
      if (outcome === 'PENDING') this.#closePage(paymentId, this.#replacing ?? '');
    if (!this.#starting) this.#startWanted(imported);
  }

  #startWanted(imported: Imported): void {
    const state = this.#state;
    if (this.#replacing && s.orderOutcome(state) !== 'PENDING') {
      this.#replacing = undefined;
      this.wanted = true;
      if (s.orderOutcome(state) === 'NEGATIVE') state.changedTotal = undefined;
    }
    // What came since it was wanted can make a further payment one too many.
    if (s.whyNotPayable(state) || (state.payments.length > 0 && !s.mayPayAgain(state))) this.wanted = false;
    const { collect } = imported.mapping;
    if (!this.wanted || collect.by !== 'gateway' || !imported.checkoutUrl) return;
    // After one that nobody could use, its customer has the whole time.
    if (this.#unopened) this.#windowEndsAt = this.#clock.now + imported.timing.orderMs;
    this.#starting = true;
    void steps.startPayment(imported, collect.gateway, imported.checkoutUrl).then((report) => {
      // It may have told more of itself already.
      if (!state.payments.some(({ paymentId }) => paymentId === report.paymentId)) s.hear(state, report);
      this.wanted = false;
      this.#starting = false;
      this.#wake();
    });
  }

  /** A new payment in place of the open one, which is closed first: if that shows that it was paid, it counts. */
  replace(reason: string): void {
    // Nothing was asked for yet: the first payment is of what the order comes to then.
    if (this.#state.payments.length > 0 || this.#starting) this.#replacing = reason;
  }

  /** `asked`: an operator wants a new payment; otherwise only one that could not be opened is made good. */
  again(asked: boolean): void {
    const state = this.#state;
    const last = s.lastPayment(state);
    if (asked && state.imported && s.collectedBy(state) === 'gateway') {
      state.windowClosed = false;
      state.givenUp = false;
      this.#windowEndsAt = Math.max(this.#windowEndsAt, this.#clock.now + state.imported.timing.orderMs);
      this.replace('an operator asked for a new payment');
    } else if (last?.unopened) {
      this.wanted = s.mayPayAgain(state);
      // Too late for another: then a person has seen it, and that is all.
      if (!this.wanted) this.#closePage(last.paymentId, 'the time to pay is over');
    }
  }

  /** The gateway is asked again of every payment that was paid: what others say of its money is no proof. */
  verify(reason: string): void {
    for (const { paymentId, outcome } of this.#state.payments) {
      if (outcome === 'POSITIVE') this.#tell(paymentId, verifySignal, reason);
    }
  }

  #closePage(paymentId: string, reason: string): void {
    if (this.#closeSent.has(paymentId)) return;
    this.#closeSent.add(paymentId);
    this.#tell(paymentId, closePageSignal, reason);
  }

  /** The payment tells what came of it; one that is gone has told already. */
  #tell(paymentId: string, signal: typeof closePageSignal | typeof verifySignal, reason: string): void {
    void signalSealed(this.#clock, paymentWorkflowId(paymentId), signal, { reason }).catch((error) =>
      log.warn(`payment could not be sent ${signal.name}`, { paymentId, error }),
    );
  }
}
