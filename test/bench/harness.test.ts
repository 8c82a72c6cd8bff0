import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Costs, costFigures, readCosts } from '../../bench/cost.ts';
import { type Floor, startFloor } from '../../bench/floor/orders.ts';
import { measureGateways, verdict } from '../../bench/gateways.ts';
import { type Installation, startInstallation } from '../../bench/installation.ts';
import { measureGrowth, measureWaiting } from '../../bench/memory.ts';
import { measureOrders } from '../../bench/orders.ts';
import { measureWebhooks } from '../../bench/webhooks.ts';
import '../quiet.ts';

const log = () => undefined;
let installation: Installation;
let floor: Floor;
let costs: Costs;
beforeAll(async () => {
  installation = await startInstallation({ built: false, log });
  floor = await startFloor(installation);
  costs = await readCosts(installation, floor);
}, 300_000);
afterAll(async () => {
  await floor?.worker.stop();
  await installation?.stop();
}, 60_000);

it('a paid order costs at most 75 events and 25 billable actions, also where the import finds it too', () => {
  for (const { events, actions } of [costs.ours, costs.found]) {
    expect(events).toBeLessThanOrEqual(75);
    expect(actions).toBeLessThanOrEqual(25);
  }
});

it('an order of the floor costs something too, and less', () => {
  expect(costs.floor.actions).toBeGreaterThan(5);
  for (const figure of costFigures([costs])) expect(figure.ratio).toBeGreaterThan(1);
});

it('orders are taken to their end by ours and by both floors, and each figure stands beside its floor', {
  timeout: 90_000,
}, async () => {
  const figures = await measureOrders(
    installation,
    floor,
    { rounds: 1, orders: { 1: 1, 10: 2 }, warmUp: 1 },
    log,
  );
  const names = figures.map(({ name }) => name);
  for (const atOnce of [1, 10])
    for (const beside of ['', '/single'])
      for (const what of ['orders-per-second', 'order-p50-ms', 'order-p95-ms', 'order-p99-ms'])
        expect(names).toContain(`${what}@${atOnce}${beside}`);
  expect(names).toContain('webhook-to-document-p50-ms');
  for (const who of ['', '/worker', '/api', '/sandboxes', '/customers', '/rest'])
    expect(names).toContain(`cpu-ms-per-order@10${who}`);
  // An order's work can be less than the clock of a process counts in.
  for (const { ours, floor: below } of figures.filter(({ name }) => !name.startsWith('cpu-'))) {
    expect(ours).toBeGreaterThan(0);
    expect(below).toBeGreaterThan(0);
  }
});

it('orders are taken to their end by every gateway, each beside Stripe’s', { timeout: 90_000 }, async () => {
  const figures = await measureGateways(installation, { rounds: 1, orders: 2, warmUp: 1 }, log);
  expect(figures.map(({ name }) => name)).toEqual(
    ['paypal', 'axerve', 'skrill', 'iwsmile'].map((name) => `orders-per-second@10/${name}`),
  );
  for (const { ours, floor: stripes } of figures) {
    expect(ours).toBeGreaterThan(0);
    expect(stripes).toBeGreaterThan(0);
  }
  expect([verdict(0.85), verdict(0.84), verdict(null)].map((text) => text.endsWith(': reached'))).toEqual([
    true,
    false,
    false,
  ]);
});

it('webhooks are accepted by ours and by the floor', async () => {
  const plan = { payments: 2, rounds: 1, webhooks: 4, duplicated: 4 };
  const figures = await measureWebhooks(installation, floor, plan, log);
  expect(figures.map(({ name }) => name)).toEqual([
    'webhooks-per-second',
    'webhooks-per-second@4-half-duplicates',
  ]);
});

it('memory is read of worker and API, with orders finished and with orders waiting', {
  timeout: 120_000,
}, async () => {
  const grown = await measureGrowth(installation, { few: 1, many: 2, restSeconds: 1 }, log);
  expect(grown.map(({ name }) => name)).toEqual(['rss-growth-1-2/worker', 'rss-growth-1-2/api']);
  const waiting = await measureWaiting(installation, { few: 1, many: 2, restSeconds: 1, webhooks: 2 }, log);
  expect(waiting.map(({ name }) => name)).toContain('webhook-answer-p99-ms@2-waiting');
  for (const { ours } of [...grown, ...waiting]) expect(ours).toBeGreaterThan(0);
});
