import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { NotificationRequest } from '../../gateways/gateway.ts';

/** A server that keeps the notifications it gets, oldest first, as `kept` makes them of what came. `receipt` is its answer. */
export async function openReceiver(
  kept: (came: NotificationRequest) => NotificationRequest = (came) => came,
  receipt = '{}',
) {
  const received: NotificationRequest[] = [];
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
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
