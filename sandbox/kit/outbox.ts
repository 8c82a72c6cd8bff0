import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from './kit.ts';

/** A notification that is to be sent; `dueAt` in ms of the sandbox's clock. `held`: it waits for the next one to overtake it. */
export interface Waiting {
  dueAt: number;
  held?: boolean;
}

/** One attempt to deliver a notification; `at` in UTC. */
export interface Tried {
  url: string;
  at: string;
  /** The receiver's HTTP status; null when it gave none. */
  status: number | null;
  note: string;
}

/** A sandbox that sends notifications, as far as these functions need it. */
export interface Sender<P extends Waiting> {
  sandbox: Pick<Sandbox<object>, 'now' | 'save'>;
  books: { outbox: P[] };
  sending: Set<P>;
  closing: AbortController;
}

/** How one notification is sent. */
export interface Ways<P extends Waiting> {
  lose(): void;
  /** Puts the notification into the outbox, due after `waitMs` milliseconds. */
  queue(waitMs?: number): P;
  /** Queues the same notification under another id, where a gateway does that. */
  queueTwin?(): P;
  send(pending: P): Promise<void>;
}

/** Sends a notification with the misbehaviour that it meets; as usual where there is none. */
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
      // Held until another one overtakes it, but at most `ms`.
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

/** Sends what is due and is not being sent already. */
export function sendWhatIsDue<P extends Waiting>(
  { sandbox, books, sending }: Sender<P>,
  send: (pending: P) => Promise<void>,
): void {
  const now = sandbox.now().getTime();
  for (const pending of [...books.outbox])
    if (pending.dueAt <= now && !sending.has(pending)) void send(pending);
}

/** Makes held notifications due after the one was sent that they waited for; answers whether there were any. */
export function release<P extends Waiting>(
  { books }: Sender<P>,
  waitsForIt: (pending: P) => boolean,
): boolean {
  const held = books.outbox.filter((pending) => pending.held && waitsForIt(pending));
  for (const pending of held) Object.assign(pending, { held: false, dueAt: 0 });
  return held.length > 0;
}

/** Takes a notification out of the outbox. */
export function remove<P extends Waiting>({ sandbox, books }: Sender<P>, pending: P): void {
  const index = books.outbox.indexOf(pending);
  if (index >= 0) books.outbox.splice(index, 1);
  sandbox.save();
}

/** The answer of `send`, during which the notification counts as being sent; undefined where the sandbox was closed meanwhile. */
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

/** Sends a request to a merchant's server; answers what `taken` reads from the response, or why there was none. */
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

/** The status of a response whose body is not read. */
export async function statusOf(response: Response): Promise<number> {
  await response.body?.cancel();
  return response.status;
}

/** Why `fetch` failed: its own error says only "fetch failed". */
export const causeOf = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? error.cause : error;

/** Waits for the shop's answer to the notification, as the buyer does, at most `redirectWaitMs`. */
export async function answered(
  { sandbox, settings }: { sandbox: Pick<Sandbox<object>, 'save'>; settings: { redirectWaitMs: number } },
  notified: Promise<void>,
): Promise<void> {
  sandbox.save();
  await Promise.race([notified, delay(settings.redirectWaitMs, undefined, { ref: false })]);
}
