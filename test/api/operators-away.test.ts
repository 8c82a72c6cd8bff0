import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cuttable } from './bench.ts';
import { OperatorsBench } from './operators-bench.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './operators-steps.ts';
import { paymentView } from './views-given.ts';

let bench: OperatorsBench;
let wire: Awaited<ReturnType<typeof cuttable>>;
let anna: Visitor;

beforeAll(async () => {
  bench = await OperatorsBench.open();
  wire = await cuttable(bench.temporal.address);
  // Never closed: a closed connection throws at a call that is just being repeated.
  const client = new Client({ connection: Connection.lazy({ address: wire.address }) });
  const { url } = await bench.api(undefined, client);
  anna = await Visitor.signedIn(url);
});
afterAll(async () => {
  await wire.close();
  await bench.close();
});

const offers = [{ action: 'refund' as const, most: { amount: 5_000, currency: 'EUR' } }];
const typed = { reason: `ha chiamato "il cliente" <oggi>`, amount: '12,50' };

test('while Temporal is away pages say so, and nobody has to sign in again', async () => {
  wire.cut();
  const paths = ['/operators?number=12', pathTo('payment:p-1'), pathTo('payment:p-1', 'refund')];
  for (const { status, data, headers } of await Promise.all(paths.map((path) => anna.get(path)))) {
    expect([status, headingIn(data)]).toEqual([503, 'Il sistema non risponde']);
    expect(data).toContain('Anna');
    expect(headers['retry-after']).toBeDefined();
    expect(data).not.toMatch(/\bat .*\.[jt]s|UNAVAILABLE|ECONN/);
  }
  expect((await anna.get('/operators')).status).toBe(200);
  wire.mend();
});

test('a form sent while Temporal is away is lost neither then nor by sending it again: it is one update', async () => {
  const workflowId = await bench.plays({ payment: paymentView(), offers });
  const path = pathTo(workflowId, 'refund');
  await expect.poll(async () => (await anna.get(path)).status, { timeout: 15_000 }).toBe(200);
  const fields = { ...hiddenIn((await anna.get(path)).data), ...typed };
  wire.cut();
  const away = await anna.post(path, fields);
  expect([away.status, headingIn(away.data)]).toEqual([503, 'Il sistema non risponde']);
  expect(away.data).toContain('Quello che hai scritto è ancora qui');
  const kept = hiddenIn(away.data);
  expect(kept).toEqual(fields);
  wire.mend();
  await expect
    .poll(async () => headingIn((await anna.post(path, kept)).data), { timeout: 20_000 })
    .toBe('Fatto');
  const received = await bench.received(workflowId);
  expect(received.map(({ payload }) => payload)).toEqual([
    { operator: 'Anna', reason: typed.reason, amount: 1_250, seen: [] },
  ]);
});

test('where no worker answers, the page says that the system stands still', async () => {
  const workflowId = `payment:nobody-works-${bench.temporal.taskQueue}`;
  const nobody = `nobody-${bench.temporal.taskQueue}`;
  await bench.temporal.client.workflow.start('standIn', {
    workflowId,
    taskQueue: nobody,
    args: [{ offers }],
  });
  const { status, data } = await anna.get(pathTo(workflowId));
  expect([status, headingIn(data)]).toEqual([503, 'Il sistema non risponde']);
});
