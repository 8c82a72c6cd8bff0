import { AsyncLocalStorage } from 'node:async_hooks';

/** Why we ended a call: its time was over, the work around it was aborted, or that happened before anything was sent. */
export type Ended = 'DEADLINE' | 'CANCELLED' | 'UNSENT';

const texts = {
  DEADLINE: (ms: number) => `no whole answer within ${ms / 1000} s`,
  CANCELLED: () => 'given up while it was under way',
  UNSENT: () => 'given up before it was sent',
} as const satisfies Record<Ended, (ms: number) => string>;

/** The error of a call that we ended ourselves. */
export class CallEnded extends Error {
  readonly code: Ended;
  constructor(code: Ended, ms: number) {
    super(texts[code](ms));
    this.name = 'CallEnded';
    this.code = code;
  }
}

const around = new AsyncLocalStorage<AbortSignal>();

/** Runs the work; all calls in it, however deep, end once `signal` is aborted, and none is sent after that. */
export const endedBy = <T>(signal: AbortSignal, work: () => T): T => around.run(signal, work);

/**
 * Makes a call that ends after `ms`, or with the work around it (`endedBy`), whatever the other side does: the signal that
 * the call gets is aborted then. Throws CallEnded in that case, otherwise what the call throws.
 */
export async function withDeadline<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const outer = around.getStore();
  if (outer?.aborted) throw new CallEnded('UNSENT', ms);
  // Not AbortSignal.timeout: Node 20 garbage-collects one that only an AbortSignal.any refers to.
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
