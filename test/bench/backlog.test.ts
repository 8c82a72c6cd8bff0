import { afterAll, beforeAll, expect, it } from 'vitest';
import { importBacklog } from '../../bench/backlog.ts';
import { connectTest, type TestTemporal } from '../dev-server.ts';
import '../quiet.ts';

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await connectTest();
});
afterAll(() => temporal?.close());

it('a backlog of 2,000 orders, 90 in a second, is imported whole, each once, by short histories and in bounded memory', {
  timeout: 240_000,
}, async () => {
  const { client, nativeConnection: connection } = temporal;
  const seen = await importBacklog({ client, connection, count: 2_000, perSecond: 90, atOnce: 25 });
  expect(seen).toMatchObject({ orders: 2_000, repeated: 0 });
  expect(seen.runs).toBeGreaterThan(1);
  expect(seen.longestHistory).toBeLessThan(1_000);
  // It grows by 25 to 35 MB, most of them the worker's beginning; 35 kB kept of each order would pass this.
  expect(seen.rssGrowth).toBeLessThan(80 * 2 ** 20);
});
