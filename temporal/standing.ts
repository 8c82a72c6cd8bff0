import type { Client } from '@temporalio/client';
import { listedMsOf } from '../config/gateways.ts';
import { operatorsPage } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import { erpStart, newErp } from '../workflows/standing/erp/start.ts';
import type { erp } from '../workflows/standing/erp/workflow.ts';
import { erpLeaseStart } from '../workflows/standing/erp-lease/start.ts';
import type { erpLease } from '../workflows/standing/erp-lease/workflow.ts';
import { gatewayStart, newGateway } from '../workflows/standing/gateway/start.ts';
import type { gateway } from '../workflows/standing/gateway/workflow.ts';
import { secondOf } from '../workflows/standing/shop/messages.ts';
import { newShopImport, shopStart } from '../workflows/standing/shop/start.ts';
import type { shop } from '../workflows/standing/shop/workflow.ts';
import { newWatch, watchStart } from '../workflows/standing/watch/start.ts';
import type { watch } from '../workflows/standing/watch/workflow.ts';

// For a system that was never read before: what was missed while somebody set it up.
const FIRST_LOOK_BACK_MS = 24 * 3_600_000;

/** Starts what lives for ever, one workflow for each gateway, ERP and shop, and one that watches all; those that run go on as they are. */
export async function startStanding(client: Client, config: Config): Promise<void> {
  await startGateways(client, config);
  await startErps(client, config);
  await startShops(client, config);
  await startWatch(client, config);
}

/** Starts the workflow that looks for workflows which can't go on. */
export async function startWatch(client: Client, config: Config): Promise<void> {
  const { taskQueue } = config.temporal;
  const start = watchStart(taskQueue, { ...newWatch(), operators: operatorsPage(config) });
  await client.workflow.start<typeof watch>('watch', start);
}

/** Starts the workflows that look for missed notifications, of gateways that have a list of them. */
async function startGateways(client: Client, config: Config): Promise<void> {
  const { taskQueue } = config.temporal;
  const operators = operatorsPage(config);
  const caughtUpUntil = new Date(Date.now() - FIRST_LOOK_BACK_MS).toISOString();
  for (const [name, settings] of Object.entries(config.gateways)) {
    if (listedMsOf(settings) === undefined) continue;
    const start = gatewayStart({ ...newGateway(name, caughtUpUntil), operators });
    await client.workflow.start<typeof gateway>('gateway', { ...start, taskQueue });
  }
}

/** Starts the workflows that read payment tables and keep whether the login was refused. */
async function startErps(client: Client, config: Config): Promise<void> {
  const { taskQueue } = config.temporal;
  const operators = operatorsPage(config);
  for (const name of Object.keys(config.erp)) {
    const start = erpStart({ ...newErp(name, new Date().toISOString()), operators });
    await client.workflow.start<typeof erp>('erp', { ...start, taskQueue });
  }
}

/** Starts the workflows that import orders, announced or not. */
export async function startShops(client: Client, config: Config): Promise<void> {
  const { taskQueue } = config.temporal;
  const operators = operatorsPage(config);
  for (const [name, { import: settings }] of Object.entries(config.shops)) {
    if (!settings.enabled) continue;
    const since = secondOf(settings.since ?? new Date().toISOString());
    const start = shopStart({ ...newShopImport(name, since), operators });
    await client.workflow.start<typeof shop>('shop', { ...start, taskQueue });
  }
}

/** Starts what gives the ERP to one worker, unless it runs already, with whatever time it was started with. */
export async function startErpLease(
  client: Client,
  taskQueue: string,
  name: string,
  leaseMs?: number,
): Promise<void> {
  await client.workflow.start<typeof erpLease>('erpLease', erpLeaseStart(taskQueue, name, leaseMs));
}
