import { AsyncLocalStorage } from 'node:async_hooks';

/** Why a call ended before the other side was done. `UNSENT`: it was given up before anything was sent. */
export type Ended = 'DEADLINE' | 'CANCELLED' | 'UNSENT';

const texts = {
  DEADLINE: (ms: number) => `no whole answer within ${ms / 1000} s`,
  CANCELLED: () => 'given up while it was under way',
  UNSENT: () => 'given up before it was sent',
} as const satisfies Record<Ended, (ms: number) => string>;

/** A call that was ended by us. */
export class CallEnded extends Error {
  readonly code: Ended;
  constructor(code: Ended, ms: number) {
    super(texts[code](ms));
    this.name = 'CallEnded';
    this.code = code;
  }
}

const around = new AsyncLocalStorage<AbortSignal>();

/** Does the work; each call in it, however deep, ends once `signal` is aborted, and none is sent after that. */
export const endedBy = <T>(signal: AbortSignal, work: () => T): T => around.run(signal, work);

/**
 * Makes a call that ends after `ms`, or with the work around it (`endedBy`), whatever the other side does: then the
 * call's signal is aborted. Throws CallEnded then, and otherwise what the call throws.
 */
export async function withDeadline<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const outer = around.getStore();
  if (outer?.aborted) throw new CallEnded('UNSENT', ms);
  // A timer of its own: Node 20 forgets an AbortSignal.timeout that only an AbortSignal.any refers to.
  const ending = new AbortController();
  const end = (why: Ended) => ending.abort(new CallEnded(why, ms));
  const cancelled = () => end('CANCELLED');
  const timer = setTimeout(end, ms, 'DEADLINE');
  outer?.addEventListener('abort', cancelled);
  try {
    return await call(ending.signal);
  } catch (error) {
    throw ending.signal.aborted ? ending.signal.reason : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', cancelled);
  }
}
