import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { vi } from 'vitest';
import type { Fact } from '../../domain/schemas/message.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';

/**
 * A server that keeps the notifications it gets, oldest first, as `kept` makes them of what came. `receipt` is its answer. What
 * its `mishap` says goes wrong at the sandbox: all that is sent while something is done under `losing` never arrives.
 */
export async function openReceiver(
  kept: (came: NotificationRequest) => NotificationRequest = (came) => came,
  receipt = '{}',
) {
  const received: NotificationRequest[] = [];
  let lost = false;
  const server = createServer(async (request, response) => {
    const { headers, url = '' } = request;
    const method = request.method === 'GET' ? 'GET' : 'POST';
    const query = new URLSearchParams(url.split('?')[1]);
    received.push(kept({ method, query, body: await buffer(request), headers }));
    response.end(receipt);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    received,
    /** The first that came, or comes, of which this holds. */
    arrived: (wanted: (came: NotificationRequest) => boolean | Promise<boolean>) =>
      vi.waitUntil(
        async () => {
          for (const came of received) if (await wanted(came)) return came;
          return undefined;
        },
        { timeout: 5_000, interval: 10 },
      ),
    mishap: () => (lost ? ({ mode: 'lose' } as const) : undefined),
    async losing(doing: () => Promise<void>) {
      lost = true;
      await doing().finally(() => {
        lost = false;
      });
    },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A notification as a gateway posts it. */
export const posted = (
  body: Buffer | string,
  headers: NotificationRequest['headers'] = {},
): NotificationRequest => ({
  method: 'POST',
  query: new URLSearchParams(),
  body: Buffer.from(body),
  headers,
});

/** Whether the connector reads this fact in a notification; what only names a charge is asked for. */
export async function tells(gateway: Gateway, came: NotificationRequest, fact: Fact): Promise<boolean> {
  const read = await gateway.readNotification(came);
  if (read.kind === 'message') return read.message.fact === fact;
  const found = read.kind === 'lookup' ? await gateway.lookUp(read) : undefined;
  return (found?.messages ?? []).some((message) => message.fact === fact);
}

/** Does it at another time; only dates are another, timers go on. */
export async function at<T>(moment: number | undefined, doing: () => Promise<T>): Promise<T> {
  if (moment === undefined || vi.isFakeTimers()) return doing();
  vi.useFakeTimers({ toFake: ['Date'], now: moment });
  return doing().finally(() => vi.useRealTimers());
}
