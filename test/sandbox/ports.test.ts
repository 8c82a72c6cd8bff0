import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { choosePorts } from '../../sandbox/ports.ts';

it('ports of a world in memory are none of a range that another process holds', async () => {
  const first = 10_000 + (process.pid % 100) * 200;
  const holder = createServer();
  // Held by another process already serves as well.
  await new Promise<void>((resolve) => {
    holder.once('error', () => resolve()).listen(first, '127.0.0.1', resolve);
  });
  const { checkoutSecret, operatorPassword, ...ports } = await choosePorts(undefined);
  holder.close();
  const ranges = new Set(Object.values(ports).map((port) => Math.floor(port / 200) * 200));
  expect([ranges.size, ranges.has(first)]).toEqual([1, false]);
});
