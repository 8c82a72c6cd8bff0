import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from './kit.ts';

/** A notification that is to be sent; `dueAt` in ms of the sandbox's clock. `held`: it waits for the next one to overtake it. */
export interface Waiting {
  dueAt: number;
  held?: boolean;
}

/** One try to deliver a notification. */
export interface Tried {
  url: string;
  at: string;
  /** The receiver's HTTP status; null when it gave none. */
  status: number | null;
  note: string;
}

/** Whoever sends notifications, as far as this needs it. */
export interface Sender<P extends Waiting> {
  sandbox: Pick<Sandbox<object>, 'now' | 'save'>;
  books: { outbox: P[] };
  sending: Set<P>;
  closing: AbortController;
}

/** How one notification is sent. */
export interface Ways<P extends Waiting> {
  lose(): void;
  /** Puts it into the outbox, due after so many ms. */
  queue(waitMs?: number): P;
  /** The same under another id, where a gateway does that. */
  queueTwin?(): P;
  send(pending: P): Promise<void>;
}

/** Sends a notification as the misbehaviour has it that it meets. */
export async function sendAs<P extends Waiting>(
  fault: { mode: string; ms?: number } | undefined,
  { lose, queue, queueTwin = queue, send }: Ways<P>,
): Promise<void> {
  switch (fault?.mode) {
    case 'lose':
      lose();
      return;
    case 'delay':
      queue(fault.ms ?? 3000);
      return;
    case 'reorder':
      // Held until another one overtakes it; `ms` only bounds the wait.
      queue(fault.ms ?? 30_000).held = true;
      return;
    case 'duplicate':
    case 'duplicate-new-id': {
      const copies = [queue(), fault.mode === 'duplicate' ? queue() : queueTwin()];
      await Promise.all(copies.map((copy) => send(copy)));
      return;
    }
    default:
      await send(queue());
  }
}

/** Sends what has fallen due and is not being sent. */
export function sendWhatIsDue<P extends Waiting>(
  { sandbox, books, sending }: Sender<P>,
  send: (pending: P) => Promise<void>,
): void {
  const now = sandbox.now().getTime();
  for (const pending of [...books.outbox])
    if (pending.dueAt <= now && !sending.has(pending)) void send(pending);
}

/** Makes those that were held due, once one was sent that they waited for; answers whether there were any. */
export function release<P extends Waiting>(
  { books }: Sender<P>,
  waitsForIt: (pending: P) => boolean,
): boolean {
  const held = books.outbox.filter((pending) => pending.held && waitsForIt(pending));
  for (const pending of held) Object.assign(pending, { held: false, dueAt: 0 });
  return held.length > 0;
}

export function remove<P extends Waiting>({ sandbox, books }: Sender<P>, pending: P): void {
  const index = books.outbox.indexOf(pending);
  if (index >= 0) books.outbox.splice(index, 1);
  sandbox.save();
}

/** What came of sending it; undefined where the sandbox was closed over it. */
export async function whileSending<P extends Waiting, A>(
  { sending, closing }: Sender<P>,
  pending: P,
  send: () => Promise<A>,
): Promise<A | undefined> {
  sending.add(pending);
  const answer = await send();
  sending.delete(pending);
  return closing.signal.aborted ? undefined : answer;
}

/** One request to a merchant's server, and what is taken from its answer; without one why there was none. */
export async function requested<A>(
  closing: AbortController,
  timeoutMs: number,
  url: string | URL,
  request: RequestInit,
  taken: (response: Response) => Promise<A>,
): Promise<A | { status: null; note: string }> {
  const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), closing.signal]);
  try {
    return await taken(await fetch(url, { ...request, redirect: 'manual', signal }));
  } catch (error) {
    const cause = causeOf(error);
    return { status: null, note: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** Of an answer that is only looked at: its status. */
export async function statusOf(response: Response): Promise<number> {
  await response.body?.cancel();
  return response.status;
}

/** `fetch` says "fetch failed", and why in the cause. */
export const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error;

/** The buyer waits for the shop's answer to the notification, but not for ever. */
export async function answered(
  { sandbox, settings }: { sandbox: Pick<Sandbox<object>, 'save'>; settings: { redirectWaitMs: number } },
  notified: Promise<void>,
): Promise<void> {
  sandbox.save();
  await Promise.race([notified, delay(settings.redirectWaitMs, undefined, { ref: false })]);
}
