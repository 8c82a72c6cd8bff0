import type { Imported } from '../../activities/shop.ts';
import type { Attention } from '../../domain/attention.ts';
import type { ShopNotice } from '../../domain/notice.ts';
import type { Clock } from '../kit/clock.ts';
import { Lane } from '../kit/failures.ts';
import type { RetryStep } from '../kit/operators.ts';
import { OrderChecks } from './checks.ts';
import type { OrderInput } from './messages.ts';
import { currentNotice, noticeDue } from './notices.ts';
import { OrderPayments } from './payments.ts';
import * as s from './rules.ts';
import * as steps from './steps.ts';

/**
 * The work of an order, each piece beside the loop that listens: import, payments, a last look at the shop, document,
 * write-back. `start` begins what is due; every end calls `wake`.
 */
export class OrderWork {
  readonly #clock: Clock;
  readonly #input: OrderInput;
  readonly #state: s.OrderState;
  readonly #wake: () => void;
  readonly payments: OrderPayments;
  readonly importing: Lane;
  readonly #checks: OrderChecks;
  readonly #writing: Lane;
  readonly #telling: Lane;
  /** The mapping may have been mended: it is read again before the document is written. */
  #mapAgain = false;
  /** The configuration may have been mended: an order that it stops is imported again. */
  #importAgain = false;
  #tellingOf: string | undefined;
  #erpSilent: Attention | undefined;

  constructor(clock: Clock, input: OrderInput, state: s.OrderState, wake: () => void) {
    this.#clock = clock;
    this.#input = input;
    this.#state = state;
    this.#wake = wake;
    this.importing = new Lane('SHOP_ANSWER_LOST', wake);
    this.payments = new OrderPayments(clock, state, wake);
    this.#checks = new OrderChecks(clock, input, state, this.payments, wake);
    this.#writing = new Lane('ERP_ANSWER_LOST', wake);
    this.#telling = new Lane('SHOP_ANSWER_LOST', wake);
  }

  /** What steps stand at. */
  get stands(): Attention[] {
    const lanes = [this.importing, this.#checks.lane, this.#writing, this.#telling];
    return [...lanes.map((lane) => lane.stands), this.#erpSilent].filter((stands) => stands !== undefined);
  }

  /** When there is something to start though nothing happens; epoch milliseconds. */
  get dueAt(): number {
    return Math.min(this.payments.dueAt, this.#checks.dueAt);
  }

  /** Starts whatever is due. Never waits. */
  start(): void {
    const state = this.#state;
    const { imported } = state;
    if ((!imported || this.#importAgain) && this.importing.free) this.importing.start(() => this.#import());
    if (!imported) return;
    this.payments.start(imported);
    this.#checks.start(imported);
    if (s.documentDue(state) && state.released && this.#writing.free)
      this.#writing.start(() => this.#write(imported));
    this.#startTelling(imported);
  }

  /** What could not be read, or was refused, may be right by now. */
  changed(): void {
    this.importing.release();
    this.#checks.lane.release();
    this.#wake();
  }

  /** Does the step that stands again, or a named one. */
  again(step: RetryStep | undefined): void {
    const state = this.#state;
    this.importing.release();
    this.#importAgain = s.isUnfit(s.heldBackBy(state));
    if (step === undefined || step === 'document') this.#documentAgain();
    if (step === undefined || step === 'payment') {
      this.#checks.soon();
      this.payments.again(step === 'payment');
    }
    if (step === undefined || step === 'shop') this.#telling.release();
    if (step === 'shop') {
      const notice = currentNotice(state);
      state.told = state.told.filter(({ marker }) => marker !== notice?.marker);
    }
    this.#wake();
  }

  #documentAgain(): void {
    const state = this.#state;
    this.#checks.lane.release();
    this.#writing.release();
    if (state.document && s.isCorrectable(state)) {
      state.correcting = state.document;
      state.document = undefined;
    }
    this.#mapAgain = !state.document;
    if (state.imported?.earlier && !state.document) this.#asPaidInShop(state.imported);
    if (!s.isOff(state) || !s.documentDue(s.asIfOn(state))) return;
    state.givenUp = false;
    // What stopped it in the shop may be over there.
    state.changedInShop = true;
  }

  /** Nobody here knows the payment of a forgotten order: a person says that the shop's word will do. */
  #asPaidInShop(imported: Imported): void {
    imported.earlier = undefined;
    if (imported.mapping.collect.by === 'gateway') imported.mapping.collect = { by: 'prepaid' };
    this.#checks.soon();
  }

  async #import(): Promise<void> {
    const state = this.#state;
    state.changedInShop = false;
    const imported = await steps.importOrder(this.#clock, this.#input);
    const earlier = await steps.earlierOf(this.#clock, imported, (attention) => this.#silent(attention));
    this.#silent(undefined);
    imported.earlier = earlier;
    this.#importAgain = false;
    state.imported = imported;
    state.readAt = this.#clock.now;
    state.document = earlier?.document;
    s.readInShop(state, imported.order);
    state.released = s.documentDue(state);
    this.payments.open(imported);
    this.#checks.later(imported);
  }

  async #write(imported: Imported): Promise<void> {
    const state = this.#state;
    state.writing = true;
    try {
      if (this.#mapAgain) {
        const { mapping } = await steps.importOrder(this.#clock, this.#input);
        imported.mapping.erpPayment = mapping.erpPayment;
        // Mapped by now; how the money comes was settled without us.
        if (imported.mapping.collect.by === 'unmapped' && mapping.collect.by !== 'unmapped')
          imported.mapping.collect = { by: 'offline' };
        this.#mapAgain = false;
      }
      state.document = await steps.writeDocument(this.#clock, state, imported, (attention) =>
        this.#silent(attention),
      );
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
    // What stood in the way of another notice, or of this one before it was held back, says nothing of it now.
    if (notice?.marker !== this.#tellingOf) this.#telling.release();
    if (!this.#telling.running) this.#tellingOf = notice?.marker;
    if (!notice || !this.#telling.free) return;
    if (notice.kind === 'paid') this.#state.booked = true;
    this.#telling.start(() => this.#tell(imported, notice));
  }

  async #tell(imported: Imported, notice: ShopNotice): Promise<void> {
    const said = await steps.tellShop(this.#clock, this.#input, imported, notice);
    this.#state.told.push({ marker: notice.marker, kind: notice.kind, said });
  }
}
