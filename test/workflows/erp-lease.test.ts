import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { erpLeaseId } from '../../domain/ids.ts';
import type { Program } from '../../sandbox/kit/programs.ts';
import { holderOf } from '../../temporal/erp.ts';
import { startErpLease } from '../../temporal/standing.ts';
import { type Bench, openBench, type Placed, until } from './bench.ts';
import { ended, Processes } from './processes-bench.ts';

const LEASE_MS = 3_000;
const AT_ONCE = 2;
const timeout = 180_000;

/** A worker, and what it sends to the ERP. */
interface Spied {
  child: Program;
  calls: string[];
}

let bench: Bench;
let processes: Processes;
const doors: Server[] = [];
const workers: Spied[] = [];
beforeAll(async () => {
  bench = await openBench(undefined, { worker: 'elsewhere' });
  processes = await Processes.open(bench.world, ({ shops, erp }) => {
    for (const system of [...Object.values<object>(shops), erp.mexal])
      Object.assign(system, { serverLimit: '6s' });
  });
  const { client, shop } = bench.world;
  await startErpLease(client, shop, 'mexal', LEASE_MS);
  workers.push(await start(), await start());
}, timeout);
afterAll(async () => {
  await processes?.stop();
  for (const door of doors) door.close().closeAllConnections();
  await bench?.stop();
});

/** A worker with a way of its own to the ERP. */
async function start(): Promise<Spied> {
  const calls: string[] = [];
  const { hostname, port } = new URL(bench.world.urls.mexal);
  const door = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    calls.push(`${method} ${path}`);
    const sent = request({ hostname, port, method, path, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    });
    // Whoever is killed waits no more.
    answer.once('close', () => sent.destroy());
    sent.once('error', () => answer.destroy());
    asked.pipe(sent);
  });
  doors.push(door);
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/webapi`;
  return { child: await processes.start({ MEXAL_URL: url }), calls };
}

const isOf = (identity: string | undefined, { child }: Spied) =>
  identity?.startsWith(`${child.pid}@`) ?? false;

/** Waits until one of these workers serves the ERP; answers it and the others. */
const seen = (among: Spied[] = workers) =>
  until('a worker that serves the ERP', async () => {
    const { by, spares } = await holderOf(bench.world.client, bench.world.shop, 'mexal');
    const holder = among.find((worker) => isOf(by, worker));
    return holder && { holder, spares, others: workers.filter((worker) => worker !== holder) };
  });

const places = (count: number): Promise<Placed[]> =>
  Promise.all(Array.from({ length: count }, () => bench.places({ method: 'banktransfer' })));

async function allWritten(orders: Placed[]): Promise<void> {
  for (const order of orders) {
    const { document } = await bench.ends(order, { stage: 'DONE', attentions: [] });
    expect(await bench.documents(order)).toEqual([document?.number]);
  }
  expect((await bench.customer.books(bench.world.urls.mexal)).mostAtOnce).toBeLessThanOrEqual(AT_ONCE);
}

const slow = (about: object) =>
  bench.customer.tells(bench.world.urls.mexal, 'faults', { kind: 'latency', ...about });

it('of two workers one writes all documents, the other none, and both are named', { timeout }, async () => {
  const { holder, others } = await seen();
  await slow({ ms: 100, times: 20 });
  await allWritten(await places(6));
  expect(holder.calls.length).toBeGreaterThan(10);
  expect(others.map(({ calls }) => calls)).toEqual([[]]);
  await until('the spare to be seen', async () => {
    const { spares } = await seen();
    return others.every((other) => spares.some((spare) => isOf(spare, other))) ? true : undefined;
  });
});

it('the one that is killed while it writes is followed by the other, and no document is written twice', {
  timeout,
}, async () => {
  const { holder, others } = await seen();
  await slow({ ms: 1_000, times: 4 });
  const orders = await places(4);
  const before = holder.calls.length;
  await until('it to write', async () => (holder.calls.length > before ? true : undefined));
  expect(await ended(holder.child, 'SIGKILL')).toBe('SIGKILL');
  const killedAt = Date.now();
  expect((await seen(others)).holder).toBe(others[0]);
  await allWritten(await places(1));
  expect(Date.now() - killedAt).toBeLessThan(60_000);
  await allWritten(orders);
});

it('the one that is stopped for longer than it is waited for sends nothing when it wakes', {
  timeout,
}, async () => {
  const spare = await start();
  workers.push(spare);
  const { holder } = await seen();
  expect(holder).not.toBe(spare);
  const search = '/documenti/ordini-clienti/ricerca';
  await slow({ ms: 2_000, times: 1, path: search });
  const before = holder.calls.length;
  const orders = await places(2);
  await until('it to look for the document', async () =>
    holder.calls.slice(before).some((call) => call.includes(search)) ? true : undefined,
  );
  holder.child.kill('SIGSTOP');
  expect((await seen([spare])).holder).toBe(spare);
  const sent = holder.calls.length;
  holder.child.kill('SIGCONT');
  await allWritten(await places(2));
  await allWritten(orders);
  expect(holder.calls.slice(sent)).toEqual([]);
  // It has not ended: it stands ready again.
  await until('it to be ready', async () =>
    (await seen()).spares.some((spare) => isOf(spare, holder)) ? true : undefined,
  );
});

it('the one that is told to stop, and once more, ends its calls, gives it back, and is not waited for', {
  timeout,
}, async () => {
  const { holder, others } = await seen();
  await slow({ ms: 2_000, times: 1 });
  const before = holder.calls.length;
  const orders = await places(3);
  await until('it to write', async () => (holder.calls.length > before ? true : undefined));
  setTimeout(() => holder.child.kill('SIGINT'), 500);
  expect(await ended(holder.child, 'SIGTERM')).toBe(0);
  await seen(others);
  const { raw } = await leaseHandle().describe();
  expect(raw.pendingActivities?.[0]?.lastFailure?.applicationFailureInfo?.type).toBe('ErpGivenBack');
  await allWritten(orders);
});

it('all of it is five events of history', { timeout }, async () => {
  await delay(LEASE_MS);
  const { events } = await leaseHandle().fetchHistory();
  expect(events).toHaveLength(5);
});

it('a cancellation that somebody requests takes it from nobody', { timeout }, async () => {
  await seen();
  const before = await holderOf(bench.world.client, bench.world.shop, 'mexal');
  await leaseHandle().cancel();
  await allWritten(await places(1));
  await delay(LEASE_MS);
  const { status } = await leaseHandle().describe();
  const { by, since } = await holderOf(bench.world.client, bench.world.shop, 'mexal');
  expect([status.name, by, since]).toEqual(['RUNNING', before.by, before.since]);
});

it('where somebody terminates it, it is begun again, and the ERP is served', { timeout }, async () => {
  await leaseHandle().terminate('by hand');
  await allWritten(await places(1));
});

const leaseHandle = () => bench.world.client.workflow.getHandle(erpLeaseId(bench.world.shop, 'mexal'));
