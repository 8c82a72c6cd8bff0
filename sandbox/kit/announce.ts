import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from './kit.ts';
import { causeOf } from './outbox.ts';

const WAITS_MS = [0, 250, 1000, 3000];
const ATTEMPT_MS = 10_000;

/** The announcement of one order, with every attempt; `at` in UTC. */
export interface Announcement {
  orderId: number;
  url: string;
  attempts: { at: string; status?: number; error?: string }[];
  delivered: boolean;
  checkoutUrl?: string;
}

/** The part of a shop's books that has the announcements. `announce` null: nothing is announced, and orders have to be found. */
export interface AnnouncingBooks {
  announcements: Announcement[];
  announce: { url: string; secret: string } | null;
}

/** What announces a shop's orders. */
export interface Announcer {
  /** Announces an order in the background, with a few attempts; does nothing where there is no address. */
  announce(orderId: number): void;
}

/** Announces as a shop's small module would at "order placed": `POST <url>` with the shared secret, `{id}` replaced. */
export function openAnnouncer(sandbox: Sandbox<AnnouncingBooks>): Announcer {
  const { books } = sandbox;
  const closing = new AbortController();
  // Each announcement that waits has a listener.
  setMaxListeners(0, closing.signal);
  const running = new Set<Promise<void>>();
  sandbox.app.addHook('onClose', async () => {
    closing.abort();
    await Promise.all(running);
  });

  const attempt = async (announcement: Announcement, secret: string): Promise<void> => {
    const at = sandbox.now().toISOString();
    try {
      const answer = await fetch(announcement.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}` },
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(ATTEMPT_MS)]),
      });
      const text = await answer.text();
      announcement.attempts.push({ at, status: answer.status });
      // 202: accepted, but the order could not be read yet. The answer to the next attempt has the link.
      if (!answer.ok || answer.status === 202) return;
      announcement.delivered = true;
      const checkoutUrl = readCheckoutUrl(text);
      if (checkoutUrl) announcement.checkoutUrl = checkoutUrl;
    } catch (error) {
      announcement.attempts.push({ at, error: String(causeOf(error)) });
    } finally {
      sandbox.save();
    }
  };

  const deliver = async (announcement: Announcement, secret: string): Promise<void> => {
    for (const wait of WAITS_MS) {
      await delay(wait, undefined, { signal: closing.signal }).catch(stopped);
      if (closing.signal.aborted) return;
      await attempt(announcement, secret);
      if (announcement.delivered) return;
    }
  };

  return {
    announce: (orderId) => {
      if (!books.announce) return;
      const { url, secret } = books.announce;
      const announcement: Announcement = {
        orderId,
        url: url.replaceAll('{id}', String(orderId)),
        attempts: [],
        delivered: false,
      };
      books.announcements.push(announcement);
      const delivery = deliver(announcement, secret);
      running.add(delivery);
      void delivery.finally(() => running.delete(delivery));
    },
  };
}

function stopped(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}

function readCheckoutUrl(text: string): string | undefined {
  try {
    const { checkoutUrl } = JSON.parse(text) as { checkoutUrl?: unknown };
    return typeof checkoutUrl === 'string' ? checkoutUrl : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
