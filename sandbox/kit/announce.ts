import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Sandbox } from './kit.ts';
import { causeOf } from './outbox.ts';

const WAITS_MS = [0, 250, 1000, 3000];
const ATTEMPT_MS = 10_000;

/** One order told to the announcement address, with every attempt. */
export interface Announcement {
  orderId: number;
  url: string;
  attempts: { at: string; status?: number; error?: string }[];
  delivered: boolean;
  checkoutUrl?: string;
}

/** The part of a shop's books that announcements are kept in. Without an address nothing is announced: orders have to be found. */
export interface AnnouncingBooks {
  announcements: Announcement[];
  announce: { url: string; secret: string } | null;
}

export interface Announcer {
  /** Tells the announcement address of an order, in the background, a few times over; nothing without an address. */
  announce(orderId: number): void;
}

/** What a shop's small module would do at "order placed": `POST <url>` with the shared secret, `{id}` replaced. */
export function openAnnouncer(sandbox: Sandbox<AnnouncingBooks>): Announcer {
  const { books } = sandbox;
  const closing = new AbortController();
  // One for each announcement that waits.
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
      // 202: taken, but whoever was told could not read the order yet. Told again, it has the link.
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
