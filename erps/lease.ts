import { Failure } from '../domain/failure.ts';

/** A moment by both clocks of this machine: the steady one stands still while it sleeps, the other can be set. */
interface Moment {
  steady: number;
  wall: number;
}

/**
 * Whether this process may call an ERP: of all workers one does, as long as Temporal confirms it again and again. Where
 * the last confirmation is too old, no call is begun any more, well before another worker can take over. As long as
 * neither `confirm` nor `end` was called, no lease is needed: a command by hand reads an ERP without one.
 */
export class Lease {
  #state: 'unasked' | 'ended' | { askedAt: Moment; ms: number } = 'unasked';

  static now(): Moment {
    return { steady: performance.now(), wall: Date.now() };
  }

  /** Temporal confirmed the lease when it was asked at that moment: calls may begin for so many milliseconds from then. */
  confirm(askedAt: Moment, ms: number): void {
    this.#state = { askedAt, ms };
  }

  /** Another worker may have it from now on, or nobody has it yet. */
  end(): void {
    this.#state = 'ended';
  }

  get holds(): boolean {
    if (this.#state === 'unasked') return true;
    if (this.#state === 'ended') return false;
    const { askedAt, ms } = this.#state;
    const now = Lease.now();
    return Math.max(now.steady - askedAt.steady, now.wall - askedAt.wall) < ms;
  }

  /** Before each call. Throws ERP_AWAY where it must not be sent. */
  assertHeld(what: string): void {
    if (this.holds) return;
    throw new Failure(
      'ERP_AWAY',
      'away',
      `${what}: not sent, since Temporal does not confirm that this worker serves the ERP`,
    );
  }
}
