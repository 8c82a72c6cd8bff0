import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import type { Config } from '../config/schema.ts';
import { Customer } from '../sandbox/customer.ts';
import { startWorld, type World, type WorldOptions } from '../sandbox/world.ts';
import './quiet.ts';

/** A world of the test file's own, on the run's Temporal server: its own shop, task queue and ports; clocks shortened. */
export async function testWorld(
  adjust?: (config: Config) => void,
  options: Pick<WorldOptions, 'worker' | 'standing' | 'temporal'> = {},
): Promise<{ world: World; customer: Customer }> {
  const world = await startWorld({
    standing: 'shops',
    temporal: { address: inject('temporalAddress'), namespace: 'default' },
    ...options,
    name: `shop-${randomUUID().slice(0, 8)}`,
    adjust: (config) => {
      config.windows.verify = [300, 1_000, 5_000];
      for (const settings of [...Object.values(config.erp), ...Object.values(config.shops)])
        settings.serverLimit = 1_500;
      // Whoever waits for a page asks ten times a second.
      config.api.checkoutsPerMinute = 10_000;
      // Tests that are about it switch it on.
      for (const settings of Object.values(config.shops)) settings.import.enabled = false;
      adjust?.(config);
    },
    log: () => undefined,
  });
  return { world, customer: new Customer(world) };
}
