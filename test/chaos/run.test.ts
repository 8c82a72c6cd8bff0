import { expect, it } from 'vitest';
import { chaos } from '../../chaos/run.ts';
import { outcomes, summary } from '../../chaos/summary.ts';
import { gatewayNames } from '../../sandbox/systems.ts';
import { builtPrograms } from '../programs.ts';

const ORDERS = 40;
const SEED = 7;

it('orders come out right though workers, API and Temporal are killed and every system fails now and then', {
  timeout: 600_000,
}, async () => {
  const result = await chaos({ orders: ORDERS, seed: SEED, log: () => undefined, programs: builtPrograms() });
  const told = summary(result);
  expect(result.breaches, told).toEqual([]);
  for (const blow of [
    'worker that serves the ERP killed',
    'spare worker killed',
    'API killed',
    'Temporal stopped',
  ])
    expect(result.blows[blow], blow).toBeGreaterThan(0);
  for (const places of [['magento'], ['prestashop'], ['mexal'], ['webhooks'], gatewayNames]) {
    const kinds = places.flatMap((place) => Object.keys(result.faults[place] ?? {}));
    expect(new Set(kinds).size, `faults of ${places}`).toBeGreaterThan(1);
  }
  const used = gatewayNames.filter((name) => (result.charged[name] ?? 0) > 0);
  expect(used.length, `gateways that were paid: ${used}`).toBeGreaterThan(2);
  // Books in which nothing happened would be right, too.
  const ended = outcomes(result);
  expect(Object.values(ended).reduce((sum, orders) => sum + orders)).toBe(ORDERS);
  expect(ended['paid, a document']).toBeGreaterThan(ORDERS / 6);
  expect(ended['unpaid, no document']).toBeGreaterThan(0);
  expect(ended['offline, a document']).toBeGreaterThan(0);
  expect(told.split('\n').at(-1)).toBe(
    `0 breaches in ${ORDERS} orders, in ${result.seconds} s. Seed ${SEED}; again: npm run chaos -- --orders ${ORDERS} --seed ${SEED}`,
  );
});
