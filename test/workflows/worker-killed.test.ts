import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, openBench, until } from './bench.ts';
import { ended, Processes } from './processes-bench.ts';

// Longer than it takes to notice that the worker is dead (20 s), shorter than that and the ERP's limit.
const WRITING_MS = 23_000;
let bench: Bench;
let processes: Processes;
beforeAll(async () => {
  bench = await openBench(undefined, { worker: 'elsewhere' });
  processes = await Processes.open(bench.world, ({ shops, erp }) => {
    // A short limit of both systems.
    for (const system of [...Object.values<object>(shops), erp.mexal])
      Object.assign(system, { serverLimit: '6s' });
  });
});
afterAll(async () => {
  await processes?.stop();
  await bench?.stop();
});

it('a worker killed while the ERP writes the document, and started again, leaves one document', {
  timeout: 180_000,
}, async () => {
  const { world, places, page, customer, documents, view, inShop } = bench;
  const first = await processes.start();
  const order = await places();
  const shown = await page(order);
  const create = { method: 'POST', path: '/documenti/ordini-clienti$' };
  await customer.tells(world.urls.mexal, 'faults', { kind: 'latency', ms: WRITING_MS, times: 1, ...create });
  await customer.presses(shown, 'pay');
  await customer.faultsMet(world.urls.mexal);
  expect(await ended(first, 'SIGKILL')).toBe('SIGKILL');
  expect(await documents(order)).toEqual([]);
  await processes.start();
  await until('the order to be done', async () => ((await view(order)).stage === 'DONE' ? true : undefined));
  const { document, attentions, outcome } = await view(order);
  expect({ attentions, outcome }).toEqual({ attentions: [], outcome: 'POSITIVE' });
  expect(await documents(order)).toEqual([document?.number]);
  expect((await inShop(order)).invoices).toHaveLength(1);
  // With those that a worker process starts by itself.
  expect(await bench.replays(2)).toBeGreaterThanOrEqual(2);
});
